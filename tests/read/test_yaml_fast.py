from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from press.read.yaml.fast import parse_plain
from press.read.yaml.messages import UNREADABLE
from press.read.yaml.parser import LOADER, MOST_NODES, Stopped, parse_events
from press.read.yaml.positions import Parsed

FREE = frozenset({"extra"})
PLAIN = """title: Rent caps work, and here's the bill - 3.5% or 12:30
date: 2026-03-02T10:30
dek: "Words, in quotes: [with] {signs} — and's"
authors: [Amy Mok, o'neill, "Łucja: a name", 'x, y']
canonical:   https://example.org/a?b=c&d
lang: Українська
card: null
topics: ["~", null, 2026]"""


def by_events(text: str, loader: Any = LOADER) -> Parsed | str:
    try:
        return parse_events(text, first_line=2, what="front matter", free=FREE, loader=loader)
    except Stopped as fault:
        return repr(fault)
    except UNREADABLE as fault:
        return repr(fault)


def at_once(text: str) -> Parsed | None:
    return parse_plain(text, first_line=2, free=FREE)


# Signs that mean something in YAML, those that only look so, and beginnings of lines.
SIGNS = [
    *"ab1~-_.:,'\"[]{}#&*!|>%@`? \\/=+()<\t\n\u00e9\u0416\u2019\u00b2\u00a0\u0085\u2028\ufeff\u0301\ue000\U0001f600",
    *(": ", " #", ", ", "null", "\nkey: ", "\nb: [", "]", "x, y", "- ", "...", "---", '"', '["', '"]'),
]
lines = st.builds(
    "{}{}{}".format,
    st.sampled_from(["a: ", "", "title: ", "k: [", 'k: "', "k: '", "k: [x, '"]),
    st.lists(st.sampled_from(SIGNS), max_size=12).map("".join),
    st.sampled_from(["", "]", '"', "'", '"]', "\nz: [a, b]"]),
)


@pytest.mark.parametrize("loader", [LOADER, yaml.BaseLoader])
def test_plain_front_matter_is_read_at_once_with_every_place_as_the_parser_gives_it(loader: Any) -> None:
    read = at_once(PLAIN)
    assert read is not None
    assert repr(read) == repr(by_events(PLAIN, loader))


@given(lines)
@example("a: x:")
@example("a: x\nA: y")
@example("a: [x, 'y', z ]")
def test_what_is_taken_for_plain_has_the_parsers_reading(text: str) -> None:
    read = at_once(text)
    assert read is None or repr(read) == repr(by_events(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title:",
        "title: a # b",
        "title: a: b",
        "title: >-\n  words",
        "title: |",
        "title: &a x",
        "title: *a",
        "title: !!str x",
        "title: - x",
        "title: words\n  that run on",
        "image:\n  src: x",
        "authors:\n- x",
        "extra: 7",
        "title: x\nTitle: y",
        'title: "a\\tb"',
        "'title': x",
        "topics: []",
        "topics: [a, {b: c}]",
        "topics: [a: b]",
        f"topics: [{'a,' * MOST_NODES}a]",
        "? a",
        "<<: a",
        f"{'k' * 2_000}: x",
    ],
)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert at_once(text) is None
