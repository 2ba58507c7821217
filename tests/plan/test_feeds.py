"""Feeds, rule by rule, as two parsers read them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.dom import links, tree, tree_of
from tests.sites import CONFIG, NOW, BuiltEdition, article, build_at, write_site

BASE = "https://example.org/opinion/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ATOM = "{http://www.w3.org/2005/Atom}link"
LONG = """First words of a text without a dek, long enough to be cut. """ * 6
BODY = """One.[^1] See [the wall](2026-03-01-wall.md), [a page](/opinion/authors/), [elsewhere](https://example.com/x).

[[other-topics]]

Two, with [a place of its own](#text-below).

## Below

[^1]: A note.
"""
TRUSTED = """<script>alert(1)</script>

<div data-player="x" onclick="y()"><iframe src="https://video.example/1"></iframe><style>p{}</style>

Kept <b>words</b> and <img src="/opinion/x.png" alt="A picture" width="1" height="1" srcset="/a 1x">.

</div>
"""


def rss(root: Path, path: str = "feed.xml") -> tuple[ET.Element, list[ET.Element]]:
    """A feed's channel and items; both parsers must be content with it."""
    data = (root / "site" / path).read_bytes()
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    channel = ET.fromstring(data).find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert len(items) == len(found.entries)
    return channel, items


def json_feed(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "site/feed.json").read_text(encoding="utf-8"))
    return found


def section(root: Path, config: str = "", **pieces: str) -> Path:
    files = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in pieces.items())
    write_site(root, f"-- config.yaml --\n{CONFIG}{config}\n{files}")
    build_at(root)
    return root


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A section with one piece of everything that feeds treat in a way of their own."""
    root = tmp_path_factory.mktemp("feeds")
    correction = "[{date: 2026-03-04, type: correction, text: 'See [why](/opinion/authors/).'}]"
    pieces = {
        "2026-03-01-wall": article("Wall", "2026-03-01", "Text.", topics="[River]", lang="uk"),
        "2026-03-02-rent": article(
            "Rent",
            "2026-03-02T06:30",
            BODY,
            dek="A *plain* dek & more",
            topics="[Homes, Money]",
            authors="[Ada Lovelace, Nora]",
            corrections=correction,
            column="The Slow Lane",
        ),
        "2026-03-03-long": article("Long", "2026-03-03", LONG, series="Tides", part="1"),
        "2026-03-04-joke": article("Joke", "2026-03-04", "Text.", kind="satire", series="Tides", part="2"),
        "2026-03-05-quiet": article("Quiet", "2026-03-05", "Text.", feed="false", topics="[Homes]"),
        "2026-03-06-paid": article("Paid", "2026-03-06", "Text.", kind="sponsored", sponsor="{name: Bank}"),
        "2026-03-07-ours": article("Ours", "2026-03-07", "Text.", kind="editorial", updated="2026-03-09T10:00"),
        "2026-03-08-gone": article(
            "Gone", "2026-03-08", "Secret.", corrections="[{date: 2026-03-09, type: retraction, text: Withdrawn.}]"
        ),
    }
    return section(root, "timezone: Europe/Kyiv\nlanguage: en-GB", **pieces)


def test_the_channel(small: Path) -> None:
    channel, _ = rss(small)
    assert channel.findtext("title") == "The Harbour Post"
    assert channel.findtext("link") == BASE
    assert channel.findtext("language") == "en-GB"
    assert channel.findtext("description")
    itself = channel.find(ATOM)
    assert itself is not None
    assert itself.attrib == {"href": f"{BASE}feed.xml", "rel": "self", "type": "application/rss+xml"}
    # The newest change of any item, whatever the clock says.
    assert channel.findtext("lastBuildDate") == "Mon, 09 Mar 2026 10:00:00 +0200"


def test_the_items_newest_first_without_paid_ones_and_those_that_stay_out(small: Path) -> None:
    _, items = rss(small)
    assert [item.findtext("title") for item in items] == ["Gone", "Ours", "Satire: Joke", "Long", "Rent", "Wall"]


def test_an_item(small: Path) -> None:
    _, items = rss(small)
    item = items[4]
    assert item.findtext("link") == f"{BASE}2026/03/rent/"
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("2026-03-02-rent", "false")
    assert item.findtext("pubDate") == "Mon, 02 Mar 2026 06:30:00 +0200"
    assert parsedate_to_datetime(item.findtext("pubDate", "")).isoformat() == "2026-03-02T06:30:00+02:00"
    assert [e.text for e in item.findall(CREATOR)] == ["Ada Lovelace", "Nora"]
    assert [e.text for e in item.findall("category")] == ["Homes", "Money"]
    assert item.findtext("description") == "A *plain* dek & more"


def test_who_signs_where_nobody_is_named(small: Path) -> None:
    _, items = rss(small)
    assert [e.text for e in items[1].findall(CREATOR)] == ["The editorial board"]


def test_the_whole_text_with_whole_addresses(small: Path) -> None:
    _, items = rss(small)
    content = tree_of(items[4].findtext(CONTENT, ""))
    addresses = [e.get("href", e.get("src", "")) for e in content.iter() if e.get("href") or e.get("src")]
    page = f"{BASE}2026/03/rent/"
    assert f"{BASE}2026/03/wall/" in addresses
    assert f"{BASE}authors/" in addresses
    assert f"{page}#text-below" in addresses
    assert [a for a in addresses if not a.startswith(("https://example.org/opinion/", "https://example.com/x"))] == []
    text = "".join(content.itertext())
    assert "Two, with" in text
    assert "A note." in text
    assert "See why." in text
    assert "The views in this piece" in text
    assert "Other topics of interest" not in text


def test_without_a_dek_the_first_sentences_and_nothing_of_a_withdrawn_text(small: Path) -> None:
    _, items = rss(small)
    described = items[3].findtext("description", "")
    assert described.startswith("First words of a text")
    assert len(described) <= 200
    assert "<" not in described
    assert items[0].findtext("description") == "Withdrawn."
    assert "Secret" not in (small / "site/feed.xml").read_text()
    assert "Withdrawn." in items[0].findtext(CONTENT, "")


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("topics/homes/feed.xml", ["Rent"]),
        ("authors/nora/feed.xml", ["Rent"]),
        ("columns/the-slow-lane/feed.xml", ["Rent"]),
        ("series/tides/feed.xml", ["Satire: Joke", "Long"]),
        ("corrections/feed.xml", ["Retraction: Gone", "Correction: Rent"]),
    ],
)
def test_lists_have_feeds_of_their_own(small: Path, path: str, titles: list[str]) -> None:
    channel, items = rss(small, path)
    assert [item.findtext("title") for item in items] == titles
    assert channel.findtext("link") == BASE + path.removesuffix("feed.xml")
    itself = channel.find(ATOM)
    assert itself is not None
    assert itself.get("href") == BASE + path


def test_a_correction_leads_to_its_place_on_the_page_of_corrections(small: Path) -> None:
    _, items = rss(small, "corrections/feed.xml")
    assert items[1].findtext("guid") == "2026-03-02-rent#correction-2026-03-04"
    page = tree(small / "site/corrections/index.html")
    assert page.find(".//*[@id='of-2026-03-02-rent-correction-2026-03-04']") is not None
    assert items[1].findtext("link") == f"{BASE}2026/03/rent/"
    assert f'href="{BASE}authors/"' in items[1].findtext(CONTENT, "")
    assert items[1].findtext("pubDate") == "Wed, 04 Mar 2026 00:00:00 +0200"


PIECE = "2026/03/rent/index.html"
OWN_FEEDS = {
    "index.html": [],
    PIECE: ["topics/homes/", "columns/the-slow-lane/"],
    "2026/03/long/index.html": ["series/tides/"],
    "topics/homes/index.html": ["topics/homes/"],
    "authors/nora/index.html": ["authors/nora/"],
    "columns/the-slow-lane/index.html": ["columns/the-slow-lane/"],
    "series/tides/index.html": ["series/tides/"],
    "corrections/index.html": ["corrections/"],
    "archive/index.html": [],
}


@pytest.mark.parametrize(("path", "own"), OWN_FEEDS.items())
def test_every_page_announces_the_sites_feeds_and_its_own(small: Path, path: str, own: list[str]) -> None:
    page = tree(small / "site" / path)
    rss_links = [e.get("href", "") for e in links(page, rel="alternate", type="application/rss+xml")]
    assert rss_links == ["/opinion/feed.xml", *(f"/opinion/{name}feed.xml" for name in own)]
    assert [e.get("href") for e in links(page, type="application/feed+json")] == ["/opinion/feed.json"]
    for address in rss_links:
        assert (small / "site" / address.removeprefix("/opinion/")).is_file()


def test_json_feed(small: Path) -> None:
    # https://www.jsonfeed.org/version/1.1/
    feed = json_feed(small)
    assert {name: feed[name] for name in ("version", "title", "home_page_url", "feed_url", "language")} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Harbour Post",
        "home_page_url": BASE,
        "feed_url": f"{BASE}feed.json",
        "language": "en-GB",
    }
    item = feed["items"][4]
    page = f"{BASE}2026/03/rent/"
    assert (item["id"], item["url"], item["title"]) == ("2026-03-02-rent", page, "Rent")
    assert item["summary"] == "A *plain* dek & more"
    assert item["date_published"] == "2026-03-02T06:30:00+02:00"
    assert [author["name"] for author in item["authors"]] == ["Ada Lovelace", "Nora"]
    assert item["authors"][0]["url"] == f"{BASE}authors/ada-lovelace/"
    assert item["tags"] == ["Homes", "Money"]
    assert item["language"] == "en-GB"
    assert feed["items"][5]["language"] == "uk"
    assert feed["items"][1]["date_modified"] == "2026-03-09T10:00:00+02:00"
    assert "date_modified" not in feed["items"][3]
    assert f'href="{page}#text-below"' in item["content_html"]


def test_both_feeds_hold_the_same(small: Path) -> None:
    _, items = rss(small)
    for item, other in zip(items, json_feed(small)["items"], strict=True):
        assert item.findtext("title") == other["title"]
        assert item.findtext("guid") == other["id"]
        assert item.findtext(CONTENT) == other["content_html"]
        assert parsedate_to_datetime(item.findtext("pubDate", "")) == datetime.fromisoformat(other["date_published"])


def test_nothing_in_a_feed_runs_or_frames_even_where_writers_are_trusted(tmp_path: Path) -> None:
    root = section(tmp_path, "raw_html: trust", **{"2026-03-02-rent": article(body=TRUSTED)})
    _, items = rss(root)
    content = items[0].findtext(CONTENT, "")
    assert not re.search(r"<script|<style|<iframe|data-|onclick|srcset|alert", content)
    assert "Kept <b>words</b>" in content
    assert f'src="{BASE}x.png"' in content
    assert "<iframe" in (root / "site/2026/03/rent/index.html").read_text()


@pytest.mark.parametrize(("written", "count"), [("", 30), ("feeds: {items: 20}", 20)])
def test_a_feed_holds_as_many_items_as_config_says(tmp_path: Path, written: str, count: int) -> None:
    pieces = {f"p{n:02}": article(f"P{n}", f"2026-03-{n % 28 + 1:02}", topics="[t]") for n in range(40)}
    root = section(tmp_path, written, **pieces)
    assert [len(rss(root, path)[1]) for path in ("feed.xml", "topics/t/feed.xml")] == [count, count]
    assert len(json_feed(root)["items"]) == count


def test_items_of_one_instant_keep_their_order_and_ids_outlive_a_new_title(tmp_path: Path) -> None:
    root = section(tmp_path, **{name: article(name) for name in ("b", "a", "c")})
    before = [item.findtext("guid") for item in rss(root)[1]]
    section(root, a=article("Another title"))
    assert [item.findtext("guid") for item in rss(root)[1]] == before
    assert before == ["a", "b", "c"]


def test_a_character_that_xml_may_not_hold_does_not_reach_a_feed(tmp_path: Path) -> None:
    title = '"Bell \\u0007 and \\uFFFE"'
    write_site(tmp_path, f"-- config.yaml --\n{CONFIG}-- content/articles/a.md --\n{article(title)}")
    with pytest.raises(Exception, match="1 problems"):
        build_at(tmp_path)
    root = section(tmp_path, a=article("A & <b>B</b> ]]>", body="Text with &#7; and &#xFFFE; and ]]> in it."))
    _, items = rss(root)
    assert items[0].findtext("title") == "A & <b>B</b> ]]>"


def test_a_section_without_pieces_has_valid_feeds(tmp_path: Path) -> None:
    channel, items = rss(section(tmp_path))
    assert (items, channel.find("lastBuildDate")) == ([], None)
    assert json_feed(tmp_path)["items"] == []


def test_the_clock_does_not_change_a_feed(tmp_path: Path) -> None:
    root = section(tmp_path, **{"2026-03-02-rent": article()})
    before = (root / "site/feed.xml").read_bytes()
    build_at(root, now=NOW.replace(hour=20))
    assert (root / "site/feed.xml").read_bytes() == before


def test_every_feed_of_the_demo_is_valid(demo: tuple[Path, BuiltEdition]) -> None:
    for path in sorted(demo[0].rglob("feed.xml")):
        channel, items = rss(demo[0].parent, path.relative_to(demo[0]).as_posix())
        for item in items:
            assert not re.search(r"<(script|style|iframe)|\sdata-", item.findtext(CONTENT, "")), path
            content = tree_of(item.findtext(CONTENT, ""))
            relative = [
                e for e in content.iter() if not (e.get("href") or e.get("src") or "https:").startswith(("h", "m"))
            ]
            assert relative == [], path
        assert channel.findtext("language") == "en-GB"
