"""A name misspelt in any layout is told with the layout's line and the page; where it is not told, nothing used it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from press.model.problem_text import format_problem
from tests.made_up import PICTURE
from tests.sites import CONFIG, article, build_at, digests, write_site
from tests.tracked import ROOT

LAYOUTS = ROOT / "layouts"
TAG = re.compile(r"{{.*?}}|{% *(?:if|elif|for) .*?%}|{#.*?#}", re.DOTALL)
# Texts; and what is handed on to a macro, which is told where the macro uses it, as what is `set` is.
NO_NAME = re.compile(r'"[^"]*"|(?<=\w)\([^()]*\)')
NAME = re.compile(r"(?<![\w.])[a-z_]\w*(?:\.\w+)*\.(\w+)")
OF_PIECES = frozenset(
    {"article.html", "_partials/piece_head.html", "_partials/piece_foot.html", "_partials/byline.html"}
)
SHOWN = (
    "article.html", "front.html", "topic.html", "author.html", "archive.html", "feed.xml", "base.html", "sitemap.xml",
    "_partials/head.html",
)  # fmt: skip
# A section in which most of what layouts can show is shown.
SECTION = f"""-- config.yaml --
{CONFIG}images: {{cards: false}}
corrections: {{endpoint: https://example.org/report}}
organization: {{name: The Post, founding: 1891}}
description: Opinion
-- content/images/p.svg --
{PICTURE}
-- content/authors/nora.md --
---
name: Nora Weiland
role: Editor
portrait: {{src: images/p.svg, alt: Nora}}
links: {{mastodon: https://example.org/@nora}}
---

About Nora.
-- content/pages/about.md --
---
title: About
menu: 1
---

Text.
"""


@dataclass(frozen=True)
class Change:
    """A name in a layout that is renamed: the layout, its text then, the line of the name."""

    layout: str
    text: str
    line: int


def changes(layout: str) -> Iterator[Change]:
    """Every change of one name of a field in a layout."""
    source = (LAYOUTS / layout).read_text("utf-8")
    for tag in TAG.finditer(source):
        bare = NO_NAME.sub(lambda text: " " * len(text[0]), tag[0])
        for name in NAME.finditer("" if bare.startswith("{#") else bare):
            end = tag.start() + name.end()
            yield Change(layout, f"{source[:end]}x{source[end:]}", source.count("\n", 0, end) + 1)


def every_change() -> list[Change]:
    files = sorted(path.relative_to(LAYOUTS).as_posix() for path in LAYOUTS.rglob("*") if path.is_file())
    return [change for name in files if not name.startswith(("assets/", "strings/")) for change in changes(name)]


def full_section(root: Path) -> Path:
    """Write a section of pieces with all that a piece can have."""
    keys = {
        "authors": "[nora, Otto Falk]", "topics": "[t, u]", "kicker": "K", "dek": "D", "role": "Mayor", "series": "S",
        "image": "{src: images/p.svg, alt: A, caption: C, credit: Ana}", "updated": "2026-05-01", "disclosure": "X",
        "corrections": "[{date: 2026-05-01, type: correction, text: A},"
        " {date: 2026-05-02, type: editors-note, text: B}]",
        "translator": "Emil", "editor": "Ida", "canonical": "https://example.com/a",
    }  # fmt: skip
    own = [
        {"lead": "true", "column": "C"}, {"kind": "editorial"}, {"kind": "letters"}, {"kind": "column", "column": "C"},
        {"kind": "sponsored", "sponsor": "{name: Bank, url: 'https://example.org/'}"}, {"kind": "satire"},
        {"replies_to": "2026-03-02-a1"}, {"lang": "uk", "translation_of": "2026-03-01-a0"}, {"aliases": "[old/]"},
    ]  # fmt: skip
    body = "\n\n".join(["Text.[^1]", *(["Some words more."] * 6), "## One", "## Two", "## Three", "[^1]: N"])
    for n, more in enumerate(own):
        text = article(f"A{n}", f"2026-03-{n + 1:02}", body, part=str(n + 1), **keys, **more)
        file = root / f"content/articles/2026-03-{n + 1:02}-a{n}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return write_site(root, SECTION)


def told_of(root: Path, change: Change) -> list[str]:
    """Build with a changed layout; return the problems, none where the build went well."""
    file = root / "layouts" / change.layout
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(change.text, "utf-8")
    try:
        build_at(root)
    except ProblemsFound as found:
        return [format_problem(problem) for problem in found.problems]
    finally:
        file.unlink()
    return []


def misspelt_names_are_told(root: Path, wanted: int, tried: Sequence[Change]) -> None:
    """Change names in the layouts of a section that is built until so many were told."""
    whole, told = digests(root / "site"), 0
    for change in tried:
        problems = told_of(root, change)
        for problem in problems:
            assert problem.startswith(f"layouts/{change.layout}:{change.line}:"), (change.line, problem)
            assert "while making " in problem
            assert change.layout not in OF_PIECES or "content/articles/2026-03-" in problem, problem
        told += bool(problems)
        assert digests(root / "site") == whole, (change.layout, change.line)  # also where it was never looked up
        if told == wanted:
            return
    pytest.fail(f"only {told} of {len(tried)} changes were told")


def shuffled(found: list[Change]) -> list[Change]:
    random.Random(30).shuffle(found)
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = full_section(tmp_path_factory.mktemp("changed"))
    build_at(root)
    return root


@pytest.mark.parametrize("layout", SHOWN)
def test_a_misspelt_name_in_any_layout_is_told(root: Path, layout: str) -> None:
    misspelt_names_are_told(root, 1, shuffled(list(changes(layout))))


@pytest.mark.soak
def test_fifty_misspelt_names_are_told(root: Path) -> None:
    misspelt_names_are_told(root, 50, shuffled(every_change()))
