"""Markdown -> Body, parts and remarks; a line or two of Markdown -> RichText. Pure: the same text, the same value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from press.model.body import NO_BODY, Body, Letter, LetterHead, Part, RichText
from press.model.digest import digest_bytes
from press.model.problem import Place, Problem
from press.parallel.batch import Steps
from press.read.markdown.blocks import blocks_of_prose
from press.read.markdown.budget import Budget, TooSlow
from press.read.markdown.by_library import TooMuch, read_blocks, refuse_excess, too_slow
from press.read.markdown.clean import untouched
from press.read.markdown.codec import encode_parts
from press.read.markdown.findings import Findings
from press.read.markdown.limits import escapes_too_much, may_exceed
from press.read.markdown.markup import prose
from press.read.markdown.parts import assemble, assemble_letters, without_signature
from press.read.markdown.pieces import Block, html_of
from press.read.markdown.places import Places
from press.read.markdown.quotes import curl
from press.read.markdown.words import (
    count_words,
    excerpt_of,
    plain_of_html,
    plain_of_prose,
    spelled_plainly,
    without_marks,
)
from press.read.source import ReadingRules

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_OTHER_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_LONGEST_PROSE = 100_000  # characters; a longer text is converted with an eye on the clock, whatever it holds
_APART = re.compile("\n\n")  # between the elements of plain prose; the expression finds it sooner than a string does
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p[\s>]).)*)</p>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Converted:
    """What a body's text gave.

    `problems` holds notes as well. `plain`: the words without card, footnote marks and code, for counting terms.
    `packed`: the parts as bytes, from which the body's digest is made.
    """

    body: Body
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()
    plain: str = ""
    packed: bytes = b""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is to become a body; `findings` collects what turns up in it."""

    text: str
    findings: Findings
    letters: bool
    rules: ReadingRules


# What a text says: its plain words, and its first sentences.
_Said = tuple[str, str]
# A text on its way and what it has become so far. Once it is Converted, it is at its end.
_Html = tuple[Draft, str] | Converted
_Blocks = tuple[Draft, list[Block]] | Converted
_Read = tuple[Draft, list[Block], _Said] | Converted


def convert(text: str, *, path: str, first_line: int, lang: str, letters: bool, rules: ReadingRules) -> Converted:
    """Return the body that `text` (Markdown) makes; arguments as for `draft_of`.

    A text without anything to show gives NO_BODY and no parts. Raises Refusal (ENVIRONMENT) when nh3 is not installed.
    """
    return CONVERSION(draft_of(text, path=path, first_line=first_line, lang=lang, letters=letters, rules=rules))


def draft_of(text: str, *, path: str, first_line: int, lang: str, letters: bool, rules: ReadingRules) -> Draft:
    """Return a text as CONVERSION takes it.

    `path`: its file (`content/articles/x.md`), against which relative addresses are read. `first_line`: the line
    of that file on which `text` begins, from 1. `letters`: second-level headings begin letters.
    """
    text = _plain_ends(text)
    return Draft(text, Findings(path, lang, Places(text, path, first_line), rules.raw_html == "trust"), letters, rules)


def _as_prose(draft: Draft) -> _Html:
    """Read a text that is plain prose, in a time in proportion to its length, so that nobody has to watch.

    Any other is converted as a whole by the library.
    """
    text = draft.text
    if not text.strip():
        return Converted(NO_BODY, ())
    html = prose(text) if len(text) <= _LONGEST_PROSE and not draft.findings.trusted else None
    if html is None or may_exceed(text) or escapes_too_much(html):
        return _by_the_library(draft)
    return draft, html


def _cleaned(now: _Html) -> _Html:
    """Clean plain prose; where anything was taken out, what it was is found on the long way."""
    if isinstance(now, Converted):
        return now
    draft, html = now
    cleaned = untouched(html)
    return (draft, cleaned) if cleaned else _by_the_library(draft)


def _curled(now: _Html) -> _Html:
    return now if isinstance(now, Converted) else (now[0], curl(now[1], now[0].findings.lang, is_prose=True))


def _in_blocks(now: _Html) -> _Blocks:
    if isinstance(now, Converted):
        return now
    draft, html = now
    return draft, blocks_of_prose(_APART.split(html), draft.findings)


def _understood(now: _Blocks) -> _Read:
    return now if isinstance(now, Converted) else (*now, _said(now[1], now[0], is_prose=True))


def _put_together(now: _Read) -> Converted:
    return now if isinstance(now, Converted) else _assembled(now[1], now[0], now[2], is_prose=True)


# How a draft becomes a body, step by step.
CONVERSION: Steps[Draft, Converted] = Steps((_as_prose, _cleaned, _curled, _in_blocks, _understood, _put_together))


def _by_the_library(draft: Draft) -> Converted:
    findings, budget = draft.findings, Budget()
    try:
        refuse_excess(draft.text, findings)
        with budget.of_one_text():
            blocks = read_blocks(draft.text, findings, budget, draft.rules)
            return _assembled(blocks, draft, _said(blocks, draft, is_prose=False), is_prose=False)
    except TooMuch:
        return Converted(NO_BODY, (), _in_order(findings.problems))
    except TooSlow as slow:
        # What was found until then depends on the machine, so it is not shown.
        return Converted(NO_BODY, (), (too_slow(slow, *findings.places.find("")),))


def _said(blocks: list[Block], draft: Draft, *, is_prose: bool) -> _Said:
    words_of = plain_of_prose if is_prose else plain_of_html
    written = [html_of(block.pieces) for block in blocks]
    if is_prose and blocks and blocks[-1].tag == "footnotes":
        written = [without_marks(html) for html in written]
    plain = spelled_plainly(words_of("\n".join(written)))
    said = (words_of(html) for html, block in zip(written, blocks, strict=True) if block.tag in {"p", ""})
    return plain, excerpt_of(map(without_signature, said) if draft.letters else said)


def _assembled(blocks: list[Block], draft: Draft, said: _Said, *, is_prose: bool) -> Converted:
    findings = draft.findings
    findings.check_jumps()
    if not blocks:
        return Converted(NO_BODY, (), _in_order(findings.problems))
    make = assemble_letters if draft.letters else assemble
    parts = make(blocks, findings, card_after=draft.rules.card_after, is_prose=is_prose)
    packed = encode_parts(parts)
    plain, excerpt = said
    body = Body(
        digest=digest_bytes(packed),
        words=count_words(plain),
        excerpt=excerpt,
        headings=tuple(findings.headings),
        anchors=tuple(findings.anchors),
        links=tuple(findings.links),
        pictures=tuple(findings.pictures),
        letters=tuple(LetterHead(p.id, p.title, p.signature) for p in parts if isinstance(p, Letter)),
    )
    return Converted(body, parts, _in_order(findings.problems), plain, packed)


def convert_inline(
    markdown: str, *, place: Place, excerpt: str, lang: str, rules: ReadingRules
) -> tuple[RichText, tuple[Problem, ...]]:
    """Return `markdown`, a line or two, as rich text, and the problems and notes in it.

    `place` and `excerpt` say where it stands, for all of them. `{publication}` and `{author}` stay as they are.
    One paragraph comes without its tags, several keep theirs. Links to other files and pictures are
    problems: such a text is shown in many places.
    """
    text = _plain_ends(markdown)
    findings = Findings(place.path, lang, Places(text, place.path, 1), rules.raw_html == "trust", is_line=True)
    budget = Budget()
    try:
        with budget.of_one_text():
            refuse_excess(text, findings)
            blocks = read_blocks(text, findings, budget, rules)
            findings.check_jumps()
    except TooMuch:
        blocks = []
    except TooSlow as slow:
        return RichText(""), (too_slow(slow, place, excerpt),)
    html = "\n".join(html_of(block.pieces) for block in blocks)
    single = _ONE_PARAGRAPH.fullmatch(html)
    problems = tuple(replace(found, place=place, excerpt=excerpt) for found in findings.problems)
    return RichText(single[1] if single else html), tuple(dict.fromkeys(problems))


def _plain_ends(text: str) -> str:
    return _LINE_END.sub("\n", text) if any(end in text for end in _OTHER_ENDS) else text


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))
