"""How much an edit costs: the pages that are rendered are those that show what was edited, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import article, build_at, write_site
from tests.tracked import ROOT

TITLE = "The Heron of Saltmarket"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A built section: two topics, two writers, pieces enough for second pages, so that most pages show few of them."""
    pieces = [
        f"-- content/articles/p{n:02}.md --\n"
        + article(
            TITLE if n == 7 else f"Number {n} on the quay",
            f"2026-0{1 + n % 9}-{1 + n // 9:02}",
            f"The word of the day is word{n}, and the harbour keeps it.\n\n" * 6,
            topics="[Rent]" if n % 2 else "[Trams]",
            authors="[Nora]" if n % 3 else "[Otto]",
        )
        for n in range(30)
    ]
    write_site(tmp_path, f"-- config.yaml --\n{CONFIG}" + "".join(pieces))
    build_at(tmp_path)
    return tmp_path


CONFIG = "title: The Harbour Post\nurl: https://example.org/\nper_page: 3\nfeeds: {items: 4}\nfront: {latest: 3}\n"


def showing(word: str, site: Path) -> set[str]:
    """The pages that show a word anywhere, a script's data included."""
    pages = (path for path in site.rglob("*") if path.suffix in {".html", ".xml", ".json"} and path.name[0] != ".")
    return {path.relative_to(site).as_posix() for path in pages if word in path.read_text(encoding="utf-8")}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_body_edit_renders_its_page_and_the_feeds_with_its_text(root: Path) -> None:
    # The first sentences stand in teasers, the last ones nowhere else. Words that every text has say nothing of a text:
    # with others in their place it is near to the same pieces.
    path = root / "content/articles/p26.md"
    path.write_text("That word of this day".join(path.read_text(encoding="utf-8").rsplit("The word of the day", 1)))
    built = build_at(root)
    feeds = {path for path in showing("word26", root / "site") if path.endswith(("feed.xml", "feed.json"))}
    assert feeds
    assert set(built.reasons) == {"2026/09/p26/index.html"} | feeds


@pytest.mark.parametrize("cards", ["true", "false"])  # a social card shows the headline: another way is taken then
def test_a_title_edit_renders_the_pages_that_show_the_title_and_no_others(root: Path, cards: str) -> None:
    write_site(root, f"-- config.yaml --\n{CONFIG}images: {{cards: {cards}}}\n")
    build_at(root)
    before = showing(TITLE, root / "site")
    edit(root / "content/articles/p07.md", TITLE, "The Heron of the Upper Mills")
    built = build_at(root)
    assert set(built.reasons) == before
    assert before == showing("The Heron of the Upper Mills", root / "site")
    assert 1 < len(before) < built.pages / 2


def test_a_layout_edit_renders_the_pages_of_that_layout(root: Path) -> None:
    layout = (ROOT / "layouts/author.html").read_text(encoding="utf-8")
    edited = layout.replace("{% block main %}", "{% block main %}<!-- new -->")
    write_site(root, f"-- config.yaml --\n{CONFIG}-- layouts/author.html --\n{edited}")
    built = build_at(root)
    assert set(built.reasons) == showing("<!-- new -->", root / "site")
    assert {path.split("/")[1] for path in built.reasons} == {"nora", "otto"}
