"""Markdown -> notes on what is probably not meant, each at its line: footnotes, references, tables, lists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_SIGN = re.compile(r"[\[|–—]|^ {0,3}(?:\d{1,9}[.)]|[-*•] )|^(?: {4}|\t)", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]{1,99})\]:", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,99})\]")
_TARGET = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]*+\n?[ \t]*+\S", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\[([^\[\]^\n]{0,200})\](?!\()")
_TABLE_LINE = re.compile(r" {0,3}\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_CELL = re.compile(r"(?<!\\)\|")
_DASH_LINES = re.compile(r"^ {0,3}[–—][ \u00a0].*\n {0,3}[–—][ \u00a0]", re.MULTILINE)
_NUMBERED = re.compile(r"^ {0,3}(\d{1,9})[.)][ \u00a0]", re.MULTILINE)
_ITEM = re.compile(r"[ \t]{0,9}(?:[-*+•]|\d{1,9}[.)])[ \t\u00a0]")
_LOST_ITEM = re.compile(r"^[^\s>#|][^\n]*\n {0,3}[-*•] \S", re.MULTILINE)
# Two indented lines that begin a paragraph; none of them an item, HTML or a fence.
_INDENTED = re.compile(r"(?:^|\n[ \t]*\n)(?=(?: {4}|\t)[ \t]*[^\s<*+•|`~\d-][^\n]*\n(?: {4}|\t)[^\s])")
# What an indented paragraph may belong to: a list item, a paragraph of one, a footnote, a definition.
_HOLDS = re.compile(r"[ \t]|(?:[-*+•:]|\d{1,9}[.)])[ \t\u00a0]|\[\^|.*\n(?:[-*+•:]|\d{1,9}[.)])[ \t\u00a0]")
_YEARS = 1_000  # a number from here on begins a sentence
_FAR = 5_000  # characters of a paragraph that are looked at
_MOST_COMPARED = 500
_HINTS = 20  # likeness takes long to measure; with more than these a text has another trouble than spelling


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of the character at `offset` of a text."""

    offset: int
    message: str
    hint: str


def remarks_on(text: str, *, is_line: bool = False) -> Iterator[Remark]:
    """Yield what may be wrong in `text` (Markdown, its code blanked out). `is_line`: there are no footnotes in it."""
    if not _SIGN.search(text):
        return
    if "[" in text:
        yield from _footnotes_in_line(text) if is_line else _footnotes(text)
        yield from _references(text)
    if not is_line:
        yield from _dashes(text)
        yield from _tables(text)
        yield from _lists(text)


def _footnotes_in_line(text: str) -> Iterator[Remark]:
    for found in _REFERENCE.finditer(text):
        yield Remark(found.start(), f"a footnote cannot stand here: {found[0]}", "say it in the sentence")


def _footnotes(text: str) -> Iterator[Remark]:
    if "[^" not in text:
        return
    notes: dict[str, int] = {}
    starts = set()
    for found in _DEFINITION.finditer(text):
        starts.add(found.end() - 1)
        name = found[1]
        at = text.index("[", found.start())
        if name in notes:
            message = f"a second footnote is called [^{name}]; the first one is not shown"
            yield Remark(at, message, f"give one of them another name, such as [^{name}-2]")
        notes[name] = at
    missing = 0
    for found in _REFERENCE.finditer(text):
        name = found[1]
        if name in notes or found.end() in starts:
            continue
        line = text.rfind("\n", 0, found.start()) + 1
        if not text[line : found.start()].strip() and text[found.end() : found.end() + 1] == " ":
            hint = f"a footnote has a colon: [^{name}]: The note."
        else:
            near = _near(name, notes) if missing < _HINTS else []
            hint = f"did you mean [^{near[0]}]?" if near else f"write the note below: [^{name}]: The note."
        missing += 1
        yield Remark(found.start(), f"there is no footnote [^{name}]", hint)


def _references(text: str) -> Iterator[Remark]:
    if "][" not in text:
        return
    targets = {_plain(found[1]) for found in _TARGET.finditer(text)}
    missing = 0
    for found in _LINK.finditer(text):
        name = found[2] or found[1]
        if _plain(name) in targets or found[0].startswith("[["):
            continue
        near = _near(_plain(name), targets) if missing < _HINTS else []
        hint = f"did you mean [{near[0]}]?" if near else f"write its address: [{found[1]}](https://…)"
        missing += 1
        yield Remark(found.start(), f"there is no address for [{name}]", hint)


def _near(name: str, known: Collection[str]) -> list[str]:
    return difflib.get_close_matches(name, known, n=1) if len(known) < _MOST_COMPARED else []


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _dashes(text: str) -> Iterator[Remark]:
    found = _DASH_LINES.search(text)
    if found:
        hint = "begin each line with a hyphen and a blank for a list, or leave a line empty between them"
        at = found.end() - len(found[0].lstrip()) if found[0].startswith(" ") else found.start()
        yield Remark(at, "these lines begin with dashes and run together", hint)


def _tables(text: str) -> Iterator[Remark]:
    if "|" not in text or "-|" not in text.replace(" ", "").replace(":", ""):
        return
    offset = 0
    columns = 0
    before = ""
    for line in text.split("\n"):
        if "|" not in line:
            columns = 0
        elif not columns and "|" in before and "-" in line and _TABLE_LINE.fullmatch(line):
            columns = _cells(before)
        elif columns and _cells(line) > columns:
            message = f"this row has {_cells(line)} cells, and the head has {columns}"
            yield Remark(offset, message, r"take the surplus out; a line within a cell is written \|")
        before = line
        offset += len(line) + 1


def _cells(row: str) -> int:
    return len(_CELL.findall(row.strip().strip("|"))) + 1


def _lists(text: str) -> Iterator[Remark]:
    numbers = {int(found[1]) for found in _NUMBERED.finditer(text)}
    for found in _NUMBERED.finditer(text):
        number = int(found[1])
        is_alone = numbers.isdisjoint({number - 1, number + 1})
        if 1 < number < _YEARS and is_alone and not _line_above(text, found.start()).strip():
            message = f"a list of one item begins here, with the number {number}"
            yield Remark(found.start(1), message, f"to begin a sentence with it, write {number}\\.")
    for found in _LOST_ITEM.finditer(text):
        at = text.index("\n", found.start()) + 1
        above = text[found.start() : at - 1].rstrip()
        is_list = _ITEM.match(above) or above.endswith(":") or _ITEM.match(text, text.find("\n", at) + 1 or len(text))
        if not is_list and not _ITEM.match(text, _start_of_block(text, found.start())):
            hint = "leave the line above it empty for a list; a dash is written -- or —"
            yield Remark(at, "this line begins as a list does, and runs on from the one above", hint)
    first_tag = text.find("<") if "<" in text else len(text)
    for found in _INDENTED.finditer(text):
        above = text[_start_of_block(text, found.start() - 1) : found.start()].strip("\n")
        if not _HOLDS.match(above) and found.start() < first_tag:
            hint = "for code, put ``` in a line above and below"
            yield Remark(found.end(), "these lines are indented, and shown as a paragraph", hint)


def _line_above(text: str, offset: int) -> str:
    """Return the line before the one that begins at `offset`."""
    return text[text.rfind("\n", 0, offset - 1) + 1 : offset] if offset else ""


def _start_of_block(text: str, offset: int) -> int:
    """Return where the lines begin that no empty line parts from the one at `offset`."""
    at = text.rfind("\n\n", max(offset - _FAR, 0), max(offset, 0))
    return at + 2 if at >= 0 else max(offset - _FAR, 0)
