"""Plain prose is read at once: the same body, letter for letter, as on the way that every other text takes."""

from __future__ import annotations

import importlib
import os
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.read.markdown import Converted, convert
from press.read.markdown.markup import prose
from press.read.markdown.quotes import QUOTES
from tests.read.markdown.test_convert import converted, rules
from tests.read.markdown.texts import TEXTS

LANGUAGES = st.sampled_from(sorted(QUOTES))


def read(text: str, lang: str, *, letters: bool) -> Converted:
    return convert(text, path="content/articles/a.md", first_line=3, lang=lang, letters=letters, rules=rules())


def the_long_way(text: str, lang: str, *, letters: bool) -> Converted:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("press.read.markdown.convert"), "prose", lambda _: None)
        return read(text, lang, letters=letters)


def assert_same(text: str, lang: str, *, letters: bool) -> None:
    once, slowly = read(text, lang, letters=letters), the_long_way(text, lang, letters=letters)
    assert replace(once, plain=once.plain.split()) == replace(slowly, plain=slowly.plain.split())  # type: ignore[arg-type]


@given(TEXTS, LANGUAGES, st.booleans())
def test_both_ways_lead_to_the_same_body(text: str, lang: str, letters: bool) -> None:
    assert_same(text, lang, letters=letters)


@pytest.mark.soak
@settings(max_examples=100_000)
@given(TEXTS, LANGUAGES, st.booleans())
def test_both_ways_lead_to_the_same_body_at_length(text: str, lang: str, letters: bool) -> None:
    assert_same(text, lang, letters=letters)


def test_both_ways_lead_to_the_same_body_for_real_pieces() -> None:
    corpus = os.environ.get("PRESS_CORPUS")
    if not corpus:
        pytest.skip("PRESS_CORPUS names no folder of real pieces")
    files = sorted(Path(corpus).glob("content/*/*.md"))
    assert files
    for file, letters in product(files, (False, True)):
        assert_same(file.read_text("utf-8").split("---\n", 2)[-1], "en", letters=letters)


@pytest.mark.parametrize(
    "text",
    [
        "One [a](javascript:alert) two.",
        "One [a](https://[x) two.",
        "One\u00a0two & three.",
        "One [a]({{ b }}) two.",
        "One <b>two</b> three.",
        "One \x00 two.",
        'A word\ufdd0 and "one".',
        "(" * 400 + " a",
        "> " * 70 + "a",
        "A paragraph\n\n" + " " * 200 + "- a",
        "One\n\n[[other-topics]]\n\ntwo",
        "One [[other-topics]](https://a.b) two",
        "One ![two](images/a.png) three",
        """It's [one](https://a.b/c'd) and "two".""",
    ],
)
def test_what_may_be_more_than_prose_goes_the_long_way(text: str) -> None:
    assert_same(text, "en", letters=False)


@pytest.mark.parametrize(
    "text",
    [
        "One.[^1] *Two* [three](https://a.b/c) four.\n\n[^1]: Five [six](https://a.b/d) -- *seven*.",
        "One.[^A] Two.[^a]\n\n[^a]: Three.\n[^A]: Four.",
        "> One.[^x]\n\n## Two\n\n[^x]: Three.",
        "One [two](#fn-1) three.[^1]\n\n[^1]: Four.",
        "One [two](other.md) three.[^1]\n\n[^1]: Four [five](other.md).",
        "One.[^é1]\n\n[^é1]: Two.",
        "One.[^1] Two [three](https://a.b/c).[^2]\n\n[^2]: Four.\n\n[^1]: Five.",
    ],
)
def test_footnotes_are_settled_as_on_a_walk_through_all_tags(text: str) -> None:
    assert prose(text)
    assert_same(text, "en", letters=False)


def test_addresses_that_may_not_stay_are_taken_out_and_named() -> None:
    assert prose("One [a](javascript:alert) two.")
    (note,) = converted("One [a](javascript:alert) two.").problems
    assert note.message == 'an address that begins with "javascript:" was taken out'
