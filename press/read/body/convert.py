"""Markdown -> Body, parts and remarks; a line or two of Markdown -> RichText. Pure: the same text, the same value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from press.model.body import NO_BODY, Body, Letter, LetterHead, Part, RichText
from press.model.digest import digest_bytes
from press.model.problem import Place, Problem
from press.read.body.blocks import blocks_of, blocks_of_prose
from press.read.body.budget import Budget, TooSlow
from press.read.body.clean import clean, untouched
from press.read.body.codec import encode_parts
from press.read.body.findings import Findings
from press.read.body.limits import MOST_ESCAPES, escapes_too_much, excess_in, nests_too_deeply
from press.read.body.markup import Scope, prose, restore_quotes, to_html
from press.read.body.parts import assemble, assemble_letters, without_signature
from press.read.body.pieces import Block, html_of
from press.read.body.places import Places
from press.read.body.quotes import curl
from press.read.body.words import count_words, excerpt_of, plain_of_html, plain_of_prose, spelled_plainly
from press.read.reading import ReadingRules

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


class _TooMuch(Exception):
    """A text that is refused before or while it is parsed."""


def convert(text: str, *, path: str, first_line: int, lang: str, letters: bool, rules: ReadingRules) -> Converted:
    """Return the body that `text` (Markdown) makes.

    `path`: its file (`content/articles/x.md`), against which relative addresses are read. `first_line`: the line
    of that file on which `text` begins, from 1. `letters`: second-level headings begin letters. A text without
    anything to show gives NO_BODY and no parts. Raises Refusal (ENVIRONMENT) when nh3 is not installed.
    """
    text = _plain_ends(text)
    findings = Findings(path, lang, Places(text, path, first_line), rules.raw_html == "trust")
    budget = Budget()
    try:
        _refuse_excess(text, findings)
        blocks = _prose_blocks(text, findings)
        if blocks is not None:
            return _converted(blocks, findings, letters, rules, is_prose=True)
        with budget.of_one_text():
            blocks = _blocks(text, findings, budget, rules)
            return _converted(blocks, findings, letters, rules, is_prose=False)
    except _TooMuch:
        return Converted(NO_BODY, (), _in_order(findings.problems))
    except TooSlow as slow:
        # What was found until then depends on the machine, so it is not shown.
        return Converted(NO_BODY, (), (_too_slow(slow, *findings.places.find("")),))


def _converted(
    blocks: list[Block], findings: Findings, letters: bool, rules: ReadingRules, *, is_prose: bool
) -> Converted:
    findings.check_jumps()
    if not blocks:
        return Converted(NO_BODY, (), _in_order(findings.problems))
    words_of = plain_of_prose if is_prose else plain_of_html
    plain = spelled_plainly(words_of("\n".join([html_of(block.pieces) for block in blocks])))
    said = (words_of(html_of(block.pieces)) for block in blocks if block.tag in {"p", ""})
    excerpt = excerpt_of(map(without_signature, said) if letters else said)
    make = assemble_letters if letters else assemble
    parts = make(blocks, findings, card_after=rules.card_after, is_prose=is_prose)
    packed = encode_parts(parts)
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
            _refuse_excess(text, findings)
            blocks = _blocks(text, findings, budget, rules)
            findings.check_jumps()
    except _TooMuch:
        blocks = []
    except TooSlow as slow:
        return RichText(""), (_too_slow(slow, place, excerpt),)
    html = "\n".join(html_of(block.pieces) for block in blocks)
    single = _ONE_PARAGRAPH.fullmatch(html)
    problems = tuple(replace(found, place=place, excerpt=excerpt) for found in findings.problems)
    return RichText(single[1] if single else html), tuple(dict.fromkeys(problems))


def _plain_ends(text: str) -> str:
    return _LINE_END.sub("\n", text) if any(end in text for end in _OTHER_ENDS) else text


def _too_slow(slow: TooSlow, place: Place, excerpt: str) -> Problem:
    return Problem(place, slow.message, "look for one sign or line that is repeated very often", excerpt)


def _refuse_excess(text: str, findings: Findings) -> None:
    """Raise _TooMuch, with the problem recorded, where a parser should not even begin."""
    excess = excess_in(text)
    if excess:
        place, excerpt = findings.places.at(excess.offset)
        findings.problems.append(Problem(place, excess.message, "is this text meant to be here?", excerpt))
        raise _TooMuch


def _prose_blocks(text: str, findings: Findings) -> list[Block] | None:
    """Return what `_blocks` does of a text that is plain prose, or None where it may be more than that.

    Each step takes a time in proportion to the text's length, so that nobody has to watch.
    """
    html = prose(text) if len(text) <= _LONGEST_PROSE and not findings.trusted else None
    cleaned = None if html is None or escapes_too_much(html) else untouched(html)
    return blocks_of_prose(_APART.split(curl(cleaned, findings.lang, is_prose=True)), findings) if cleaned else None


def _blocks(text: str, findings: Findings, budget: Budget, rules: ReadingRules) -> list[Block]:
    """Return the blocks of `text`; raises _TooMuch, with the problem recorded, where it is refused."""
    scope: Scope = "line" if findings.is_line else "body"
    try:
        html = to_html(text, raw=rules.raw_html != "escape", scope=scope, check=budget.check)
    except RecursionError as fault:
        findings.problem("", "the text is nested too deeply", "use fewer levels of lists and quotations")
        raise _TooMuch from fault
    if nests_too_deeply(html):
        findings.problem("", "the HTML in this text is nested too deeply", "close what you open")
        raise _TooMuch
    if escapes_too_much(html):
        message = f'a paragraph holds more than {MOST_ESCAPES} times "&", ">" or a no-break space'
        findings.problem("", message, "is this text meant to be here?")
        raise _TooMuch
    budget.check_now()
    cleaned = clean(html, rules.raw_html)
    budget.check_now()
    for removed in cleaned.removed:
        findings.note_removed(removed)
    if cleaned.swallows:
        message = f'the HTML element "{cleaned.swallows}" is never closed; the text after it would be lost'
        findings.problem("<" + cleaned.swallows, message, "remove it, or close it")
    curled = restore_quotes(curl(cleaned.html, findings.lang))
    budget.check_now()
    return blocks_of(curled, findings)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))
