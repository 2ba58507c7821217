"""Media types: the same for the preview and for hosts, whatever the machine's own tables say."""

from __future__ import annotations

import pytest

from press.model.media_types import content_type, is_compressible


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("press.css", "text/css; charset=utf-8"),
        ("press.JS", "text/javascript; charset=utf-8"),
        ("topics/homes/feed.xml", "application/rss+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("a.avif", "image/avif"),
        ("a.jpg", "image/jpeg"),
        ("a.woff2", "font/woff2"),
        ("a.pdf", "application/pdf"),
        ("CNAME", "text/plain; charset=utf-8"),
        (".well-known/x", "application/octet-stream"),
    ],
)
def test_types(path: str, expected: str) -> None:
    assert content_type(path) == expected


def test_texts_are_worth_compressing_and_pictures_are_not() -> None:
    assert [is_compressible(path) for path in ("a.html", "feed.xml", "a.wasm", "a.jpg", "a.woff2")] == [
        True,
        True,
        True,
        False,
        False,
    ]
