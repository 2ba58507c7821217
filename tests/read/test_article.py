from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from press.model.body import RichText
from press.model.content import Article, Correction, ImageRef, Seo, Sponsor
from press.model.digest import digest_bytes
from press.model.problem import Place, Problem
from press.model.terms import NO_TERMS
from press.read.article import read_article
from press.read.kinds import DEFAULT_KINDS
from press.read.source import ParseResult, ReadingRules, Source

RULES = ReadingRules("en", ZoneInfo("Europe/Kyiv"), tuple(DEFAULT_KINDS), ("letters",))
STEM = "2026-03-02-rent-caps"
EVERYTHING = """
title: Rent caps work
short_title: Rent caps
kicker: Housing
dek: And here is the bill.
kind: column
column: The Slow Lane
series: The river
part: 2
authors: amy-mok, Ana Ruiz
byline: A nurse
role: Deputy mayor
translator: [bo]
editor: cy
sponsor: {name: Harbour Bank, url: "https://example.org/"}
date: 2026-03-02T06:30
updated: 2026-03-03
expires: 2027-03-02
draft: true
topics: [housing, money]
image: {src: ../images/x.jpg, alt: A, caption: B, credit: C, license: D, focus: 20% 30.5%}
slug: caps
aliases: [old/caps/, /2019/caps.html]
related: [one]
related_exclude: two, three
card: off
replies_to: four
corrections:
  - {date: 2026-03-04, type: retraction, text: "It was *nine*."}
keep_body: true
disclosure: The author owns a **flat**.
disclaimer: false
footer: [report]
canonical: https://example.org/first/
lang: uk
translation_of: five
lead: true
seo: {title: T, description: D, noindex: true}
feed: false
guards: false
extra: {photo_essay: true}
"""


def read(
    front: str, body: str = "Text.", *, path: str = f"content/articles/{STEM}.md", rules: ReadingRules = RULES
) -> ParseResult[Article]:
    data = f"---\n{front.strip()}\n---\n\n{body}\n".encode()
    return read_article(Source(path, data, digest_bytes(data)), rules)


def article(front: str, body: str = "Text.", **given: str) -> Article:
    reading = read(front, body, **given)  # type: ignore[arg-type]
    assert reading.value is not None, reading.problems
    return reading.value


def test_a_title_and_a_date_are_enough() -> None:
    reading = read("title: Rent caps\ndate: 2026-03-02")
    piece = reading.value
    assert piece is not None
    assert reading.problems == ()
    assert (piece.stem, piece.slug, piece.kind, piece.lang, piece.dek) == (STEM, "rent-caps", "op-ed", "en", "")
    assert piece.date.isoformat() == "2026-03-02T00:00:00+02:00"
    assert (piece.draft, piece.feed, piece.card, piece.footer, piece.disclaimer) == (False, True, "auto", None, None)
    assert piece.body.words == 1
    assert reading.parts
    assert piece.terms != NO_TERMS


def test_every_key_arrives() -> None:
    piece = article(EVERYTHING)
    zone = timedelta(hours=2)
    assert piece.date == datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
    assert piece.date.utcoffset() == zone
    assert (piece.updated, piece.expires) == (
        datetime(2026, 3, 2, 22, tzinfo=UTC),
        datetime(2027, 3, 1, 22, tzinfo=UTC),
    )
    assert (piece.title, piece.short_title, piece.kicker, piece.dek) == (
        "Rent caps work", "Rent caps", "Housing", "And here is the bill.",
    )  # fmt: skip
    assert (piece.kind, piece.column, piece.series, piece.part) == ("column", "The Slow Lane", "The river", 2)
    assert (piece.authors, piece.translator, piece.editor) == (("amy-mok", "Ana Ruiz"), ("bo",), ("cy",))
    assert (piece.byline, piece.role, piece.sponsor) == (
        "A nurse", "Deputy mayor", Sponsor("Harbour Bank", "https://example.org/"),
    )  # fmt: skip
    assert piece.image == ImageRef("images/x.jpg", "A", "B", "C", "D", (20.0, 30.5))
    assert (piece.slug, piece.aliases, piece.topics) == ("caps", ("old/caps/", "/2019/caps.html"), ("housing", "money"))
    assert (piece.related, piece.related_exclude, piece.card) == (("one",), ("two", "three"), "off")
    assert (piece.replies_to, piece.translation_of) == ("four", "five")
    corrected = datetime(2026, 3, 3, 22, tzinfo=UTC)
    assert piece.corrections == (Correction(corrected, "retraction", RichText("It was <em>nine</em>.")),)
    assert (piece.keep_body, piece.disclaimer, piece.footer) == (True, False, ("report",))
    assert piece.disclosure == RichText("The author owns a <strong>flat</strong>.")
    assert (piece.canonical, piece.lang) == ("https://example.org/first/", "uk")
    assert (piece.draft, piece.lead, piece.feed, piece.seo) == (True, True, False, Seo("T", "D", noindex=True))
    assert piece.extra == {"photo_essay": True}


def test_every_key_has_a_place() -> None:
    where = article(EVERYTHING).where
    assert where.at("image.src")[0] == Place(where.path, 21, 14)
    assert where.at("corrections.0.text")[0].line == 29
    assert where.at("authors.1") == (Place(where.path, 10, 19), "authors: amy-mok, Ana Ruiz")


@pytest.mark.parametrize(
    ("name", "slug", "plain"),
    [
        ("rent-caps", "rent-caps", "rent-caps"),
        ("2026-3-2-Rent caps!", "rent-caps", "rent-caps"),
        ("2026-03-02", "2026-03-02", "2026-03-02"),
        ("2026-03-02-оренда", "оренда", "orenda"),
    ],
)
def test_the_slug_comes_from_the_files_name(name: str, slug: str, plain: str) -> None:
    front = "title: Rent caps\ndate: 2026-03-02"
    plainly = ReadingRules("en", ZoneInfo("UTC"), RULES.kinds, (), slugs="ascii")
    piece = article(front, path=f"content/articles/deep/down/{name}.md")
    assert (piece.stem, piece.slug) == (name, slug)
    assert article(front, path=f"content/articles/{name}.md", rules=plainly).slug == plain  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("images/x.jpg", "images/x.jpg"),
        ("/images/x.jpg", "images/x.jpg"),
        ("../images/x.jpg", "articles/images/x.jpg"),
        ("../../images/x.jpg", "images/x.jpg"),
        ("./x.jpg", "articles/2026/x.jpg"),
    ],
)
def test_pictures_are_found_from_content_or_from_the_files_folder(src: str, path: str) -> None:
    piece = article(f"title: Rent caps\ndate: 2026-03-02\nimage: {{src: {src}}}", path="content/articles/2026/rent.md")
    assert piece.image is not None
    assert piece.image.src == path


def test_a_date_is_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    dates = set()
    for zone in ("UTC", "Asia/Tokyo", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        dates.add(article("title: Rent caps\ndate: 2026-03-02").date.isoformat())
    monkeypatch.undo()
    time.tzset()
    assert dates == {"2026-03-02T00:00:00+02:00"}


def test_letters_are_told_apart_by_their_kind() -> None:
    body = "## On rents\n\nToo high.\n\n— Ana\n"
    assert [head.title for head in article("title: L\ndate: 2026-03-02\nkind: letters", body).body.letters] == [
        "On rents"
    ]
    assert article("title: L\ndate: 2026-03-02", body).body.letters == ()


def test_mistakes_of_body_and_front_matter_come_together() -> None:
    problems = read("title: a: b\ndate: 2026-03-02\ndraft: maybe", "TK.\n\n![x](../../../x.jpg)").problems
    assert [problem.place.line for problem in problems if not problem.is_note] == [2, 4, 7, 9]


def test_a_piece_with_problems_names_what_could_not_be_read() -> None:
    reading = read("title: Rent caps\ndate: 2026-03-02\npart: 2")
    assert (reading.value.title, reading.value.unread) == ("Rent caps", ("part",))
    assert reading.problems == (
        Problem(
            Place(f"content/articles/{STEM}.md", 4, 7),
            "part needs a series",
            "series: the name of the series",
            "part: 2",
        ),
    )


def test_a_newsrooms_own_kind_is_known() -> None:
    rules = ReadingRules("en", ZoneInfo("UTC"), (*RULES.kinds, "review"), ())
    assert read("title: T\ndate: 2026-03-02\nkind: review", rules=rules).value.kind == "review"
    assert read("title: T\ndate: 2026-03-02\nkind: review").value.unread == ("kind",)


def test_what_can_be_read_of_a_piece_with_mistakes_is_read_at_its_places() -> None:
    front = "titel: T\ndate: 2 March\nauthors: [[Bo], Amy Mok]\ncorrections: [{date: 2026-03-04}, {date: x}]\nlang: uk"
    piece = read(f"{front}\nimage: {{src: images/x.jpg, atl: A bridge}}", "## Rents").value
    assert (piece.authors, piece.corrections, piece.lang, piece.body.anchors) == (
        ("Amy Mok",),
        (),
        "uk",
        ("text-rents",),
    )
    assert (piece.image and piece.image.src, str(piece.where.at("authors.0")[0])) == (
        "images/x.jpg",
        f"content/articles/{STEM}.md:4:17",
    )
    assert piece.unread == ("authors", "corrections", "date", "image", "titel", "title")


def test_a_file_without_front_matter_has_what_others_name_it_by() -> None:
    path = f"content/articles/{STEM}.md"
    data = b"title: T\nslug: 'caps'\ndate: 2026-03-02\n\nText.\n"
    piece = read_article(Source(path, data, ""), RULES).value
    assert (piece.stem, piece.slug, piece.unread) == (STEM, "caps", ("",))
