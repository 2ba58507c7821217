"""Feeds as their readers take them: descriptions, other languages, and the addresses of an older feed."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from tests.sites import CONFIG, article, build_at, digests, write_site

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ALIASES = "feeds: {aliases: [feed/, atom.xml, old.json, /rss.xml]}\n"


def section(root: Path, config: str = "", **pieces: str) -> Path:
    files = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in pieces.items())
    write_site(root, f"-- config.yaml --\n{CONFIG}{config}\n{files}")
    build_at(root)
    return root / "site"


def items(site: Path, path: str = "feed.xml") -> list[ET.Element]:
    return list(ET.parse(site / path).iter("item"))


def test_a_description_keeps_what_looks_like_markup(tmp_path: Path) -> None:
    dek = "Why <em> is no <strong> argument, and R&amp;D is a typo"
    corrections = "[{date: 2026-03-04, type: correction, text: 'The tag is `<em>`, and 3 < 5.'}]"
    site = section(tmp_path, a=article(dek=json.dumps(dek), corrections=corrections))
    assert unescape(items(site)[0].findtext("description", "")) == dek
    written = items(site, "corrections/feed.xml")[0].findtext("description", "")
    assert unescape(written) == "The tag is <em>, and 3 < 5."


def test_a_plain_description_is_escaped_once(tmp_path: Path) -> None:
    site = section(tmp_path, a=article(dek="Smith & Sons, 3 < 5"))
    assert items(site)[0].findtext("description") == "Smith & Sons, 3 < 5"


@pytest.mark.parametrize(
    ("feed_lang", "lang", "opening"),
    [
        ("en-GB", "he", '<div lang="he" dir="rtl">'),
        ("en-GB", "uk", '<div lang="uk" dir="ltr">'),
        ("he", "he", '<div lang="he" dir="rtl">'),
        ("he", "en-GB", '<div lang="en-GB" dir="ltr">'),
        ("en-GB", "en-GB", "<p>"),
    ],
)
def test_a_text_says_its_language_and_direction(tmp_path: Path, feed_lang: str, lang: str, opening: str) -> None:
    site = section(tmp_path, f"language: {feed_lang}\n", a=article(lang=lang))
    assert (items(site)[0].findtext(CONTENT) or "").strip().startswith(opening)
    [item] = json.loads((site / "feed.json").read_bytes())["items"]
    assert item["content_html"].strip().startswith(opening)


def test_readers_of_an_older_feed_are_led_to_this_one(tmp_path: Path) -> None:
    site = section(tmp_path, ALIASES, a=article())
    lines = (site / "_redirects").read_text().splitlines()
    assert {line.split()[0]: line.split()[1] for line in lines if line.startswith("/")} == {
        "/opinion/feed/": "/opinion/feed.xml",
        "/opinion/atom.xml": "/opinion/feed.xml",
        "/opinion/old.json": "/opinion/feed.json",
        "/rss.xml": "/opinion/feed.xml",
    }
    assert (site / "atom.xml").read_bytes() == (site / "feed.xml").read_bytes()
    assert (site / "old.json").read_bytes() == (site / "feed.json").read_bytes()
    assert "feed.xml" in (site / "feed/index.html").read_text()


def test_an_edit_reaches_the_copies_of_the_feed(tmp_path: Path) -> None:
    site = section(tmp_path, ALIASES, a=article())
    piece = tmp_path / "content/articles/a.md"
    piece.write_text(piece.read_text().replace("Text.", "Other words."))
    build_at(tmp_path)
    assert "Other words" in (site / "atom.xml").read_text()
    incremental = digests(site)
    build_at(tmp_path, clean=True)
    assert digests(site) == incremental


def test_an_older_address_of_a_piece_is_that_of_a_page(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        section(tmp_path, a=article(aliases="[old/atom.xml, old.txt, old/, old.html]"))
    assert [problem.message for problem in found.value.problems] == [
        "the older address /opinion/old/atom.xml is that of no page, by its ending",
        "the older address /opinion/old.txt is that of no page, by its ending",
    ]
