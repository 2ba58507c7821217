"""Markdown as people paste it -> Markdown that means what they meant, where there is one reading only.

Texts come from word processors and other systems: bullets that are characters, lists below a line of text, levels by
two blanks, hashtags and years at the beginning of a paragraph. Everything that may have a second reading is left alone;
`remarks.py` names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from press.read.markdown.places import masked

_INDENT = 4  # blanks of a level, as the Markdown library counts
# Private-use characters are what Word's symbol fonts leave of a bullet. A bullet needs no blank behind it.
_ITEM = re.compile(
    r"(?:(?P<mark>[-*+·]|\d{1,9}[.)])[ \t\u00a0\u202f\u2007]+|(?P<bullet>[•▪◦●‣∙\uf0b7\uf0a7])[ \t\u00a0\u202f]*)(?=\S)"
)
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}")
_HOLDER = re.compile(
    r" {0,3}(?:\[\^[^\]\s]{1,99}\]:|:[ \t])"
)  # a footnote or a definition: indented lines belong to it
_HTML = re.compile(r" {0,3}</?[a-zA-Z!][^<>]{0,999}(?:>|$)")
_RAW = re.compile(r"<(?:pre|script|style|textarea)[\s>]", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)\s{0,9}>", re.IGNORECASE)
_HASHTAG = re.compile(r"( {0,3})#(?=[^\s#])")
_YEAR = re.compile(r"( {0,3}\d{3,9})\.(?=[ \u00a0])")
_TABLE_LINE = re.compile(r" {0,3}\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_UNDERLINE = re.compile(r"-{3,} *")
_LONGEST_HEADING = 120  # characters; a longer line above --- is a paragraph above a rule
_SPACED_LINK = re.compile(r"(?<=[^\s\[\]]\]) (?=\((?:https?://|mailto:|/|[\w./-]{1,200}\.md)[^\s()]{0,2000}\))")
_TURNED_LINK = re.compile(r"\(([^()\[\]\n]{1,200})\)\[(https?://[^\s\[\]()]{1,2000})\]")
_BREAK = re.compile(r"(?<!\\)\\\n(?=[^\n])")
_BOLD = re.compile(r"(?<![*\\])\*\*(?!\*)")
_SHORTCODE = re.compile(r"\{\{[<%][^{}\n]{0,2000}[>%]\}\}")
# Noncharacters that stand for < and > of another system's shortcode, which is no HTML.
OPENING, CLOSING = "\ufdd2", "\ufdd3"


def repair(text: str) -> str:
    """Return `text` with what was meant without doubt; code stays as it is."""
    text = _in_prose(text, "{{", _SHORTCODE, lambda found: found[0].replace("<", OPENING).replace(">", CLOSING))
    text = _in_prose(text, "] (", _SPACED_LINK, lambda _: "")
    text = _in_prose(text, ")[", _TURNED_LINK, lambda found: f"[{found[1]}]({found[2]})")
    text = _in_prose(text, "\\\n", _BREAK, lambda _: "  \n")
    lines = text.split("\n")
    prose = masked(text).split("\n")
    if "**" in text:
        lines = list(map(_tight_bold, lines, prose))
    return "\n".join(_Lines(lines, prose).repaired())


def _in_prose(text: str, sign: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """Return `text` with the matches of `pattern` changed that do not stand in code."""
    if sign not in text:
        return text
    pieces, copied = [], 0
    for found in pattern.finditer(masked(text)):
        pieces += [text[copied : found.start()], change(found)]
        copied = found.end()
    return "".join([*pieces, text[copied:]])


def _tight_bold(line: str, prose: str) -> str:
    """Return a line with blanks inside of pairs of two stars put outside: **mayor **said. `prose`: without its code."""
    stars = [found.start() for found in _BOLD.finditer(prose)] if len(prose) == len(line) else []
    if len(stars) % 2:
        return line
    pieces, copied = [], 0
    for start, end in zip(stars[::2], stars[1::2], strict=True):
        inner = line[start + 2 : end]
        words = inner.strip()
        if words and words != inner and (inner[0] == words[0] or inner[-1] == words[-1]):
            before, after = inner[: inner.index(words[0])], inner[len(inner.rstrip()) :]
            pieces += [line[copied:start], f"{before}**{words}**{after}"]
            copied = end + 2
    return "".join([*pieces, line[copied:]])


class _Lines:
    """One pass over the lines of a text."""

    def __init__(self, lines: list[str], prose: list[str]) -> None:
        """`prose`: the same lines with code blanked out."""
        self.lines = lines
        self.prose = prose
        self.levels: list[int] = []  # indents of the list items that are open
        self.before = ""  # the line before
        self.is_held = self.is_html = self.is_table = self.is_raw = False
        self.shift: tuple[int, int] | None = None  # of a block of code: its indent, and the one that it gets

    def repaired(self) -> Iterator[str]:
        """Yield the lines; empty ones are put in where a block has to begin."""
        number = 0
        while number < len(self.lines):
            if self.prose[number].startswith(">") and not self.is_html and not self.is_raw:
                end = number
                while end < len(self.lines) and self.prose[end].startswith(">"):
                    end += 1
                yield from _quoted(self.lines[number:end], self.prose[number:end])
                self.levels, self.is_held, self.is_table = [], False, False
                number, self.before = end, ">"
                continue
            line = self.lines[number]
            yield from self._any(number, line)
            self.before = line.strip() and line
            number += 1

    def _any(self, number: int, line: str) -> Iterator[str]:
        """Yield a line of prose, code or raw text, or an empty one."""
        is_code = bool(line.strip()) and not self.prose[number].strip()
        if not is_code:
            self.shift = None
        if self.is_raw or _RAW.search(line):
            self.is_raw = not _RAW_END.search(line)
            yield line
        elif is_code:
            yield self._code(line)
        elif line.strip():
            yield from self._line(number, line)
        else:
            self.is_html = self.is_table = False
            yield line

    def _line(self, number: int, line: str) -> Iterator[str]:
        if not self.before and _HTML.match(line):
            self.is_html = True
        if self.is_html:
            yield line
            return
        indent, words = _indent_of(line)
        is_holder = bool(_HOLDER.match(line))
        if self.is_held and not is_holder and (indent >= _INDENT or self.before):
            yield line
            return
        if self.is_held and indent > 1 and not self.before:
            yield " " * _INDENT + words
            return
        if is_holder:
            self.is_held, self.levels = True, []
            mark, colon, words = line.partition(":")
            yield mark + colon + " " + _sentence(words.strip()) if words.strip() else line
            return
        self.is_held = False
        item = None if _RULE.fullmatch(line) else _ITEM.match(words)
        if item and (self.levels or self._begins_list(number, item["mark"] or "•")):
            yield from self._item(indent, item, words)
        elif self.levels and (self.before or indent > 1):
            yield self._continued(indent, words)
        else:
            self.levels = []
            yield from self._plain(number, line)

    def _code(self, line: str) -> str:
        """Return a line of fenced code, in a list or footnote with the indent of its level."""
        indent = len(line) - len(line.lstrip(" "))
        if self.shift is None:
            level = len(self.levels) or int(self.is_held)
            self.shift = (indent, _INDENT * level) if indent > 1 and level else (0, 0)
        return " " * self.shift[1] + line[min(indent, self.shift[0]) :]

    def _begins_list(self, number: int, mark: str) -> bool:
        """Return whether a line that looks like an item is one: below a line of text, only where there are several."""
        following = self.prose[number + 1] if number + 1 < len(self.prose) else ""
        goes_on = bool(_ITEM.match(following.lstrip())) and not _RULE.fullmatch(following)
        if mark[-1] == ")":
            return goes_on and mark[:-1] in {"0", "1"}
        if mark[-1] != ".":
            return not self.before or goes_on or self.before.rstrip().endswith(":")
        if self.before:
            return mark in {"0.", "1."} and (goes_on or self.before.rstrip().endswith(":"))
        return len(mark) < len("100.") or goes_on

    def _item(self, indent: int, item: re.Match[str], words: str) -> Iterator[str]:
        if not self.levels and self.before:
            yield ""
        while len(self.levels) > 1 and indent < self.levels[-1]:
            self.levels.pop()
        if not self.levels or indent >= self.levels[-1] + 2:
            self.levels.append(indent)
        mark = item["mark"] or "-"
        mark = mark[:-1] + "." if mark[-1] == ")" else mark if mark in "-*+" or mark[-1] == "." else "-"
        yield " " * _INDENT * (len(self.levels) - 1) + mark + " " + _sentence(words[item.end() :])

    def _continued(self, indent: int, words: str) -> str:
        """Return a line of the item above, or of the one that its indent names where an empty line stands between."""
        if self.before:
            return " " * _INDENT * len(self.levels) + words if len(self.levels) > 1 else words
        while len(self.levels) > 1 and indent < self.levels[-1] + 2:
            self.levels.pop()
        return " " * _INDENT * len(self.levels) + words

    def _plain(self, number: int, line: str) -> Iterator[str]:
        following = self.prose[number + 1] if number + 1 < len(self.prose) else ""
        if "|" in following and "|" in line and "-" in following and _TABLE_LINE.fullmatch(following):
            self.is_table = True
            if self.before:
                yield ""
        elif self.is_table and "|" not in line:
            self.is_table = False
            yield ""
        elif not self.before:
            line = _sentence(line)
        if len(self.before) > _LONGEST_HEADING and "|" not in self.before and _UNDERLINE.fullmatch(line):
            yield ""
        yield _HASHTAG.sub(r"\1\\#", line, count=1) if _HASHTAG.match(line) else line


def _sentence(words: str) -> str:
    """Return `words`; a year or a hashtag at their beginning is escaped, so that it begins no list and no heading."""
    words = _YEAR.sub(r"\1\\.", words, count=1) if _YEAR.match(words) else words
    return _HASHTAG.sub(r"\1\\#", words, count=1) if _HASHTAG.match(words) else words


def _quoted(lines: list[str], prose: list[str]) -> Iterator[str]:
    """Yield the lines of a quotation, repaired inside."""
    inner = [line[1:].removeprefix(" ") for line in lines]
    shown = [line[1:].removeprefix(" ") for line in prose]
    repaired = list(_Lines(inner, shown).repaired())
    return iter(lines) if repaired == inner else (f"> {line}" if line else ">" for line in repaired)


def _indent_of(line: str) -> tuple[int, str]:
    """Return the columns of white space at the beginning of `line`, a tab up to the next fourth, and the rest."""
    words = line.lstrip(" \t")
    return len(line[: len(line) - len(words)].expandtabs(_INDENT)), words
