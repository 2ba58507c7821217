"""CONTRIBUTING and the architecture page are true of the code, and the rules that say so find what is not."""

from __future__ import annotations

from tests.house import documents
from tests.tracked import ROOT, tracked_files

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
FILES = {
    path: (ROOT / path).read_text(encoding="utf-8", errors="replace")
    for path in tracked_files()
    if path.startswith(("press/", "layouts/", "docs/", "tests/cases/")) and not path.startswith("layouts/assets/fonts/")
}


def test_what_contributing_says_of_additions_is_true() -> None:
    assert documents.additions(CONTRIBUTING).keys() == {
        "a front matter key",
        "a page",
        "a check",
        "a kind of picture",
        "a deploy target",
        "a language",
    }
    assert list(documents.untrue_additions(CONTRIBUTING, FILES)) == []


def test_the_architecture_page_names_what_is_there() -> None:
    assert list(documents.lost_paths(ARCHITECTURE, ROOT)) == []
    assert list(documents.lost_values(ARCHITECTURE, FILES)) == []


def test_the_glossary_is_short() -> None:
    assert 0 < len(documents.glossary(ARCHITECTURE)) <= documents.MOST_TERMS


def test_what_is_not_true_is_found() -> None:
    files = {"press/a.py": "KIND = 1", "press/b.py": "KIND"}
    table = "| a page | `KIND` | `press/a.py` `press/c.py` |\n"
    assert list(documents.untrue_additions(table, files)) == [
        "a page: there is no press/c.py",
        "a page: press/b.py has 'KIND' too",
    ]
    assert list(documents.lost_values("| `Plan` | `press/a.py` | x |\n", files)) == ["no Plan in `press/a.py`"]
    assert list(documents.lost_paths("`press/gone.py`", ROOT)) == ["there is no press/gone.py"]
