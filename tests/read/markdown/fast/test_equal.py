"""The guarded converter returns the library's HTML byte for byte: for all documented syntax and for random texts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast, get_args

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.read.markdown.fast import Converter, guarded_converter
from press.read.markdown.fast.converter import GuardedConverter, LibraryConverter
from press.read.markdown.markup import Scope, library_converter
from tests.read.markdown.texts import TEXTS

SETTINGS = [(raw, scope) for raw in (True, False) for scope in cast("tuple[Scope, ...]", get_args(Scope))]
SYNTAX = Path(__file__).parent / "syntax.md"
_CASE = re.compile(r"^=== .*\n", re.MULTILINE)


def never() -> None:
    """No time is measured here."""


PAIRS = [
    (LibraryConverter(library_converter(*chosen)), guarded_converter(library_converter(*chosen))) for chosen in SETTINGS
]


def html_or_fault(converter: Converter, text: str) -> str:
    """The HTML, or the name of what the library raises: a text that is too much for one must be so for both."""
    converter.reset(never)
    try:
        return converter.convert(text)
    except (ValueError, TypeError, RecursionError) as fault:
        return type(fault).__name__


def assert_equal(text: str) -> None:
    for library, guarded in PAIRS:
        assert html_or_fault(guarded, text) == html_or_fault(library, text)


def test_the_converters_of_press_are_guarded() -> None:
    assert all(isinstance(guarded, GuardedConverter) for _, guarded in PAIRS)


@pytest.mark.parametrize("text", _CASE.split(SYNTAX.read_text("utf-8"))[1:], ids=lambda text: text[:30].strip())
def test_documented_syntax(text: str) -> None:
    assert_equal(text)


def test_the_whole_document_of_syntax_at_once() -> None:
    assert_equal(_CASE.sub("\n", SYNTAX.read_text("utf-8")))


# What the parser looks for, words, and white space: every sign next to every other turns up.
SIGNS = st.sampled_from(
    """* ** *** _ __ ___ ` `` ``` ~~~ [ ] ( ) ![ [a](b) [a](b"c") [a](<b>) [r] [r][] [a][r] ![a](b) ![r] [^1] [^n]: [r]:
    \\ \\* \\_ \\[ \\` \\\\ < > </ <b> </b> <i>x</i> <a@b.c> <https://e.org> <!-- --> <![CDATA[ ]]> <?x ?> <div> </div>
    <div·markdown="1"> <p·markdown="span"> <hr> <br> & &amp; &#65; &x # ## ### =) === --- -- - ... .. … + 1. 2)
    10. : :· | |- {: } {:·.pull} {#i} {:·#i·.lead} {:·title="t"} {{ }} {{·x·}} {% %} {%·if·%} " '
    [TOC] [[other-topics]] word a b 1 2 é Ж “ ” ’
    \x02 \x03 \x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 klzzwxh:0001""".split()
).map(lambda sign: sign.replace("·", " "))
SPACES = st.sampled_from(
    [" ", " ", "  ", "  \n", "\n", "\n", "\n\n", "\n\n", "\n    ", "\n> ", "\n- ", "\n1. ", "\t", "\n: "]
)
RANDOM = st.lists(st.one_of(SIGNS, SIGNS, SPACES, st.text(max_size=3)), max_size=30).map("".join)
PROSE = st.lists(
    st.sampled_from("*words* **and** signs_in_ them, a [link](x.md) “said” — it's\n\n## H\n\n- i".split(" "))
)

# Plain links, emphasis and dashes, next to signs that change their meaning.
PLAIN = st.lists(
    st.sampled_from(
        """*em* **st** *two·words* (*x*) "*x*" *x*, *x*y x*x* [a](b) [a·b](https://e.org/--y) [*a*](b) [a](b·c) [](b)
        a b word - -- --- ---- ... .... " ' ( ) [ ] * ** *** ! | : ; , . > é — · ·· [^1] [r] _ { < \\ ` & ///""".split()
    ).map(lambda sign: sign.replace("·", " "))
    | st.sampled_from(["\u00a0", "\n", "\n> ", "\n\n", "\n\n- ", "\n[r]: /u\n", "\x02"]),
    max_size=14,
)


@given(PLAIN.map("".join))
def test_random_plain_words_that_touch(text: str) -> None:
    assert_equal(text)


@given(PLAIN.map(" ".join))
def test_random_plain_words(text: str) -> None:
    assert_equal(text)


@given(TEXTS)
def test_random_whole_texts(text: str) -> None:
    assert_equal(text)


@pytest.mark.soak
@settings(max_examples=100_000)
@given(TEXTS)
def test_random_whole_texts_at_length(text: str) -> None:
    assert_equal(text)


@given(RANDOM)
def test_random_signs(text: str) -> None:
    assert_equal(text)


@given(PROSE.map(" ".join))
def test_random_prose(text: str) -> None:
    assert_equal(text)


@pytest.mark.soak
@settings(max_examples=100_000)
@given(RANDOM)
def test_random_signs_at_length(text: str) -> None:
    assert_equal(text)


def test_real_pieces() -> None:
    corpus = os.environ.get("PRESS_CORPUS")
    if not corpus:
        pytest.skip("PRESS_CORPUS names no folder of real pieces")
    files = sorted(Path(corpus).glob("content/*/*.md"))
    assert files
    for file in files:
        assert_equal(file.read_text("utf-8"))


def test_a_text_leaves_nothing_behind_for_the_next() -> None:
    library, guarded = PAIRS[0]
    for text in ("A[^1] [r] *b **c*\n\n[^1]: N.\n\n[r]: /x\n\n- d", "A[^1] [r] _e_ **f**\n\n1. g\n\n# T\n\n# T"):
        assert html_or_fault(guarded, text) == html_or_fault(library, text)


@pytest.mark.parametrize(
    "change",
    [
        lambda md: md.inlinePatterns.register(md.inlinePatterns["link"], "other", 5),
        lambda md: md.parser.blockprocessors.register(md.parser.blockprocessors["quote"], "other", 5),
        lambda md: md.treeprocessors.register(md.treeprocessors["inline"], "other", 5),
    ],
)
def test_with_unknown_parts_the_library_itself_converts(change: Callable[[markdown.Markdown], None]) -> None:
    library = library_converter(raw=True, scope="body")
    change(library)
    assert isinstance(guarded_converter(library), LibraryConverter)
