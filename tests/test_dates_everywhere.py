"""A date as written is the same on its page, in its address, in the feeds, the sitemap and the data, in any zone."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.pages import Parsed, parse
from tests.sites import CONFIG, NOW, article, build_at, write_site

ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe")
DATES = (
    "0001-01-02", "0999-12-31", "1850-06-01", "1924-05-02T23:59", "1971-01-02", "1999-12-31T23:59", "2024-02-29",
    "2024-03-31T01:59", "2024-03-31T03:00", "2024-10-27T03:30", "2026-03-08T03:30", "2026-11-01T01:30",
    "2026-11-22T23:30Z", "2011-12-29T10:00", "2026-04-05T01:45", "2026-07-01T12:00+05:45",
)  # fmt: skip
FAR = datetime(9999, 12, 30, 12, tzinfo=UTC)  # by when everything has come out
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def turns(zone: str) -> list[datetime]:
    """The instants of 1850 to 2200 at which the clocks of a zone are set otherwise."""
    own, day, found = ZoneInfo(zone), timedelta(days=1), []
    at = datetime(1850, 1, 1, tzinfo=UTC)
    while at.year < 2200:
        if at.astimezone(own).utcoffset() != (at + day).astimezone(own).utcoffset():
            before, after = at, at + day
            while after - before > timedelta(seconds=1):
                middle = before + (after - before) / 2
                is_before = middle.astimezone(own).utcoffset() == at.astimezone(own).utcoffset()
                before, after = (middle, after) if is_before else (before, middle)
            found.append(after.replace(microsecond=0))
        at += day
    return found


def edges(zone: str) -> Iterator[str]:
    """Times of the clock shortly before, at, within and after what its turns skip or show twice."""
    for turn in turns(zone):
        wall = turn.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for minutes in (-61, -31, -1, 0, 1, 29, 59):
            yield f"{wall + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"


def made_up(zone: str, count: int, chance: random.Random) -> list[str]:
    """So many dates of the years 1850 to 9999: a third at turns of the clock, a third without a time of day."""
    at_turns = list(edges(zone))
    chosen = chance.sample(at_turns, min(len(at_turns), count // 3))
    first, last = datetime(1850, 1, 1, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
    while len(chosen) < count:
        moment = first + (last - first) * chance.random()
        day = f"{moment.year:04}-{moment:%m-%d}"
        chosen.append(chance.choice([day, f"{day}T{moment:%H:%M}", f"{day}T{moment:%H:%M:%S}Z", f"{day} 23:59+14:00"]))
    return chosen


@dataclass(frozen=True)
class Told:
    """What a site says of the dates of its pieces, by the names of the pieces."""

    pages: dict[str, tuple[str, Parsed]]
    rss: dict[str, str]
    feed: dict[str, str]
    sitemap: dict[str, str]


def name_in(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def told(site: Path) -> Told:
    entries = [entry for path in site.glob("sitemap*.xml") for entry in ET.fromstring(path.read_bytes())]
    rss = ET.fromstring((site / "feed.xml").read_bytes()).iterfind("channel/item")
    return Told(
        pages={path.parent.name: (path.relative_to(site).as_posix(), parse(path)) for path in site.glob("*/*/p*/*")},
        rss={name_in(item.findtext("link") or ""): item.findtext("pubDate") or "" for item in rss},
        feed={
            name_in(item["url"]): item["date_published"]
            for item in json.loads((site / "feed.json").read_text())["items"]
        },
        sitemap={
            name_in(entry.findtext(f"{SITEMAP}loc") or ""): entry.findtext(f"{SITEMAP}lastmod") or ""
            for entry in entries
        },
    )


def meant(date: str, zone: str) -> datetime:
    """The time of the clock in the zone that a date means, by Python's own reading of it."""
    moment = datetime.fromisoformat(date)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def dates_agree(root: Path, zone: str, dates: Sequence[str], now: datetime) -> None:
    """Publish a piece of each date, and find each date wherever it is told."""
    files = "".join(
        f"-- content/articles/p{n}.md --\n{article(f'P{n}', date, archive='true')}" for n, date in enumerate(dates)
    )
    config = f"{CONFIG}images: {{cards: false}}\ntimezone: {zone}\nfeeds: {{items: {len(dates)}}}\n"
    build_at(write_site(root, f"-- config.yaml --\n{config}{files}"), now=now)
    site = told(root / "site")
    assert len(site.pages) == len(dates)
    for n, date in enumerate(dates):
        name = f"p{n}"
        path, page = site.pages[name]
        said = next(node["datePublished"] for node in page.graph if node["@type"] == "OpinionNewsArticle")
        moment = datetime.fromisoformat(said)
        assert moment.replace(tzinfo=None) == meant(date, zone), (zone, date)
        times = {value for tag, key, value in page.attributes if tag == "time" and key == "datetime"}
        assert said in times, (zone, date)
        assert f"{moment:%B} {moment.day}, {moment.year}" in " ".join(page.words), (zone, date)
        assert page.metas["article:published_time"] == said
        assert path == f"{moment.year:04}/{moment.month:02}/{name}/index.html"
        assert site.sitemap[name] == said, (zone, date)
        assert site.feed[name] == said, (zone, date)
        if moment.year > 1900:  # what Python's reader of such dates takes
            assert parsedate_to_datetime(site.rss[name]) == moment, (zone, date)


@pytest.mark.parametrize("zone", ZONES)
def test_dates_agree_everywhere(tmp_path: Path, zone: str) -> None:
    dates_agree(tmp_path, zone, DATES, NOW)


@pytest.mark.soak
@pytest.mark.parametrize("zone", ZONES)
def test_four_hundred_dates_agree_everywhere(tmp_path: Path, zone: str) -> None:
    dates_agree(tmp_path, zone, made_up(zone, 400, random.Random(zone)), FAR)
