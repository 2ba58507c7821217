from __future__ import annotations

import pytest

from press.read.markdown.limits import (
    DEEPEST_HTML,
    MOST_ESCAPES,
    MOST_OPEN,
    escapes_too_much,
    excess_in,
    nests_too_deeply,
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 6000,
        "![" * 3000,
        "[a][" * 3000,
        "[a]({{ " * 3000,
        "<![CDATA[" * 2000,
        "<a " * 5000,
        ">" * 5000,
        "> " * 500,
        "\n".join("    " * level + "- x" for level in range(500)),
        "|" + "a|" * 2000 + "\n|" + "-|" * 2000,
        "|" + "a|" * 150 + "\n|" + "-|" * 150 + "\n" + "|a|\n" * 200,
        "> a|b\n> -|-\n" + "> c\n" * 20_000,
        "```a\n" * 100,
        "\n".join("~" * length + " a" for length in range(3, 100)),
        "```\na\n```\n\n" * 1001,
        "[TOC]\n\n" * 11,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_what_would_take_seconds_is_refused(text: str) -> None:
    found = excess_in(f"One.\n\n{text}")
    assert found is not None
    assert found.offset >= len("One.\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "[a](b) " * 5000,
        "[" * MOST_OPEN,
        "(\n\n" * 2000,
        "> > > x",
        "        - x",
        "a < b\n\n" * 2000,
        "a|b|c\n-|-|-\n" + "1|2|3\n" * 5000,
        "a || b\n" * 1000,
        "```\na | b\n```\n" * 500,
        "```python\na\n```\n" * 500,
        "[TOC]",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_ordinary_text_is_not(text: str) -> None:
    assert excess_in(text) is None


def test_html_may_nest_but_not_without_end() -> None:
    inside = "<div>" * DEEPEST_HTML
    assert not nests_too_deeply(inside + "</div>" * DEEPEST_HTML + "<br>" * 1000 + "<p>x</p>" * 1000)
    assert nests_too_deeply(inside + "<div>")


def test_signs_that_are_escaped_may_be_many_but_not_in_one_paragraph() -> None:
    assert not escapes_too_much("<p>&amp;</p>" * MOST_ESCAPES * 2)
    assert not escapes_too_much("<p>" + "&gt;\u00a0" * (MOST_ESCAPES // 2) + "</p>")
    assert escapes_too_much("<p>" + "&gt;\u00a0" * (MOST_ESCAPES // 2) + "&amp;</p>")
