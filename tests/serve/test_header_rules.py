"""`_headers` and `_redirects` as hosts read them, and a policy that lets the preview's script in."""

from __future__ import annotations

import pytest

from press.serve.header_rules import allowing_reload, headers_for, read_headers
from press.serve.snapshot import Answer, answer_for, make_snapshot

HEADERS = """# for the host
/opinion/*
  Content-Security-Policy: default-src 'none'
  X-Thing: a
/opinion/feed.xml
  Content-Type: application/rss+xml; charset=utf-8
  X-Thing: b

/opinion/*.txt
  X-Robots-Tag: all
"""


def test_headers_of_all_rules_that_match_are_joined() -> None:
    rules = read_headers(HEADERS)
    assert headers_for("/opinion/feed.xml", rules) == {
        "content-security-policy": "default-src 'none'",
        "x-thing": "a, b",
        "content-type": "application/rss+xml; charset=utf-8",
    }
    assert headers_for("/elsewhere/", rules) == {}
    assert headers_for("/opinion/robots.txt", rules)["x-robots-tag"] == "all"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        ("default-src 'self'", "default-src 'self'"),
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'self'; connect-src 'none'; script-src https://cdn.example",
            "default-src 'self'; connect-src 'self'; script-src https://cdn.example 'self'",
        ),
        ("default-src *; script-src-elem 'none'", "default-src * 'self'"),
    ],
)
def test_a_policy_lets_the_script_in_and_is_else_as_it_was(policy: str, expected: str) -> None:
    if expected.endswith("* 'self'"):  # each directive that default-src stood for is written out
        assert "script-src-elem 'self'" in allowing_reload(policy)
    else:
        assert allowing_reload(policy) == expected


def test_a_page_of_the_production_policy_keeps_it() -> None:
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'"
    assert allowing_reload(policy) == policy


FILES = {"index.html": "1", "2026/03/rent/index.html": "2", "404.html": "3", "_headers": "4", "a b.pdf": "5"}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/", Answer(302, location="/opinion/")),
        ("/opinion", Answer(301, location="/opinion/")),
        ("/opinion/", Answer(200, "index.html")),
        ("/opinion/index.html", Answer(200, "index.html")),
        ("/opinion/2026/03/rent/", Answer(200, "2026/03/rent/index.html")),
        ("/opinion/2026/03/rent", Answer(301, location="/opinion/2026/03/rent/")),
        ("/opinion/a b.pdf", Answer(200, "a b.pdf")),
        ("/opinion/_headers", Answer(404, "404.html")),
        ("/opinion/.press.json", Answer(404, "404.html")),
        ("/opinion//", Answer(404, "404.html")),
        ("/opinion/../index.html", Answer(404, "404.html")),
        ("/index.html", Answer(404, "404.html")),
        ("//evil.example/", Answer(404, "404.html")),
        ("", Answer(404, "404.html")),
    ],
)
def test_addresses_are_looked_up_among_the_files_made(path: str, answer: Answer) -> None:
    assert answer_for(path, make_snapshot("/opinion/", FILES, (), ())) == answer


def test_styles_are_known_without_the_digest_in_their_names() -> None:
    files = {"assets/css/press.0123456789.css": "0" * 64, "static.css": "f" * 64}
    assert make_snapshot("/o/", files, (), ()).styles == {
        "/o/assets/css/press.css": "/o/assets/css/press.0123456789.css",
        "/o/static.css": "/o/static.css?ffffffffff",
    }
