"""Edits that differ by little from new words, and words that stand where few look for them: all as in a clean build."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from press.commands.preview import build_again
from press.model.problem import ProblemsFound
from press.model.site import BuildOptions
from tests.sites import CONFIG, NOW, article, build_at, digests, site_at, write_site
from tests.tracked import ROOT

RENT, UNUSED = "content/articles/rent.md", "content/images/unused.png"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tram = f"-- content/articles/tram.md --\n{article('Tram', dek='As it was.')}"
    config = f"-- config.yaml --\n{CONFIG}images: {{cards: false}}\n"
    return write_site(tmp_path, f"{config}-- {RENT} --\n{article(dek='As it was.')}{tram}-- {UNUSED} --\nNo picture.\n")


def build_twice(root: Path) -> None:
    """Build until all files are so old that their stamps tell of the next edit."""
    for _ in range(2):
        build_at(root)


def edit(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_text()
    assert before in text
    (root / path).write_text(text.replace(before, after))


def compare(root: Path) -> None:
    """Build, and compare with a build from nothing."""
    notes = build_at(root).notes
    clean = build_at(root, output=root / "clean", clean=True)
    assert digests(root / "site") == digests(root / "clean")
    assert notes == clean.notes


def test_the_other_parts_of_a_series_show_a_new_headline_where_nothing_is_related(root: Path) -> None:
    parts = "".join(
        f"-- content/articles/{title.lower()}.md --\n"
        f"{article(title, f'2026-03-0{day}', series='Tides', related_exclude='[flood]')}"
        for day, title in enumerate(("Ebb", "Flood", "Spring"), 3)
    )
    write_site(root, f"-- config.yaml --\n{(root / 'config.yaml').read_text()}related: {{list: 0}}\n{parts}")
    build_twice(root)
    edit(root, "content/articles/flood.md", "Flood", "Slack water")
    compare(root)
    assert "Slack water" in (root / "site/2026/03/ebb/index.html").read_text()


def test_a_feed_that_names_the_parts_of_a_series_shows_their_new_headlines(root: Path) -> None:
    shown = "{% for item in feed.items if item.series %}<!-- {{ item.series.next.text }} -->{% endfor %}"
    layout = (ROOT / "layouts/feed.xml").read_text().replace("<channel>", f"<channel>{shown}")
    first, second = article("Ebb", series="Tides"), article("Flood", "2026-03-04", series="Tides", feed="false")
    pieces = f"-- content/articles/ebb.md --\n{first}-- content/articles/flood.md --\n{second}"
    config = f"-- config.yaml --\n{(root / 'config.yaml').read_text()}"
    write_site(root, f"{config}{pieces}-- layouts/feed.xml --\n{layout}")
    build_twice(root)
    edit(root, "content/articles/flood.md", "Flood", "Slack water")
    compare(root)
    assert "<!-- Slack water -->" in (root / "site/feed.xml").read_text()


@pytest.mark.parametrize("target", ["../../config.yaml", "nothing.png"])
def test_a_link_that_leads_astray_is_a_problem_where_nothing_needs_it_too(root: Path, target: str) -> None:
    build_twice(root)
    (root / UNUSED).unlink()
    (root / UNUSED).symlink_to(target)
    with pytest.raises(ProblemsFound) as found:
        build_at(root)
    assert [problem.place.path for problem in found.value.problems] == [UNUSED]


def test_a_pipe_has_its_note_where_nothing_needs_it_too(root: Path) -> None:
    build_twice(root)
    (root / UNUSED).unlink()
    os.mkfifo(root / UNUSED)
    compare(root)


def test_a_plain_file_in_the_place_of_a_link_takes_its_note_away(root: Path) -> None:
    (root / UNUSED).unlink()
    (root / "content/images/more").mkdir()
    (root / UNUSED).symlink_to("more")
    site, options = site_at(root), BuildOptions(drafts=True)
    last = build_again(site, options, None, ())
    assert last.built.notes
    (root / UNUSED).unlink()
    (root / UNUSED).write_text("No picture.")
    assert not build_again(site, options, last, [str(root / UNUSED)]).built.notes


def test_what_stands_in_a_linked_folder_is_seen(root: Path) -> None:
    (root / "content/articles").rename(root / "pieces")
    (root / "content/articles").symlink_to("../pieces")
    build_twice(root)
    for before, after in (("As it was.", "As it is."), ("Text.", "Other text.")):
        edit(root, RENT, before, after)
        compare(root)
        shutil.rmtree(root / "clean")


def test_a_piece_that_is_held_back_may_have_a_new_headline(root: Path) -> None:
    (root / "content/articles/held.md").write_text(article("Held", draft="true"))
    last = build_again(site_at(root), BuildOptions(), None, ())
    edit(root, "content/articles/held.md", "Held", "Not yet")
    build_again(site_at(root), BuildOptions(), last, [str(root / "content/articles/held.md")])


@pytest.mark.parametrize(
    "front", ["updated: 2026-11-24", "corrections: [{date: 2026-11-24, type: correction, text: Nine.}]"]
)
def test_a_date_that_has_come_has_no_note_any_more(root: Path, front: str) -> None:
    edit(root, RENT, "dek:", f"{front}\ndek:")
    build_twice(root)
    assert build_at(root).notes
    assert not build_at(root, now=NOW + timedelta(days=3)).notes
