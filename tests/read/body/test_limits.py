from __future__ import annotations

import pytest

from press.read.body.limits import DEEPEST_HTML, MOST_OPEN, excess_in, nests_too_deeply


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
    ],
    ids=lambda text: text[:12].strip(),
)
def test_what_would_take_seconds_is_refused(text: str) -> None:
    found = excess_in(f"One.\n\n{text}")
    assert found is not None
    assert found.offset >= len("One.\n\n")


@pytest.mark.parametrize(
    "text",
    ["[a](b) " * 5000, "[" * MOST_OPEN, "(\n\n" * 2000, "> > > x", "        - x", "a < b\n\n" * 2000],
    ids=lambda text: text[:12].strip(),
)
def test_ordinary_text_is_not(text: str) -> None:
    assert excess_in(text) is None


def test_html_may_nest_but_not_without_end() -> None:
    inside = "<div>" * DEEPEST_HTML
    assert not nests_too_deeply(inside + "</div>" * DEEPEST_HTML + "<br>" * 1000 + "<p>x</p>" * 1000)
    assert nests_too_deeply(inside + "<div>")
