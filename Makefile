# make site    the published folder, from nothing but Python 3.11 or newer
# make serve   the section in the browser, built again at every save
# make test    what CI runs: style, types, tests
# make rows    every bad input and fault that was thought of, counted by row (tests/cases/rows.md)
# make lint    style and types alone
# make check   is what stands in site/ fit to publish? links, pictures, feeds, leaks
# make extras  what deploying to S3 and the search page need besides
# make bench   times this and other generators on the same pieces (BENCH="--pieces 1000 --rounds 1" for a short run)
# make docs    writes the tables and schemas in docs/ again, from the code
# make clean   removes what make and the tests made; site/ stays
# make lock    writes the lock files again (UPGRADE=--upgrade takes newer versions)

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# A stamp carries the version of Python it was made with, so that `make test PYTHON=python3.13` after a
# build on 3.11 makes a new environment and does not test on the old one.
PYVER   := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
RUNTIME := $(VENV)/.runtime-$(PYVER)
DEV     := $(VENV)/.dev-$(PYVER)
PIP     := $(BIN)/python -m pip --disable-pip-version-check install -qq --require-hashes

HTML    := tests/node_modules/.stamp
# html-validate wants Node; CI may not do without it, a writer's laptop may.
ifneq ($(shell command -v npm),)
NODE_TOOLS := $(HTML)
else ifdef CI
NODE_TOOLS := no-npm-in-ci
else
NODE_TOOLS := no-npm
endif

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.PHONY: site serve test rows lint check bench extras docs clean lock python no-npm no-npm-in-ci

# Python keeps a program compiled once it has run, but where PYTHONDONTWRITEBYTECODE is set (in many containers) it
# would compile it for every build, which takes a second.
site: $(RUNTIME)
	@$(BIN)/python -m compileall -q press
	@$(BIN)/python build.py

serve: $(RUNTIME)
	@$(BIN)/python build.py serve

# pytest comes last, so that its summary is the last line.
test: lint $(NODE_TOOLS)
	@$(BIN)/python -m pytest -n auto --dist loadfile

rows: $(DEV) $(NODE_TOOLS)
	@$(BIN)/python -m pytest --rows -n auto --dist loadfile

lint: $(DEV)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

check: $(RUNTIME)
	@$(BIN)/python build.py check

bench: $(RUNTIME)
	@$(BIN)/python -m bench.peers $(BENCH)

extras: requirements-extras.txt $(RUNTIME)
	@$(PIP) -r requirements-extras.txt

docs: $(DEV)
	@$(BIN)/python docs/generate.py

# A stamp is touched only after everything before it went well; without it the environment counts as
# half made, and this rule starts from an empty one. So does a changed lock: nothing of the old lingers.
$(RUNTIME): requirements.txt | python
	@echo "Installing what a build needs into $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV) || { \
	  echo "make: $(PYTHON) cannot make an environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) -r requirements.txt
	@touch $@

# If an earlier try was cut off, a package may stand there in part and look whole: install each anew.
$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing what the tests need into $(VENV) ..."
	@again=; [ ! -e $(VENV)/.unfinished ] || again=--force-reinstall; \
	  touch $(VENV)/.unfinished && $(PIP) $$again -r requirements-dev.txt && rm $(VENV)/.unfinished
	@touch $@

$(HTML): tests/package.json tests/package-lock.json
	@echo "Installing html-validate into tests/node_modules ..."
	@cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

no-npm:
	@echo "****************************************************************************" >&2
	@echo "*** npm is not here: html-validate is not installed, its checks are skipped" >&2
	@echo "****************************************************************************" >&2

no-npm-in-ci:
	@echo "make: CI is set and npm is missing: the HTML checks may not be skipped in CI" >&2
	@exit 1

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "make: this needs Python 3.11 or newer; '$(PYTHON)' is $(or $(PYVER),not here)." >&2; \
	  echo "      Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/node_modules
	find build.py press tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# On the lowest Python that we support: its set of packages holds those of the newer ones.
LOCK := .cache/lock
lock:
	@[ "$(PYVER)" = 3.11 ] || { echo "make: lock with Python 3.11: make lock PYTHON=python3.11" >&2; exit 1; }
	@[ -x $(LOCK)/bin/pip-compile ] || { $(PYTHON) -m venv --clear $(LOCK) && \
	  $(LOCK)/bin/pip --disable-pip-version-check install -qq pip-tools==7.6.2; }
	@for name in requirements requirements-extras requirements-dev bench/requirements; do \
	  CUSTOM_COMPILE_COMMAND="make lock" $(LOCK)/bin/pip-compile $(UPGRADE) --quiet --generate-hashes \
	    --strip-extras --allow-unsafe --no-emit-options --no-emit-index-url --no-emit-trusted-host \
	    --no-emit-find-links $$name.in || exit 1; done
	@[ -z "$$(command -v npm)" ] || for folder in tests bench; do (cd $$folder && npm install --package-lock-only \
	  --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved --loglevel=error) || exit 1; done
