"""A body's source text -> where in the file something stands, and the line that shows it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from html import escape
from urllib.parse import quote, unquote

from press.model.problem import Place

# A fenced block or a code span of one line, of a pattern with MULTILINE and DOTALL.
CODE = r"^ {0,12}(`{3,}+|~{3,}+)[^\n]*\n.*?^ {0,12}\1[^\n]*$|(?<!`)(`+)(?!`)[^`\n]+?\2(?!`)"
_CODE = re.compile(CODE, re.MULTILINE | re.DOTALL)
_INK = re.compile(r"[^\n]")
_MASKABLE = 200_000  # characters; past it, code is searched too, and a place may be a little off
_EXCERPT = 160  # characters of a line that an editor is shown


def masked(text: str) -> str:
    """Return `text` with every character of code a blank, so that offsets stay; a very long text is returned whole."""
    if len(text) > _MASKABLE or ("`" not in text and "~~~" not in text):
        return text
    return _CODE.sub(lambda found: _INK.sub(" ", found[0]), text)


class Places:
    """Finds what was written: each search for the same words goes on where the last one ended."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        """Take the text, its file, and the line of the file on which it begins (from 1)."""
        self._text = text
        self._path = path
        self._first = first_line
        self._cursors: dict[str, int] = {}

    def find(self, written: str) -> tuple[Place, str]:
        """Return place and source line of `written`, code apart; where it is not found, the text's first line."""
        for spelling in dict.fromkeys((written, escape(written, quote=False), unquote(written), quote(written))):
            if not spelling:
                continue
            start = self._cursors.get(spelling, 0)
            offset = self.prose.find(spelling, start)
            if offset < 0:
                offset = self.prose.find(spelling)
            if offset >= 0:
                self._cursors[spelling] = offset + len(spelling)
                return self.at(offset)
        return self.at(len(self._text) - len(self._text.lstrip()))

    def find_pattern(self, pattern: str) -> tuple[Place, str]:
        """Return place and source line of the first match of a regular expression, case ignored."""
        found = re.search(pattern, self.prose, re.IGNORECASE)
        return self.at(found.start()) if found else self.find("")

    def at(self, offset: int) -> tuple[Place, str]:
        """Return place and source line of the character at `offset`."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        end = self._text.find("\n", start)
        whole = self._text[start : end if end >= 0 else len(self._text)].rstrip()
        return Place(self._path, self._first + line, offset - start + 1), _window(whole, offset - start)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    @cached_property
    def prose(self) -> str:
        """The text with code blanked out (`masked`)."""
        return masked(self._text)


def _window(line: str, column: int) -> str:
    """Return `line`, or of a long one the part around `column`: a paragraph is often one line of the file."""
    if len(line) <= _EXCERPT:
        return line
    start = max(0, min(column - _EXCERPT // 3, len(line) - _EXCERPT))
    end = start + _EXCERPT
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
