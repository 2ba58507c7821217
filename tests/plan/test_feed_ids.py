"""Ids of pieces and corrections in feeds: nothing that editors change changes them, and those of before can be kept."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from press.cli.main import commands
from press.model.problem import ProblemsFound
from tests.sites import build_at, digests, write_site

BASE = "https://example.org/opinion/"
PIECE = "content/articles/2026-11-01-walls.md"
SITE = f"""-- {PIECE} --
---
title: Walls
date: 2026-11-01
topics: [River]
authors: [Mira Oaks]
column: The Slow Lane
series: Water
corrections: [{{date: 2026-11-04, type: correction, text: It was four.}}]
---

Text.
-- content/articles/plain.md --
---
title: Plain
date: 2026-11-02
authors: [Mira Oaks]
---

Text.
"""
FEEDS = ("", "topics/river/", "authors/mira-oaks/", "columns/the-slow-lane/", "series/water/")


def ids_of(root: Path) -> Mapping[str, dict[str, str]]:
    """The id of each title, in every feed."""
    found = {}
    for path in sorted((root / "site").rglob("feed.xml")):
        items = ET.parse(path).iter("item")
        found[path.relative_to(root / "site").as_posix()] = {
            item.findtext("title", ""): item.findtext("guid", "") for item in items
        }
    found["feed.json"] = {i["title"]: i["id"] for i in json.loads((root / "site/feed.json").read_bytes())["items"]}
    return found


def permalinks(root: Path) -> set[str]:
    """The ids in the section's feed that are said to be addresses."""
    guids = ET.parse(root / "site/feed.xml").iter("guid")
    return {guid.text or "" for guid in guids if guid.get("isPermaLink") == "true"}


def edited(path: str, pattern: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / path
        text, number = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
        assert number == 1
        file.write_text(text, encoding="utf-8")

    return change


CHANGES = {
    "another slug": edited(PIECE, "column:", "slug: the-wall\naliases: [2026/11/walls/]\ncolumn:"),
    "a corrected date": edited(PIECE, "date: 2026-11-01", "date: 2026-10-31"),
    "another pattern": edited("config.yaml", "title:", "permalink: /{kind}/{slug}/\ntitle:"),
    "http for https": edited("config.yaml", "https:", "http:"),
    "another domain": edited("config.yaml", "https://example.org/opinion/", "https://other.example/"),
}


@pytest.mark.parametrize("is_listed", [False, True], ids=["named", "listed"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_id_outlives_what_editors_change(tmp_path: Path, change: Callable[[Path], None], is_listed: bool) -> None:
    root = write_site(tmp_path, SITE)
    if is_listed:
        CliRunner().invoke(commands, ["ids", "--root", str(root), "--now", "2026-11-23"], catch_exceptions=False)
    build_at(root)
    before = ids_of(root)
    assert set(before) >= {f"{path}feed.xml" for path in FEEDS} | {"corrections/feed.xml", "feed.json"}
    change(root)
    build_at(root)
    assert ids_of(root) == before
    incremental = digests(root / "site")
    build_at(root, clean=True)
    assert digests(root / "site") == incremental


def test_a_piece_is_known_by_the_name_of_its_file(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    build_at(root)
    assert ids_of(root)["feed.xml"] == {"Plain": "plain", "Walls": "2026-11-01-walls"}
    assert list(ids_of(root)["corrections/feed.xml"].values()) == ["2026-11-01-walls#correction-2026-11-04"]
    assert permalinks(root) == set()


def test_the_command_keeps_the_ids_of_an_earlier_version(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    done = CliRunner().invoke(commands, ["ids", "--root", str(root), "--now", "2026-11-23"], catch_exceptions=False)
    assert done.output == "content/ids.yaml: 3 ids added\n"
    build_at(root)
    assert ids_of(root)["feed.xml"] == {"Plain": f"{BASE}2026/11/plain/", "Walls": f"{BASE}2026/11/walls/"}
    feed = ids_of(root)["corrections/feed.xml"]
    assert list(feed.values()) == [f"{BASE}corrections/#of-2026-11-01-walls-correction-2026-11-04"]
    assert permalinks(root) == set(ids_of(root)["feed.xml"].values())
    CHANGES["another domain"](root)
    build_at(root)
    assert permalinks(root) == set()


def test_the_command_adds_what_is_new_and_leaves_the_rest(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE + "-- content/ids.yaml --\n# ours\nplain: kept   # by hand\n")
    run = ["ids", "--root", str(root), "--now", "2026-11-23"]
    assert CliRunner().invoke(commands, run).output == "content/ids.yaml: 2 ids added\n"
    text = (root / "content/ids.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ours\nplain: kept   # by hand\n2026-11-01-walls: https://")
    assert CliRunner().invoke(commands, run).output == "content/ids.yaml: nothing to add\n"


def test_drafts_and_pieces_to_come_get_no_line(tmp_path: Path) -> None:
    to_come = "-- content/articles/later.md --\n---\ntitle: L\ndate: 2027-01-01\n---\n\nText.\n"
    draft = "-- content/articles/draft.md --\n---\ntitle: D\ndate: 2026-01-01\ndraft: true\n---\n\nText.\n"
    root = write_site(tmp_path, SITE + to_come + draft)
    CliRunner().invoke(commands, ["ids", "--root", str(root), "--now", "2026-11-23"], catch_exceptions=False)
    text = (root / "content/ids.yaml").read_text(encoding="utf-8")
    assert "later" not in text
    assert "draft" not in text


def test_the_command_changes_no_id_that_readers_have(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    build_at(root)
    run = ["ids", "--root", str(root), "--now", "2026-11-23"]
    refused = CliRunner().invoke(commands, run)
    assert "an address would be another id" in str(refused.exception)
    assert not (root / "content/ids.yaml").exists()
    assert CliRunner().invoke(commands, [*run, "--addresses"]).output == "content/ids.yaml: 3 ids added\n"


def test_a_build_after_an_earlier_version_says_what_readers_would_get_again(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    CliRunner().invoke(commands, ["ids", "--root", str(root), "--now", "2026-11-23"], catch_exceptions=False)
    build_at(root)
    (root / "content/ids.yaml").unlink()
    [note] = build_at(root).vanished
    assert note.message.startswith("2 pieces have other ids in feeds than the last build gave")
    assert note.hint == "python build.py ids --addresses"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("plain", "this line is no name with an id"),
        ("plain:", "this line is no name with an id"),
        ("plain: one two", "this line is no name with an id"),
        ("  plain: one", "this line is no name with an id"),
        ("plain: one\nplain: two", '"plain" has an id already'),
        ("plain: one\nother: one", '"plain" has this id too'),
        ("old: plain", 'feeds know another piece, "old", by the name of this file'),
    ],
)
def test_a_mistake_in_the_list_is_a_problem(tmp_path: Path, line: str, message: str) -> None:
    root = write_site(tmp_path, SITE + f"-- content/ids.yaml --\n{line}\n")
    with pytest.raises(ProblemsFound) as found:
        build_at(root)
    [problem] = found.value.problems
    assert problem.message == message


def test_names_and_ids_may_stand_in_quotation_marks(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE + '-- content/ids.yaml --\n"plain": "tag:example.org,2026:plain"  # a tag\n')
    build_at(root)
    assert ids_of(root)["feed.xml"]["Plain"] == "tag:example.org,2026:plain"


def test_another_id_is_seen_by_the_next_build(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE + "-- content/ids.yaml --\nplain: one\n")
    build_at(root)
    (root / "content/ids.yaml").write_text("plain: two\n", encoding="utf-8")
    build_at(root)
    assert ids_of(root)["feed.xml"]["Plain"] == "two"


def test_a_new_text_keeps_the_ids(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE + "-- content/ids.yaml --\nplain: one\n")
    build_at(root)
    edited("content/articles/plain.md", "Text", "Another text")(root)
    build_at(root)
    assert "Another text" in (root / "site/feed.xml").read_text(encoding="utf-8")
    assert ids_of(root)["feed.xml"]["Plain"] == "one"
