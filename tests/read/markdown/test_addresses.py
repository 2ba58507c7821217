from __future__ import annotations

import pytest

from press.read.markdown.addresses import Link, PictureAddress, anchor_of, link_of, picture_of

ARTICLE = "content/articles/2026/piece.md"


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("other.md", Link("section", "article:other")),
        ("../other.md#part", Link("section", "article:other", "text-part")),
        ("../../authors/nora-weiland.md", Link("section", "author:nora-weiland")),
        ("../../topics/housing.md?x", Link("section", "topic:housing")),
        ("a%20piece.md", Link("section", "article:a piece")),
        ("/2016/04/05/slug/#x", Link("section", "address:/2016/04/05/slug/", "x")),
        ("report.pdf", Link("section", "address:report.pdf")),
        ("../../static/notes.md", Link("section", "address:../../static/notes.md")),
        ("../../../README.md", Link("leaves")),
        ("#part", Link("here", fragment="part")),
        ("//example.org/a.md", Link("outside")),
        ("https://example.org/a.md", Link("outside")),
        ("mailto:a@example.org", Link("outside")),
        ('{{ "/a.md" | url }}', Link("literal")),
        (" ", Link("empty")),
    ],
)
def test_links(href: str, link: Link) -> None:
    assert link_of(href, ARTICLE) == link


@pytest.mark.parametrize(
    ("src", "picture"),
    [
        ("../../images/a%20b.jpg", PictureAddress("file", "images/a b.jpg")),
        ("images/a.jpg", PictureAddress("file", "images/a.jpg")),
        ("a.jpg?x#y", PictureAddress("file", "articles/2026/a.jpg")),
        ("../../../a.jpg", PictureAddress("leaves")),
        ("images/../../a.jpg", PictureAddress("leaves")),
        ("a%00.jpg", PictureAddress("leaves")),
        ("/a.jpg", PictureAddress("root")),
        ("//example.org/a.jpg", PictureAddress("outside")),
        ("https://example.org/a.jpg", PictureAddress("outside")),
        ("{{ image }}", PictureAddress("literal")),
        ("", PictureAddress("empty")),
    ],
)
def test_pictures(src: str, picture: PictureAddress) -> None:
    assert picture_of(src, ARTICLE) == picture


def test_an_anchor_that_has_the_prefix_keeps_it() -> None:
    assert anchor_of("the part") == "text-the-part"
    assert anchor_of("text-the-part") == "text-the-part"
