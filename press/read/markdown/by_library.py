"""A text of any kind -> its blocks, by the library's converter, with an eye on the clock."""

from __future__ import annotations

from press.model.problem import Place, Problem
from press.read.markdown.blocks import blocks_of
from press.read.markdown.budget import Budget, TooSlow
from press.read.markdown.clean import clean
from press.read.markdown.findings import Findings
from press.read.markdown.limits import MOST_ESCAPES, escapes_too_much, excess_in, nests_too_deeply
from press.read.markdown.markup import Scope, restore_quotes, to_html
from press.read.markdown.pieces import Block
from press.read.markdown.quotes import curl
from press.read.source import ReadingRules


class TooMuch(Exception):
    """A text that is refused before or while it is parsed."""


def refuse_excess(text: str, findings: Findings) -> None:
    """Raise TooMuch, with the problem recorded, where a parser should not even begin."""
    excess = excess_in(text)
    if excess:
        place, excerpt = findings.places.at(excess.offset)
        findings.problems.append(Problem(place, excess.message, "is this text meant to be here?", excerpt))
        raise TooMuch


def read_blocks(text: str, findings: Findings, budget: Budget, rules: ReadingRules) -> list[Block]:
    """Return the blocks of `text`; raises TooMuch, with the problem recorded, where it is refused."""
    scope: Scope = "line" if findings.is_line else "body"
    try:
        html = to_html(text, raw=rules.raw_html != "escape", scope=scope, check=budget.check)
    except RecursionError as fault:
        findings.problem("", "the text is nested too deeply", "use fewer levels of lists and quotations")
        raise TooMuch from fault
    if nests_too_deeply(html):
        findings.problem("", "the HTML in this text is nested too deeply", "close what you open")
        raise TooMuch
    if escapes_too_much(html):
        message = f'a paragraph holds more than {MOST_ESCAPES} times "&", ">" or a no-break space'
        findings.problem("", message, "is this text meant to be here?")
        raise TooMuch
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


def too_slow(slow: TooSlow, place: Place, excerpt: str) -> Problem:
    """Return that a text takes too long as a problem at `place`, which `excerpt` shows."""
    return Problem(place, slow.message, "look for one sign or line that is repeated very often", excerpt)
