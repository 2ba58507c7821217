r"""tests/cases/sections.md -> one test per case: a whole section, the command build, and all that it says.

A case is a heading `### name`, a fenced block `site` as in problems.md (options of the command may stand behind the
word) and a fenced block `told`: the exit code, then what goes to the terminal. Several blocks `told`, each with files
of its own above it, are builds one after the other in one folder.
Pages, seconds and digests of names are left out.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from press.cli import main
from tests.sites import CONFIG
from tests.test_cases_problems import FILE, unescaped

DOCUMENT = Path(__file__).parent / "cases" / "sections.md"
CASE = re.compile(r"^### (?P<name>[^\n]+)\n(?P<rest>.*?)(?=^### |^## [^\n]+\n\n### |\Z)", re.MULTILINE | re.DOTALL)
STEP = re.compile(
    r"^````site(?P<options>[^\n]*)\n(?P<site>.*?)^````\n+````told\n(?P<told>.*?)^````$", re.MULTILINE | re.DOTALL
)
# Figures that say nothing of the case: pages rendered, seconds, digests in names.
FIGURES = re.compile(r" on \d+ pages?: [^;]+(?=;)|; \d+\.\d s(?=\.)|\.[0-9a-f]{10}(?=\.)")
NOW = "2026-11-23T12:00:00+00:00"


@dataclass(frozen=True)
class Step:
    """Files to write (an empty one is removed) and a build of all that is there then."""

    options: str
    site: str
    told: str

    def files(self) -> dict[str, bytes]:
        data = b"".join(unescaped(self.site)) if "escaped" in self.options else self.site.encode()
        parts = FILE.split(data)
        return {path.decode(): text for path, text in zip(parts[1::2], parts[2::2], strict=True)}

    def words(self) -> list[str]:
        return [word for word in self.options.split() if word.startswith("--")]


def cases() -> dict[str, list[Step]]:
    text = DOCUMENT.read_text("utf-8")
    found = {case["name"]: case["rest"] for case in CASE.finditer(text)}
    return {name: [Step(**step.groupdict()) for step in STEP.finditer(rest)] for name, rest in found.items()}


@pytest.fixture
def crawl_options(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put back what the command changes for a whole process."""
    monkeypatch.setitem(os.environ, "PYTHONTZPATH", "")
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def built(step: Step, root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Build and return the exit code and what the terminal shows."""
    for path, data in step.files().items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if not data:
            file.unlink()
    (root / "content/articles").mkdir(parents=True, exist_ok=True)
    if not (root / "config.yaml").exists():
        (root / "config.yaml").write_text(CONFIG)
    code = main(["build", "--root", str(root), "--now", NOW, "--jobs", "1", *step.words()])
    said = capsys.readouterr()
    return FIGURES.sub("", f"exit {code}\n{said.err}{said.out}").replace(str(root), "ROOT")


@pytest.mark.usefixtures("crawl_options")
@pytest.mark.parametrize("name", cases())
def test_the_command_says_this(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for step in cases()[name]:
        assert built(step, tmp_path, capsys) == step.told


def test_every_case_of_the_document_is_run() -> None:
    text = DOCUMENT.read_text("utf-8")
    headings = re.findall(r"^### .+$", text, re.MULTILINE)
    assert len(headings) == len(cases())
    assert text.count("\n````site") == sum(map(len, cases().values()))


def test_no_case_shows_the_inside_of_the_program() -> None:
    for steps in cases().values():
        for step in steps:
            assert not re.search(r"Traceback|a fault in the program|<class|NoneType|press\.[a-z]+\.", step.told)
