"""Markdown -> Body, parts and problems; a line or two of Markdown -> RichText. Pure: the same text, the same value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from press.model.body import NO_BODY, Body, Letter, LetterHead, Part, RichText
from press.model.digest import digest_bytes
from press.model.problem import Place, Problem
from press.read.markdown.blocks import blocks_of
from press.read.markdown.budget import SECONDS, Budget, TooSlow
from press.read.markdown.clean import clean
from press.read.markdown.codec import encode_parts
from press.read.markdown.findings import Findings
from press.read.markdown.limits import MOST_ESCAPES, escapes_too_much, excess_in, nests_too_deeply
from press.read.markdown.markup import Scope, restore_quotes, to_html
from press.read.markdown.mended_html import leftover_signs, with_linked_addresses, without_lost_ways_back
from press.read.markdown.parts import assemble, assemble_letters, without_signature
from press.read.markdown.pieces import Block, html_of
from press.read.markdown.places import Places
from press.read.markdown.quotes import curl
from press.read.markdown.remarks import remarks_on
from press.read.markdown.words import count_words, excerpt_of, plain_of_html, spelled_plainly
from press.read.source import ReadingRules

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_OTHER_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p[\s>]).)*)</p>\s*", re.DOTALL)


class _TooMuch(Exception):
    """A text is refused before or while it is parsed; the problem is recorded already."""


@dataclass(frozen=True, slots=True)
class Converted:
    """The body of one text.

    `problems` holds notes as well. `plain`: the words without card, footnote marks and code, for counting terms.
    `packed`: the parts as bytes, from which the body's digest is made.
    """

    body: Body
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()
    plain: str = ""
    packed: bytes = b""


@dataclass(frozen=True, slots=True)
class BodyText:
    """The text below a file's front matter.

    `path`: the file (`content/articles/x.md`), against which relative addresses are read. `first_line`: the line of the
    file on which `text` begins, from 1. `letters`: second-level headings begin letters.
    """

    text: str
    path: str
    first_line: int
    lang: str
    letters: bool = False


def convert_body(source: BodyText, rules: ReadingRules, *, seconds: float = SECONDS) -> Converted:
    """Return the body of a text; it may take `seconds` of processor time.

    A text without anything to show gives NO_BODY and no parts. Raises Refusal (ENVIRONMENT) when nh3 is not installed.
    """
    text = _plain_ends(source.text)
    if not text.strip():
        return Converted(NO_BODY, ())
    places = Places(text, source.path, source.first_line)
    findings = Findings(source.path, source.lang, places, rules.raw_html == "trust")
    budget = Budget(seconds)
    try:
        _refuse_excess(text, findings)
        with budget.of_one_text():
            blocks = _read_blocks(text, findings, budget, rules)
            return _assembled(blocks, findings, letters=source.letters, card_after=rules.card_after)
    except _TooMuch:
        return Converted(NO_BODY, (), _in_order(findings.problems))
    except TooSlow as slow:
        # What was found until then depends on the machine, so it is not shown.
        return Converted(NO_BODY, (), (_too_slow(slow, *findings.places.find("")),))


def convert_inline(
    markdown: str, *, place: Place, excerpt: str, lang: str, rules: ReadingRules, seconds: float = SECONDS
) -> tuple[RichText, tuple[Problem, ...]]:
    """Return `markdown`, a line or two, as rich text, and the problems and notes in it.

    `place` and `excerpt` say where it stands, for all of them. `{publication}` and `{author}` stay as they are.
    One paragraph comes without its tags, several keep theirs. Links to other files and pictures are
    problems: such a text is shown in many places. `seconds`: processor time that the text may take.
    """
    text = _plain_ends(markdown)
    findings = Findings(place.path, lang, Places(text, place.path, 1), rules.raw_html == "trust", is_line=True)
    budget = Budget(seconds)
    try:
        with budget.of_one_text():
            _refuse_excess(text, findings)
            blocks = _read_blocks(text, findings, budget, rules)
            findings.check_jumps()
    except _TooMuch:
        blocks = []
    except TooSlow as slow:
        return RichText(""), (_too_slow(slow, place, excerpt),)
    html = "\n".join(html_of(block.pieces) for block in blocks)
    single = _ONE_PARAGRAPH.fullmatch(html)
    problems = tuple(replace(found, place=place, excerpt=excerpt) for found in findings.problems)
    return RichText(single[1] if single else html), tuple(dict.fromkeys(problems))


def _refuse_excess(text: str, findings: Findings) -> None:
    """Raise _TooMuch where a parser should not even begin."""
    excess = excess_in(text)
    if excess:
        place, excerpt = findings.places.at(excess.offset)
        findings.problems.append(Problem(place, excess.message, "is this text meant to be here?", excerpt))
        raise _TooMuch


def _read_blocks(text: str, findings: Findings, budget: Budget, rules: ReadingRules) -> list[Block]:
    """Return the blocks of `text`; raises _TooMuch where it is refused."""
    for remark in remarks_on(findings.places.prose, is_line=findings.is_line):
        findings.note_at(remark.offset, remark.message, remark.hint)
    html = _to_html(text, findings, budget, rules)
    budget.check_now()
    cleaned = clean(html, rules.raw_html)
    budget.check_now()
    for removed in cleaned.removed:
        findings.note_removed(removed)
    if cleaned.swallows:
        message = f'the HTML element "{cleaned.swallows}" is never closed; the text after it would be lost'
        findings.problem("<" + cleaned.swallows, message, "remove it, or close it")
    html, lost = without_lost_ways_back(cleaned.html)
    for name in lost:
        findings.note(f"[^{name}]", "the text never refers to this footnote", f"write [^{name}] where it belongs")
    curled = restore_quotes(curl(with_linked_addresses(html), findings.lang))
    for written, hint in leftover_signs(curled):
        findings.note(written, f"these signs are shown as they are written: {written}", hint)
    budget.check_now()
    return blocks_of(curled, findings)


def _to_html(text: str, findings: Findings, budget: Budget, rules: ReadingRules) -> str:
    """Return the library's HTML of `text`; raises _TooMuch where that is more than a sanitiser should be given."""
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
    return html


def _assembled(blocks: list[Block], findings: Findings, *, letters: bool, card_after: int) -> Converted:
    written = [html_of(block.pieces) for block in blocks]
    plain = spelled_plainly(plain_of_html("\n".join(written)))
    paragraphs = (plain_of_html(html) for html, block in zip(written, blocks, strict=True) if block.tag in {"p", ""})
    excerpt = excerpt_of(map(without_signature, paragraphs) if letters else paragraphs)
    findings.check_jumps()
    if not blocks:
        return Converted(NO_BODY, (), _in_order(findings.problems))
    parts = (assemble_letters if letters else assemble)(blocks, findings, card_after=card_after)
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


def _too_slow(slow: TooSlow, place: Place, excerpt: str) -> Problem:
    hint = "look for one sign or line that is repeated very often"
    return Problem(place, slow.message, hint, excerpt, depends_on_machine=True)


def _plain_ends(text: str) -> str:
    return _LINE_END.sub("\n", text) if any(end in text for end in _OTHER_ENDS) else text


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))
