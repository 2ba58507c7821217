"""Feeds and sitemaps -> the addresses that they name, and what is wrong with them as feeds and sitemaps."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape

from press.check.facts import Finding
from press.check.page import Use

_IN_TEXT = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)=["']([^"']*)["']""")
_ATOM = "{http://www.w3.org/2005/Atom}"
_FULL = "{http://purl.org/rss/1.0/modules/content/}encoded"
_JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(slots=True)
class Listing:
    """What a feed or sitemap names. `own`: the address that it gives as its own; `is_sitemap`: it is one."""

    uses: list[Use] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    own: str = ""
    is_sitemap: bool = False


def read_xml(data: bytes, path: str) -> Listing:
    """Read an RSS feed (https://www.rssboard.org/rss-specification) or a sitemap; other XML only has to parse."""
    listing = Listing()
    try:
        root = ET.fromstring(data)  # noqa: S314 - sealed: a build of ours wrote it, and expat bounds its entities
    except ET.ParseError as fault:
        line, _ = fault.position
        listing.findings.append(
            Finding(path, line, f"this is no XML ({fault})", "a reader's program shows nothing of it")
        )
        return listing
    name = root.tag.rpartition("}")[2]
    if name in {"urlset", "sitemapindex"}:
        listing.is_sitemap = True
        namespace = root.tag.removesuffix(name)
        locations = root.iterfind(f"{namespace}*/{namespace}loc")
        listing.uses += [Use("sitemap", (each.text or "").strip(), 0) for each in locations]
    elif name == "rss":
        _read_rss(root, listing, path)
    return listing


def read_json(data: bytes, path: str) -> Listing:
    """Read a JSON feed (https://www.jsonfeed.org/version/1.1/); other JSON only has to parse."""
    listing = Listing()
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as fault:
        line = fault.lineno if isinstance(fault, json.JSONDecodeError) else 0
        listing.findings.append(Finding(path, line, "this is no JSON", "a reader's program shows nothing of it"))
        return listing
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        return listing
    listing.own = str(feed.get("feed_url", ""))
    listing.uses.append(Use("feed", str(feed.get("home_page_url", "")), 0))
    items = feed.get("items")
    if not isinstance(items, list) or not isinstance(feed.get("title"), str):
        listing.findings.append(Finding(path, 0, "the feed has no title or no items"))
        return listing
    identities = []
    for item in items:
        values = item if isinstance(item, dict) else {}
        identities.append(str(values.get("id", "")))
        listing.uses.append(Use("feed", str(values.get("url", "")), 0))
        listing.uses += _addresses_in(str(values.get("content_html", "")))
        if not _is_iso(str(values.get("date_published", ""))):
            listing.findings.append(Finding(path, 0, f"{_named(identities[-1])} has no date that programs can read"))
    listing.findings += _unclear(identities, path)
    return listing


def _read_rss(root: ET.Element, listing: Listing, path: str) -> None:
    channel = root.find("channel")
    if channel is None or not all(channel.findtext(name) for name in ("title", "link", "description")):
        listing.findings.append(Finding(path, 1, "the feed has no channel with title, link and description"))
        return
    listing.uses.append(Use("feed", channel.findtext("link", ""), 0))
    listing.own = next((link.get("href", "") for link in channel.iter(f"{_ATOM}link") if link.get("rel") == "self"), "")
    identities = []
    for item in channel.iter("item"):
        identity = item.findtext("guid", "")
        identities.append(identity)
        listing.uses.append(Use("feed", item.findtext("link", ""), 0))
        listing.uses += _addresses_in(item.findtext(_FULL, ""))
        if not _is_rfc822(item.findtext("pubDate", "")):
            listing.findings.append(Finding(path, 0, f"{_named(identity)} has no date that programs can read"))
    listing.findings += _unclear(identities, path)


def _addresses_in(text: str) -> Iterator[Use]:
    """The addresses in the full text of an item: there they have to be whole, since no page stands around them."""
    for found in _IN_TEXT.finditer(text):
        yield Use("syndicated", unescape(found[1]), 0)


def _unclear(identities: list[str], path: str) -> Iterator[Finding]:
    if len(set(identities)) != len(identities) or not all(identities):
        message = "items of the feed have no id, or share one"
        yield Finding(path, 0, message, "a reader's program shows only one of them")


def _named(identity: str) -> str:
    return f"the item {identity}" if identity else "an item"


def _is_rfc822(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except ValueError:
        return False


def _is_iso(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
