from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model.body import NO_BODY, CardSlot, Figure, Html, InlinePicture, Letter, Part, PieceLink, RichText, Table
from press.model.problem import Place
from press.read.markdown import BodyText, Converted, convert_body, convert_inline
from press.read.markdown.clean import scheme_of
from press.read.markdown.vocabulary import ELEMENTS, SCHEMES, VOID
from press.read.source import ReadingRules

PLACE = Place("content/articles/piece.md", 4, 7)


def rules(raw: Literal["sanitize", "escape", "trust"] = "sanitize") -> ReadingRules:
    return ReadingRules(language="en", timezone=ZoneInfo("UTC"), kinds=(), letters=(), raw_html=raw)


def converted(
    text: str, *, letters: bool = False, raw: Literal["sanitize", "escape", "trust"] = "sanitize"
) -> Converted:
    return convert_body(BodyText(text, "content/articles/piece.md", 10, "en", letters), rules(raw))


def inline(text: str) -> tuple[RichText, list[str]]:
    rich, problems = convert_inline(text, place=PLACE, excerpt="text: x", lang="en", rules=rules())
    assert all((found.place, found.excerpt) == (PLACE, "text: x") for found in problems)
    return rich, [found.message for found in problems]


def html_of(parts: Sequence[Part]) -> Iterator[str]:
    """The HTML of all parts, in order; what layouts would write is left out."""
    for part in parts:
        match part:
            case Html(html) | Table(html):
                yield html
            case PieceLink(_, _, attributes, inner):
                yield f"<a{attributes}>"
                yield from html_of(inner)
                yield "</a>"
            case Letter(inner=inner):
                yield from html_of(inner)


class Checked(HTMLParser):
    """What a parser that was not used in making the HTML finds in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.schemes: set[str] = set()
        self.balanced = True
        self.feed(html)
        self.close()
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.schemes.update(scheme_of(value) for name, value in attrs if name in {"href", "src", "cite"} and value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag


def assert_safe(parts: Sequence[Part]) -> None:
    found = Checked("".join(html_of(parts)))
    assert found.balanced
    assert found.elements <= ELEMENTS
    assert not {name for name in found.attributes if name.startswith("on") or name in {"style", "srcdoc", "target"}}
    assert found.schemes <= SCHEMES | {""}


def slots(parts: Sequence[Part]) -> int:
    return sum(isinstance(part, CardSlot) for part in parts)


# Pieces of what breaks parsers, so that short random texts meet them often.
SHARDS = st.sampled_from(
    """< > <! <!-- --> </ <p> </p> <div> </div> <b <a <script> </script> <style> <svg onload=x> <iframe> <table> <td>
    <h2>
    <![CDATA[ ]]> <? [a]( ) ![b]( "t" [c] [c]: javascript:x java&#10;script:y data:z x.md ../y.md /z/ https://e.org #f
    {: onclick=x } {.pull} {#i} {{ }} {% %} ** * _ ` ``` ~~~ > - 1. # ## ### --- === | |-| : [^1] [^1]: &lt; &#0; &
    <math><style><img&#9;src=x&#9;onerror=y> <img&#32;src=x> <a&#32;href='javascript:x'> \\ " ' — [TOC] [[other-topics]]
    &#x1; <textarea> <title> <noscript> <plaintext> <template> <xmp>""".split()
)
TEXTS = st.lists(st.one_of(SHARDS, st.text(max_size=4), st.sampled_from([" ", "\n", "\n\n", "    "])), max_size=25)


@given(TEXTS.map("".join), st.booleans())
def test_any_text_gives_safe_balanced_html_and_one_card(text: str, letters: bool) -> None:
    result = converted(text, letters=letters)
    assert_safe(result.parts)
    assert slots(result.parts) == bool(result.parts)
    assert (result.body == NO_BODY) == (not result.parts)
    assert len(result.body.excerpt) <= 200
    assert len(set(result.body.anchors)) == len(result.body.anchors)


@given(TEXTS.map(" ".join))
def test_raw_html_as_text_is_safe_as_well(text: str) -> None:
    assert_safe(converted(text, raw="escape").parts)


@given(TEXTS.map("".join))
def test_trusted_html_gives_no_exception_and_one_card(text: str) -> None:
    parts = converted(text, raw="trust").parts
    assert slots(parts) == bool(parts)


@given(TEXTS.map("".join))
def test_any_line_is_safe(text: str) -> None:
    assert_safe((Html(inline(text)[0].html),))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=10))
def test_headings_begin_at_two_and_skip_no_level(written: list[int]) -> None:
    levels = [heading.level for heading in converted("\n\n".join("#" * n + " x" for n in written)).body.headings]
    assert levels[0] == 2
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("first", "second"),
    [("A[^1]\n\n[^1]: N.", "B[^1]"), ("[r]: https://e.org", "[x][r]"), ("# Same", "# Same"), ("- " * 2000, "- a")],
)
def test_a_piece_is_the_same_whatever_came_before(first: str, second: str) -> None:
    alone = converted(second)
    converted(first)
    assert converted(second) == alone


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u0085"])
def test_lines_may_end_in_any_way(end: str) -> None:
    text = "# A\n\n- b\n- c\n\n```\nd\n```\n\n[e](javascript:x)\n"
    assert converted(text.replace("\n", end)) == converted(text)


@pytest.mark.parametrize("text", ["", " \n\n", "<!-- x -->", "[a]: https://example.org"])
def test_nothing_to_show_is_no_body(text: str) -> None:
    assert converted(text) == Converted(NO_BODY, ())


def test_the_facts_of_a_body() -> None:
    result = converted("One *two*.[^1] `code`\n\n## Three {#t}\n\n[a](b.md#c) ![d](../images/e.jpg)\n\n[^1]: Note.")
    body = result.body
    assert result.plain.split() == ["One", "two.", "Three", "a", "Note."]
    assert body.words == 5
    assert body.excerpt == "One two. a"
    assert [(heading.level, heading.id, heading.text) for heading in body.headings] == [(2, "text-t", "Three")]
    assert set(body.anchors) == {"text-t", "text-fnref-1", "text-fn-1"}
    assert [(use.target, use.fragment, str(use.place)) for use in body.links] == [
        ("article:b", "text-c", "content/articles/piece.md:14:5")
    ]
    assert [(use.src, use.alt, str(use.place)) for use in body.pictures] == [
        ("images/e.jpg", "d", "content/articles/piece.md:14:18")
    ]
    assert body.links[0].excerpt == "[a](b.md#c) ![d](../images/e.jpg)"


def test_only_the_first_of_many_dead_jumps_have_a_hint() -> None:
    problems = converted("## Heading\n\n" + "".join(f"[a](#headin{n:03})\n" for n in range(100))).problems
    assert [bool(found.hint) for found in problems] == [True] * 20 + [False] * 80


@pytest.mark.parametrize(("text", "anchors"), [("# A {: id }", ("text-a",)), ("*a*{: id }", ())])
def test_an_id_without_a_value_is_none(text: str, anchors: tuple[str, ...]) -> None:
    assert converted(text).body.anchors == anchors


def test_the_letters_of_a_page() -> None:
    body = converted("## A *b*\n\nText.\n\n— C. D.", letters=True).body
    assert [(letter.id, letter.title, letter.signature) for letter in body.letters] == [("text-a-b", "A b", "C. D.")]


def test_equal_parts_have_an_equal_digest_and_others_another() -> None:
    assert converted("One.").body.digest == converted("One.\n").body.digest
    assert converted("One.").body.digest != converted("Two.").body.digest


def test_a_text_that_nests_too_deeply_is_named() -> None:
    result = converted("One.\n\n" + "- " * 2000 + "x")
    assert result.body == NO_BODY
    assert [(str(found.place), found.message) for found in result.problems] == [
        ("content/articles/piece.md:10:1", "the text is nested too deeply")
    ]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Views are *{author}*'s, not {publication}'s.", "Views are <em>{author}</em>’s, not {publication}’s."),
        ("**{author}**{publication}", "<strong>{author}</strong>{publication}"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("[a](https://example.org) [b](/c/)", '<a href="https://example.org" rel="noopener">a</a> <a href="/c/">b</a>'),
        ("", ""),
    ],
)
def test_a_line(written: str, html: str) -> None:
    assert inline(written) == (RichText(html), [])


@pytest.mark.parametrize(
    ("written", "html", "message"),
    [
        ("see [a](b.md)", "see a", "a link to another file cannot stand here: b.md"),
        ("see [a](../../b.md)", "see a", "a link to another file cannot stand here: ../../b.md"),
        ("see ![a](../images/b.png)", "see a", "a picture cannot stand here: ../images/b.png"),
        ("see [a](javascript:b)", "see a", 'an address that begins with "javascript:" was taken out'),
        (">" * 500, "", "lists or quotes are nested too deeply here"),
    ],
)
def test_what_has_no_place_in_a_line(written: str, html: str, message: str) -> None:
    assert inline(written) == (RichText(html), [message])


def test_no_text_of_real_pieces_is_lost_and_no_braces_are_touched() -> None:
    corpus = os.environ.get("PRESS_CORPUS")
    if not corpus:
        pytest.skip("PRESS_CORPUS names no folder of real pieces")
    files = sorted(Path(corpus).glob("content/articles/*.md"))
    assert files
    for file in files:
        text = file.read_text("utf-8").split("---\n", 2)[2]
        result = converted(text)
        assert [found.message for found in result.problems if not found.is_note] == [], file.name
        assert slots(result.parts) == 1, file.name
        assert_safe(result.parts)
        shown = "".join(_shown(result.parts))
        assert shown.count("{{") == text.count("{{"), file.name
        assert shown.count("{%") == text.count("{%"), file.name


def _shown(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        match part:
            case PieceLink(target, fragment, _, inner):
                yield f"{target}#{fragment}"
                yield from _shown(inner)
            case Figure(src, alt, caption, credit):
                yield src + alt + caption + credit
            case InlinePicture(src, alt):
                yield src + alt
            case Html(html) | Table(html):
                yield re.sub(r"\s+", " ", html)
