"""The demo section: what a newcomer sees first must be without a fault."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import feedparser
import pytest

from press.model.content import Article
from tests.pages import all_pages, dead_addresses, parse
from tests.sites import BuiltEdition
from tests.tracked import ROOT

Demo = tuple[Path, BuiltEdition]
VALIDATOR = ROOT / "tests/node_modules/.bin/html-validate"


def test_every_address_of_ours_is_answered(demo: Demo) -> None:
    assert dead_addresses(demo[0], "https://opinion.example.org/") == []


def test_the_demo_has_nothing_to_note(demo: Demo) -> None:
    assert [f"{note.place}: {note.message}" for note in demo[1].notes] == []


def test_pages_are_valid_html(demo: Demo) -> None:
    if not VALIDATOR.exists() or not shutil.which("node"):
        pytest.skip("NOT CHECKED: html-validate is not installed (make test installs it where npm is there)")
    config = ROOT / "tests/htmlvalidate.json"
    run = subprocess.run(
        [VALIDATOR, "--config", config, "--formatter", "text", str(demo[0])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[:4000] + run.stderr[:2000]


def test_every_page_has_one_headline_unique_ids_and_sizes_for_pictures(demo: Demo) -> None:
    for path, page in all_pages(demo[0]):
        tags = Counter(tag for tag, name, _ in page.attributes if tag == "img" and name in {"width", "height"})
        pictures = [a for a in page.attributes if a[:2] == ("img", "src")]
        assert tags["img"] == 2 * len(pictures), path
        assert len(page.ids) == len(set(page.ids)), path
        assert "h1" in page.texts, path
        alts = [a for a in page.attributes if a[:2] == ("img", "alt")]
        assert len(alts) == len(pictures), path


def test_every_piece_shows_other_topics_of_interest_unless_it_says_no(demo: Demo) -> None:
    site, built = demo
    for stem, piece in built.catalogue.pieces.items():
        if built.catalogue.publication.kinds[piece.article.kind].is_sponsored:
            continue  # paid content is suggested nowhere, and suggests nothing
        page = parse(site / built_path(built, stem))
        assert "Other topics of interest" in " ".join(page.words) or "Інші теми" in " ".join(page.words), stem


def built_path(built: BuiltEdition, stem: str) -> str:
    article = built.catalogue.pieces[stem].article
    return f"{article.date:%Y/%m}/{article.slug}/index.html"


def test_no_piece_stands_twice_on_the_front_page(demo: Demo) -> None:
    page = parse(demo[0] / "index.html")
    links = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    pieces = [link for link in links if link.startswith("/20")]
    assert pieces
    assert [link for link, count in Counter(pieces).items() if count > 1] == []


def test_feeds_and_sitemaps_parse(demo: Demo) -> None:
    site, built = demo
    for path in site.rglob("feed.xml"):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
    assert len(feedparser.parse((site / "feed.xml").read_bytes()).entries) == 30
    assert json.loads((site / "feed.json").read_text())["version"] == "https://jsonfeed.org/version/1.1"
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = {element.text for element in ET.parse(site / "sitemap.xml").iterfind("s:url/s:loc", names)}
    assert all(f"https://opinion.example.org/{a.date:%Y/%m}/{a.slug}/" in listed for a in articles(built))
    ET.parse(site / "news-sitemap.xml")


def articles(built: BuiltEdition) -> list[Article]:
    return [piece.article for piece in built.catalogue.pieces.values()]


def test_the_seal_names_every_file(demo: Demo) -> None:
    site, _ = demo
    sealed = json.loads((site / ".press.json").read_text())["files"]
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert set(sealed) == there - {".press.json", ".gitignore"}
    assert list(sealed) == sorted(sealed)
