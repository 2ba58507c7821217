"""The lines of `_redirects`, as Netlify reads them: the preview, the check and S3 see the same rules."""

from __future__ import annotations

import pytest

from press.model.redirects import exact_redirects, parse_redirects, pattern_faults, redirect_files, redirect_for


def target(line: str, address: str) -> tuple[str, int] | None:
    path, _, query = address.partition("?")
    rule = redirect_for(path, parse_redirects(line).rules, query)
    return (rule.new, rule.status) if rule else None


@pytest.mark.parametrize(
    ("line", "address", "expected"),
    [
        ("/old/%C3%A9t%C3%A9/ /new/ 301", "/old/été/", ("/new/", 301)),
        ("/c /d", "/c", ("/d", 301)),
        ("/c /d 302! # moved", "/c", ("/d", 302)),
        ("/e /f 200", "/e", ("/f", 301)),
        ("/e /f 404", "/e", None),
        ("/c /d", "/c/", None),
        ("# /c /d", "/c", None),
        ("/a/* /b/:splat 302", "/a/x/y", ("/b/x/y", 302)),
        ("/a/* /b/:splat", "/a/", ("/b/", 301)),
        ("/a/* /b/:splat", "/ab/x", None),
        ("/:year/:month/:name.html /o/:year/", "/2015/03/x", None),
        ("/:year/:month/:name /o/:name/", "/2015/03/rent", ("/o/rent/", 301)),
        ("/:year/:month/:name /o/:name/", "/2015/03/rent/more", None),
        ("/:year/* /o/:year/:splat", "/2015/03/rent", ("/o/2015/03/rent", 301)),
        ("/ p=123 /2015/rent/", "/?p=123", ("/2015/rent/", 301)),
        ("/ p=123 /2015/rent/", "/?p=124", None),
        ("/ p=123 /2015/rent/", "/", None),
        ("/a.php id=:id /pieces/:id/", "/a.php?id=3&x=1", ("/pieces/3/", 301)),
        ("/a https://example.org/b 301", "/a", ("https://example.org/b", 301)),
    ],
)
def test_what_a_line_answers(line: str, address: str, expected: tuple[str, int] | None) -> None:
    assert target(line, address) == expected


def test_the_first_line_that_applies_counts() -> None:
    rules = parse_redirects("/a/b /one\n/a/* /two\n/a/b /three\n").rules
    assert [redirect_for(path, rules) and redirect_for(path, rules).new for path in ("/a/b", "/a/c")] == [  # type: ignore[union-attr]
        "/one",
        "/two",
    ]
    assert exact_redirects(rules)["/a/b"].new == "/one"


@pytest.mark.parametrize("line", ["old /new", "/old", "/old new", "/old /new 999", "/old /new soon", "/old a=b"])
def test_lines_that_no_host_understands_are_named_with_their_number(line: str) -> None:
    parsed = parse_redirects(f"# a comment\n{line}\n")
    assert (parsed.rules, parsed.unreadable) == ((), ((2, line),))


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("/a/* /b/:splat", []),
        ("/a/:id /b/:id", []),
        ("/a id=:id /b/:id", []),
        ("/a/*/c /b/", ["* may stand only at the end of the older path, after a slash"]),
        ("/a/ /b/:splat", [":splat stands for nothing in the older path"]),
        ("/a/:id /b/:name", [":name stands for nothing in the older path"]),
        ("/a https://example.org:8000/b", []),
    ],
)
def test_faults_of_patterns(line: str, faults: list[str]) -> None:
    assert list(pattern_faults(parse_redirects(line).rules[0])) == faults


def test_files_are_those_of_single_paths_below_the_base() -> None:
    rules = parse_redirects(
        "/opinion/old/ /opinion/new/ 301\n/other/ /opinion/ 301\n/opinion/%C3%A4.html /opinion/x/\n"
        "/opinion/* /\n/opinion/ p=1 /opinion/y/\n/opinion/short /opinion/z/\n"
    ).rules
    assert redirect_files(rules, "/opinion/") == {
        "old/index.html": "/opinion/new/",
        "ä.html": "/opinion/x/",
        "short": "/opinion/z/",
    }
