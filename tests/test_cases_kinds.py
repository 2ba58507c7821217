"""tests/cases/kinds.md -> what the demo's pages and feeds say of each kind of piece, as parsed.

A section is headed by a piece's file name; its table has the columns where, field and expected. What a table does not
name may not be there; an ellipsis at the end means that more follows.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.dom import all_words, by_class, graph, in_class, links, metas, tree, words
from tests.sites import BuiltEdition

DOCUMENT = Path(__file__).parent / "cases" / "kinds.md"
SECTION = re.compile(r"^## .*?\(`(?P<stem>[\w-]+)`\)\n(?P<rows>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (JSON-LD|head|feed|page|foot) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ORIGIN = "https://opinion.example.org"
WHERE = ("JSON-LD", "head", "feed", "page", "foot")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def tables() -> dict[str, dict[str, dict[str, str]]]:
    """What is expected, by piece, place and field."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for section in SECTION.finditer(DOCUMENT.read_text(encoding="utf-8")):
        table = found[section["stem"]] = {where: {} for where in WHERE}
        for where, field, expected in ROW.findall(section["rows"]):
            table[where][field] = expected
    return found


def facts(stem: str, site: Path, built: BuiltEdition) -> Mapping[str, Mapping[str, str]]:
    """Everything that is known of a piece, by where it stands and what it is."""
    article = built.catalogue.pieces[stem].article
    path = f"{article.date:%Y/%m}/{article.slug}/"
    page = tree(site / path / "index.html")
    feed = {item.findtext("guid"): item for item in ET.parse(site / "feed.xml").iter("item")}
    parts = {
        "JSON-LD": _json_ld(graph(page)),
        "head": _head(page),
        "feed": _feed(feed.get(f"{ORIGIN}/{path}")),
        "page": _page(page),
        "foot": _foot(page),
    }
    return {
        where: {field: said.replace("|", "/") for field, said in found.items() if said}
        for where, found in parts.items()
    }


def joined(values: object) -> str:
    """One value or several as text: of a node its name, and of an address of ours what follows the host."""
    if isinstance(values, list):
        return " · ".join(filter(None, map(joined, values)))
    if isinstance(values, dict):
        return joined(values.get("name") or values.get("text") or values.get("@id"))
    return "" if values is None else str(values).replace(ORIGIN, "")


def _json_ld(nodes: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    known = {"NewsMediaOrganization", "WebSite", "BreadcrumbList"}
    [node] = [node for type_, node in nodes.items() if type_ not in known]
    names = (
        "@type headline alternativeHeadline abstract author editor translator sponsor datePublished dateModified"
        " articleSection keywords wordCount inLanguage isPartOf isBasedOn citation translationOfWork correction"
        " publishingPrinciples publisher isAccessibleForFree mainEntityOfPage"
    )
    said = {name: joined(node.get(name)) for name in names.split()}
    said["wordCount"] = f"about {round(node['wordCount'], -2)}" if "wordCount" in node else ""
    picture = (node.get("image") or [{}])[0]
    crumbs = nodes["BreadcrumbList"]["itemListElement"]
    return said | {
        "author: type": joined([author["@type"] for author in node["author"]]),
        "author: url": joined([author.get("url", "") for author in node["author"]]),
        "author: @id": joined([author.get("@id", "") for author in node["author"]]),
        "correction: datePublished": joined([each["datePublished"] for each in node.get("correction", [])]),
        "image: caption": joined(picture.get("caption")),
        "image: creditText": joined(picture.get("creditText")),
        "image: address and size": ", ".join(name for name in ("url", "width", "height") if picture.get(name)),
        "BreadcrumbList": joined([crumb["name"] for crumb in crumbs]),
    }


def _head(page: Element) -> dict[str, str]:
    html, title = page.find(".//html"), page.find(".//title")
    assert html is not None
    names = (
        "description robots og:title og:description og:type og:url og:site_name og:locale article:published_time"
        " article:modified_time article:author article:section article:tag"
    )
    said = {name: joined(metas(page, name)) for name in names.split()}
    sized = [n for n in ("og:image", "og:image:width", "og:image:height") if metas(page, n)]
    versions = [link for link in links(page, rel="alternate") if link.get("hreflang")]
    feeds = links(page, rel="alternate", type="application/rss+xml")
    colours = [meta for meta in page.iter("meta") if meta.get("name") == "theme-color"]
    return said | {
        "title": words(title),
        "canonical": joined([link.get("href") for link in links(page, rel="canonical")]),
        "lang and dir": f"{html.get('lang')} {html.get('dir')}",
        "og:image, width, height": joined(sized),
        "hreflang": joined([f"{link.get('hreflang')} {link.get('href')}" for link in versions]),
        "feeds": joined([link.get("href") for link in feeds]),
        "theme-color": joined([colour.get("media") for colour in colours]),
    }


def _feed(item: Element | None) -> dict[str, str]:
    if item is None:
        return {}
    return {
        "title": item.findtext("title", ""),
        "link": joined(item.findtext("link")),
        "pubDate": item.findtext("pubDate", ""),
        "dc:creator": joined([each.text for each in item.findall(CREATOR)]),
        "category": joined([each.text for each in item.findall("category")]),
        "description": item.findtext("description", ""),
        "text": re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", item.findtext(CONTENT, ""))).strip(),
    }


def _page(page: Element) -> dict[str, str]:
    times = [time.get("datetime", "") for each in by_class(page, "byline-dates") for time in each.iter("time")]
    responses = [(words(e.find(".//h2")), all_words(e, ".//h3")) for e in by_class(page, "responses")]
    about = ".//section[@aria-labelledby='about-title']//p[@class='person-name']"
    return {
        "headline": joined(all_words(page, ".//h1")),
        "label": in_class(page.find(".//article") or page, "label") if by_class(page, "label") else "",
        "paid": in_class(page, "paid"),
        "byline": in_class(page, "byline-names"),
        "role": in_class(page, "byline-role"),
        "published, updated": joined(times),
        "notice at the top": in_class(page, "notice"),
        "age note": in_class(page, "age"),
        "notes in the head": in_class(page, "head-note"),
        "letters": joined([words(e.find(".//h2")).removesuffix(" #") for e in by_class(page, "letter")]),
        "responses": joined([f"{title}: {', '.join(titles)}" for title, titles in responses]),
        "about the author": joined(all_words(page, about)),
    }


def _foot(page: Element) -> dict[str, str]:
    suggest = [a.get("href", "") for each in by_class(page, "suggest") for a in each.iter("a")]
    mail = urlsplit(suggest[0]) if suggest else None
    asked = f"{mail.scheme}:{mail.path} {parse_qs(mail.query)['subject'][0]}" if mail else ""
    return {
        "disclosure": in_class(page, "disclosure"),
        "corrections": in_class(page, "correction"),
        "disclaimer": in_class(page, "disclaimer"),
        "correction link": asked,
        "hands": in_class(page, "hands"),
        "topics": joined([words(a) for nav in by_class(page, "piece-topics") for a in nav.iter("a")]),
    }


@pytest.mark.parametrize("stem", tables())
def test_a_piece_says_what_its_table_says_and_no_more(stem: str, demo: tuple[Path, BuiltEdition]) -> None:
    said, table = facts(stem, *demo), tables()[stem]
    for where in WHERE:
        expected = {field: _cut(words, said[where].get(field, "")) for field, words in table[where].items()}
        assert said[where] == expected, where


def _cut(expected: str, said: str) -> str:
    """What was said, where a row names only its beginning and that is right."""
    return said if expected.endswith(" …") and said.startswith(expected.removesuffix(" …")) else expected


def test_every_kind_has_a_table(demo: tuple[Path, BuiltEdition]) -> None:
    pieces = demo[1].catalogue.pieces
    assert {pieces[stem].article.kind for stem in tables()} == set(demo[1].catalogue.publication.kinds)
