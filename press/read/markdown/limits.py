"""Markdown -> the fault for which it is refused, before any parser spends seconds or its stack on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# No real piece comes near these; past them Markdown takes time that grows with the square of the text.
MOST_OPEN = 300
MOST_DECLARATIONS = 200
MOST_COLUMNS = 200
MOST_CELLS = 20_000
MOST_CONTENTS = 10
MOST_CODE = 1_000
MOST_FENCES = 50
MOST_ESCAPES = 50_000
DEEPEST_LIST = 40
DEEPEST_QUOTE = 60
DEEPEST_HTML = 400

_CONTENTS = "[TOC]"
_PAIRS = (("[", "]"), ("(", ")"), ("<", ">"))
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_DEEP_LIST = re.compile(rf"^(?: {{4}}|\t){{{DEEPEST_LIST}}}[ \t]*(?:[-*+]|\d+\.)[ \t]", re.MULTILINE)
_DEEP_QUOTE = re.compile(rf"^(?:[ \t]*>){{{DEEPEST_QUOTE}}}", re.MULTILINE)
_FENCE = re.compile(r"^ {0,12}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_CLOSED = frozenset("area base br col embed hr img input li link meta p param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Excess:
    """What there is too much of, and where in the text it begins (offset in characters)."""

    message: str
    offset: int


def excess_in(text: str) -> Excess | None:
    """Return what in `text` (Markdown) is nested too deeply or opened too often, or None. Linear in the text."""
    for check in (_too_deep, _declared, _too_wide, _never_closed, _contents, _opened):
        found = check(text)
        if found:
            return found
    return None


def nests_too_deeply(html: str) -> bool:
    """Return whether elements of `html` stand in each other deeper than DEEPEST_HTML."""
    if html.count("<") <= DEEPEST_HTML:
        return False
    depth = 0
    for closing, name in _TAG_NAME.findall(html):
        if name.lower() in _NEVER_CLOSED:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > DEEPEST_HTML:
            return True
    return False


def escapes_too_much(html: str) -> bool:
    """Return whether a text between two tags holds more than MOST_ESCAPES signs that HTML writes as `&…;`.

    nh3 writes them in a time that grows with the square of their number in one text.
    """
    if len(html) <= MOST_ESCAPES or html.count("&") + html.count("\u00a0") <= MOST_ESCAPES:
        return False
    return any(text.count("&") + text.count("\u00a0") > MOST_ESCAPES for text in html.split("<"))


def _too_deep(text: str) -> Excess | None:
    """Return the first list or quotation that is too deep; most texts hold too few of its signs for one."""
    may_be_list = "\t" in text or " " * 4 * DEEPEST_LIST in text
    deep = _DEEP_LIST.search(text) if may_be_list else None
    if deep is None and _holds_more(text, ">", DEEPEST_QUOTE - 1):
        deep = _DEEP_QUOTE.search(text)
    return Excess("lists or quotes are nested too deeply here", deep.start()) if deep else None


def _declared(text: str) -> Excess | None:
    if "<" not in text or text.count("<![") <= MOST_DECLARATIONS:
        return None
    return Excess(f'"<![" stands here more than {MOST_DECLARATIONS} times', text.index("<!["))


def _too_wide(text: str) -> Excess | None:
    """Return the first table that has too many columns, or cells: a short row is filled up to the table's width."""
    start = 0
    for block in _BLANK_LINE.split(text) if "|" in text else ():
        if "|" in block:
            lines = block.split("\n")
            widest = max(line.count("|") for line in lines)
            columns = max((line.count("|") for line in lines if not line.strip("|:- >")), default=0)
            at = text.index(block, start)
            if widest > MOST_COLUMNS:
                return Excess(f'a line of this paragraph holds more than {MOST_COLUMNS} times "|"', at)
            if columns * len(lines) > MOST_CELLS:
                return Excess(f"this table has more than {MOST_CELLS} cells", at)
        start += len(block) + 1
    return None


def _never_closed(text: str) -> Excess | None:
    """Return the first of too many fences without an end: for each, a parser reads the rest of the text."""
    if not any(sign in text and sign * 3 in text for sign in "`~"):
        return None
    ends: set[str] = set()
    left_open = []
    fences = list(_FENCE.finditer(text))
    if len(fences) > 2 * MOST_CODE:
        return Excess(f"there are more than {MOST_CODE} blocks of code", fences[0].start())
    for fence in reversed(fences):
        if fence[1] not in ends:
            left_open.append(fence.start())
        if not fence[2].strip(" "):
            ends.add(fence[1])
    if len(left_open) <= MOST_FENCES:
        return None
    return Excess(f"more than {MOST_FENCES} fences of code are opened and never closed", left_open[-1])


def _contents(text: str) -> Excess | None:
    if _CONTENTS not in text or text.count(_CONTENTS) <= MOST_CONTENTS:
        return None
    return Excess(f"{_CONTENTS} stands here more than {MOST_CONTENTS} times", text.index(_CONTENTS))


def _opened(text: str) -> Excess | None:
    """Return the first paragraph that opens too much without closing it."""
    for opening, closing in _PAIRS:
        at = _crowded(text, opening, closing) if _holds_more(text, opening, MOST_OPEN) else -1
        if at >= 0:
            return Excess(f'this paragraph opens "{opening}" more than {MOST_OPEN} times without closing it', at)
    return None


def _holds_more(text: str, sign: str, most: int) -> bool:
    """Return whether `sign` stands in `text` more than so many times; a rare one is found sooner than counted."""
    return len(text.split(sign, most + 1)) > most + 1


def _crowded(text: str, opening: str, closing: str) -> int:
    """Return where the first paragraph begins that leaves too many `opening` without `closing`, or -1."""
    start = 0
    for block in _BLANK_LINE.split(text):
        if block.count(opening) - block.count(closing) > MOST_OPEN:
            return text.index(block, start)
        start += len(block)
    return -1
