"""The quick converter gives what the library gives, byte for byte: for all documented syntax and for random texts."""

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

from press.read.markdown.fast import Converter, quickened
from press.read.markdown.fast.converter import LibraryConverter, Quick
from press.read.markdown.fast.known import PROVEN
from press.read.markdown.markup import PROSE_SIGNS, Scope, prose, stock_converter
from tests.read.markdown.texts import TEXTS

SETTINGS = [(raw, scope) for raw in (True, False) for scope in cast("tuple[Scope, ...]", get_args(Scope))]
SYNTAX = Path(__file__).parent / "syntax.md"
PROSE_AT_ONCE = Path(__file__).parent / "prose.md"
_CASE = re.compile(r"^=== .*\n", re.MULTILINE)


def never() -> None:
    """No time is measured here."""


PAIRS = [(LibraryConverter(stock_converter(*chosen)), quickened(stock_converter(*chosen))) for chosen in SETTINGS]


def html_or_fault(converter: Converter, text: str) -> str:
    """The HTML, or the name of what the library raises: a text that is too much for one must be so for both."""
    converter.reset(never)
    try:
        return converter.convert(text)
    except (ValueError, TypeError, RecursionError) as fault:
        return type(fault).__name__


def assert_equal(text: str) -> None:
    for known_files, quick in PAIRS:
        assert html_or_fault(quick, text) == html_or_fault(known_files, text)


def test_the_installed_library_is_the_one_that_this_proves() -> None:
    assert markdown.__version__ in PROVEN, (
        "Markdown is another version now, and texts are converted at its own pace. If the tests below pass with the"
        " version added to PROVEN, it may stay there (docs/decisions/0008)"
    )
    assert all(isinstance(quick, Quick) for _, quick in PAIRS)


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

# What is read at once where it stands by itself, beside all that makes it something else.
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


def test_plain_prose_is_read_at_once() -> None:
    text = PROSE_AT_ONCE.read_text("utf-8")
    quick = quickened(stock_converter(raw=True, scope="body"))
    assert isinstance(quick, Quick)
    assert quick.prose(text) == prose(text)
    assert_equal(text)


def test_prose_is_read_as_the_converter_of_bodies_is_set_up() -> None:
    quick = quickened(stock_converter(raw=True, scope="body"))
    assert isinstance(quick, Quick)
    assert quick.signs == PROSE_SIGNS


def test_with_another_version_no_prose_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prose("One.")
    monkeypatch.setattr(markdown, "__version__", "99.0")
    assert prose("One.") is None


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
    known_files, quick = PAIRS[0]
    for text in ("A[^1] [r] *b **c*\n\n[^1]: N.\n\n[r]: /x\n\n- d", "A[^1] [r] _e_ **f**\n\n1. g\n\n# T\n\n# T"):
        assert html_or_fault(quick, text) == html_or_fault(known_files, text)


def test_with_another_version_the_library_itself_converts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version__", "99.0")
    assert isinstance(quickened(stock_converter(raw=True, scope="body")), LibraryConverter)


@pytest.mark.parametrize(
    "change",
    [
        lambda md: md.inlinePatterns.register(md.inlinePatterns["link"], "other", 5),
        lambda md: md.parser.blockprocessors.register(md.parser.blockprocessors["quote"], "other", 5),
        lambda md: md.treeprocessors.register(md.treeprocessors["inline"], "other", 5),
    ],
)
def test_with_unknown_parts_the_library_itself_converts(change: Callable[[markdown.Markdown], None]) -> None:
    known_files = stock_converter(raw=True, scope="body")
    change(known_files)
    assert isinstance(quickened(known_files), LibraryConverter)


def test_with_other_settings_prose_is_not_read_at_once() -> None:
    text = PROSE_AT_ONCE.read_text("utf-8")
    known_files, other = stock_converter(raw=True, scope="body"), stock_converter(raw=True, scope="body")
    for converter in (known_files, other):
        for extension in converter.registeredExtensions:
            if "SEPARATOR" in extension.getConfigs():
                extension.setConfig("SEPARATOR", ":")
    quick = quickened(other)
    assert isinstance(quick, Quick)
    assert quick.prose(text) is None
    assert html_or_fault(quick, text) == html_or_fault(LibraryConverter(known_files), text)
