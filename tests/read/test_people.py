from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from press.model.body import RichText
from press.model.content import ImageRef, Seo
from press.model.digest import digest_bytes
from press.read.people import read_author, read_page, read_topic
from press.read.source import ReadingRules, Source

RULES = ReadingRules("en", ZoneInfo("UTC"), ("op-ed",), ())


def source(path: str, front: str, body: str = "") -> Source:
    data = f"---\n{front.strip()}\n---\n{body}".encode()
    return Source(path, data, digest_bytes(data))


def test_an_author() -> None:
    front = """
name: Amy Mok
role: Tree surgeon
staff: true
organisation: Harbour University
portrait: {src: images/amy.jpg, alt: Amy, credit: Ana}
links: {website: "https://example.org/", post: "mailto:amy@example.org"}
email: amy@example.org
disclaimer: Only *hers*.
aliases: a-mok, amy
"""
    reading = read_author(source("content/authors/amy-mok.md", front, "\nShe climbs.\n"), RULES)
    author = reading.value
    assert author is not None
    assert (author.id, author.name, author.role, author.staff, author.declared) == (
        "amy-mok",
        "Amy Mok",
        "Tree surgeon",
        True,
        True,
    )
    assert author.portrait == ImageRef("images/amy.jpg", "Amy", credit="Ana")
    assert author.links == (("website", "https://example.org/"), ("post", "mailto:amy@example.org"))
    assert (author.organisation, author.email) == ("Harbour University", "amy@example.org")
    assert (author.disclaimer, author.aliases) == (RichText("Only <em>hers</em>."), ("a-mok", "amy"))
    assert (author.body.words, reading.problems) == (2, ())
    assert author.where.at("name")[0].line == 2


def test_an_author_may_have_no_biography() -> None:
    reading = read_author(source("content/authors/bo.md", "name: Bo"), RULES)
    assert reading.value is not None
    assert reading.problems == ()


@pytest.mark.parametrize("name", ["Amy Mok", "con", "a?b"])
def test_a_file_name_that_cannot_stand_in_an_address(name: str) -> None:
    for read, folder in ((read_author, "authors"), (read_topic, "topics")):
        reading = read(source(f"content/{folder}/{name}.md", "name: A"), RULES)
        assert reading.value.unread == ("slug",)
        assert [problem.hint for problem in reading.problems] == ["rename the file"]


def test_a_bad_earlier_id_is_named_at_its_place() -> None:
    reading = read_author(source("content/authors/bo.md", "name: Bo\naliases: [b, ../b]"), RULES)
    assert [(p.place.line, p.place.column) for p in reading.problems] == [(3, 14)]


def test_a_topic() -> None:
    front = "name: Homes\ndek: Who stays.\nimage: {src: images/h.jpg}\norder: -1\ndisclaimer: false\naliases: C++, rent"
    topic = read_topic(source("content/topics/housing.md", front), RULES).value
    assert topic is not None
    assert (topic.id, topic.name, topic.dek, topic.order, topic.disclaimer) == (
        "housing",
        "Homes",
        "Who stays.",
        -1,
        False,
    )
    assert (topic.image, topic.aliases, topic.declared) == (ImageRef("images/h.jpg"), ("C++", "rent"), True)


def test_a_page() -> None:
    front = "title: Über uns\ndek: Wer schreibt.\nmenu: 3\nlang: de\nseo: {noindex: true}\naliases: about-us/"
    page = read_page(source("content/pages/Über uns.md", front, "Text.\n"), RULES).value
    assert page is not None
    assert (page.stem, page.slug, page.lang, page.menu) == ("Über uns", "über-uns", "de", 3)
    assert (page.seo, page.aliases, page.dek) == (Seo(noindex=True), ("about-us/",), "Wer schreibt.")


def test_a_page_without_a_body_is_remarked() -> None:
    reading = read_page(source("content/pages/about.md", "title: About"), RULES)
    assert reading.value is not None
    assert [(problem.message, problem.is_note) for problem in reading.problems] == [("the page has no body", True)]
