"""The rules of the house (docs/architecture.md), proven on every module of press/.

The rules themselves stand in tests/house/, where test_rules.py breaks each of them on purpose.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.house import callables, effects, floors, shape
from tests.house.modules import Module, modules_of
from tests.tracked import tracked_files

ROOT = Path(__file__).resolve().parents[1]
MODULES = modules_of(ROOT)

# (path, part of the string) -> why this string may hold markup. An entry that nothing needs fails a test.
SAYS = "recognises another program's HTML, or writes what Markdown has no sign for; a reader's page is made of neither"
REPORTS = "the import's own report, which stands outside of any site"
RECOGNISES = "recognises what Markdown and nh3 made, to split it into parts; makes none"
AS_THE_LIBRARY = (
    "writes a link or a block of code as the Markdown library would; nh3 and escaping as for all its output"
)
MARKUP_ALLOWED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (f"press/read/markdown/{name}.py", "<"): RECOGNISES
        for name in ("blocks", "clean", "convert", "figures", "findings", "parts", "quotes", "walk", "words")
    }
    | {
        ("press/read/markdown/mended_html.py", "<"): AS_THE_LIBRARY,
        ("press/read/markdown/markup.py", "<pre><code"): AS_THE_LIBRARY,
        ("press/read/markdown/markup.py", "</code></pre>"): AS_THE_LIBRARY,
        ("press/mail/message.py", "<"): "a mail's head writes links and ids in such brackets",
        ("press/render/syndication.py", "<iframe"): "recognises a frame, to put a link in its place",
    }
    | {
        (f"press/importing/{name}.py", "<"): SAYS
        for name in (
            "foreign_front_matter",
            "ghost",
            "html_to_markdown",
            "languages",
            "html_in_markdown",
            "markdown_text",
            "wordpress",
            "wordpress_body",
            "wxr_text",
        )
    }
    | {("press/importing/report_page.py", "<"): REPORTS}
)
# Path -> why the file may be longer; "path:function" -> why the function may be.
LONG_FILES: Mapping[str, str] = MappingProxyType({})
LONG_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "press/cli/main.py:command_of": "one case a command; a table of names would hide imports from these tests",
        "press/plan/piece.py:_view": "one line a field of PieceView; cutting it in two would hide what is missing",
    }
)

# None of these may be loaded before the command line knows that there is work for them.
HEAVY = frozenset(
    "PIL babel boto3 jinja2 markdown nh3 numpy pydantic rich slugify Stemmer starlette uvicorn watchdog".split()
)

Rule = Callable[[Module], Iterable[str]]


def report(title: str, findings: Iterable[str]) -> None:
    found = list(dict.fromkeys(findings))
    if found:
        pytest.fail("\n".join((f"{title} ({len(found)}):", *(f"  {line}" for line in found))), pytrace=False)


def broken(rule: Rule, modules: Iterable[Module] = MODULES) -> Iterator[str]:
    for module in modules:
        yield from rule(module)


def tags(module: Module) -> Iterator[str]:
    return shape.tags(module, MARKUP_ALLOWED)


def test_there_is_something_to_check() -> None:
    assert {module.name for module in MODULES} >= {"press", "press.cli", "press.commands.build"}


def test_every_module_has_a_floor() -> None:
    report("modules without a floor", broken(floors.without_floor))


def test_imports_go_down_a_floor_or_not_at_all() -> None:
    report("imports that climb", broken(floors.climbing))


def test_imports_run_in_no_circle() -> None:
    report("circles", floors.circles(MODULES))


def test_no_import_hides() -> None:
    report("hidden imports", broken(floors.hidden_imports))


def test_the_model_knows_no_package_and_no_world() -> None:
    report("imports that the model may not have", broken(floors.model_imports))


def test_effects_happen_at_named_doors() -> None:
    report("effects outside the doors", broken(effects.effects))


def test_markup_is_made_in_one_module_of_render() -> None:
    makers = sorted({line.partition(":")[0] for line in broken(shape.markup_makers)})
    assert len(makers) == 1, f"Markup is imported in {makers or 'no module'}; one module of render/ makes it"
    assert makers[0].startswith("press/render/"), f"{makers[0]} makes Markup; that belongs in press/render/"


def test_markup_lives_in_layouts() -> None:
    report("markup in Python", broken(tags))


def test_every_exception_for_markup_is_needed() -> None:
    texts = {module.path: module.text for module in MODULES}
    stale = [f"{path}: {part!r}" for path, part in MARKUP_ALLOWED if part not in texts.get(path, "")]
    report("MARKUP_ALLOWED names what is no longer there", stale)


def test_there_is_no_state_of_the_process() -> None:
    rules = (shape.global_state, shape.hidden_state, shape.changed_constants)
    report("state instead of values", (line for rule in rules for line in broken(rule)))


def test_files_are_short() -> None:
    report("long files", (line for line in broken(shape.long_files) if line.split(":")[0] not in LONG_FILES))


def test_few_parameters_are_functions() -> None:
    found = list(broken(callables.callables))
    assert len(found) <= callables.MOST, "\n".join(found)


def test_functions_are_short() -> None:
    lines = broken(shape.long_functions)
    report("long functions", (line for line in lines if long_function(line) not in LONG_FUNCTIONS))


def long_function(line: str) -> str:
    """`press/a.py:3: f() has ...` -> `press/a.py:f`."""
    path, _, rest = line.split(":", 2)
    return f"{path}:{rest.strip().partition('(')[0]}"


def test_exceptions_for_length_are_needed() -> None:
    long = {line.split(":")[0] for line in broken(shape.long_files)}
    long |= {long_function(line) for line in broken(shape.long_functions)}
    report("exceptions that nothing needs any more", sorted({*LONG_FILES, *LONG_FUNCTIONS} - long))


def test_every_module_says_what_it_takes_and_gives() -> None:
    report("modules without a first line", broken(shape.missing_first_lines))


def test_names_say_something() -> None:
    report("names that say nothing", broken(shape.vague_names))


# A path that is right on one machine only. Addresses (https://example.org/work/) are not meant.
MACHINE_PATH = re.compile(r"(?<![\w.:/<>~-])/(?:home|root|Users|work)/[\w.]|\bcorpora/|\bfile:///")


def machine_paths(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        for match in MACHINE_PATH.finditer(line):
            yield f"{path}:{number}: {match.group()!r} is right on one machine only"


def test_no_path_of_one_machine_is_named() -> None:
    places = ("press/", "docs/", "bench/", ".ci/", "README.md", "CONTRIBUTING.md", "Makefile", "config.yaml")
    paths = [path for path in tracked_files() if path.startswith(places)]
    texts = {path: (ROOT / path).read_text(encoding="utf-8", errors="replace") for path in paths}
    report("paths of one machine", (line for path in paths for line in machine_paths(path, texts[path])))


def test_the_command_line_starts_without_the_heavy_packages() -> None:
    code = "import json, sys, press.cli; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, f"`import press.cli` failed:\n{done.stderr}"
    loaded = sorted(HEAVY.intersection(json.loads(done.stdout)))
    report("heavy packages that `import press.cli` loads (import them in the function that needs them)", loaded)


def test_a_path_of_one_machine_is_found() -> None:
    text = "see /work/main/x\nsee https://example.org/work/x\nsee `/root/x`\n<a href='/topics/x/'>\n"
    assert [line.split(":")[1] for line in machine_paths("a.md", text)] == ["1", "3"]
