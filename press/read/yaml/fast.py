"""Plain YAML, a line for each key -> what PyYAML says of it, in a third of the time; None for anything else.

Most front matter is `key: words`, `key: "words"` and `key: [words, words]`, and needs no parser. What is taken here
has one reading in YAML (https://yaml.org/spec/1.1/#id903915); a test compares it with PyYAML's, places and all.
"""

from __future__ import annotations

import re
from typing import Any

from press.read.yaml.parser import NULLS
from press.read.yaml.positions import Parsed, Position

# Characters: fewer than the values that the parser takes fit in so many.
_LONGEST = 3 * 1024
# What ends a line, begins a comment or is no text.
_OTHER = r"\x00-\x1f\x7f-\xa0#\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
_WORDS = rf"\w[^:{_OTHER}]*(?::(?! |$)[^:{_OTHER}]*)*(?<! )"
_QUOTED = rf"\"[^\"\\{_OTHER}]*\"|'[^'{_OTHER}]*'"
_ITEM = rf"(?:[^\W_][\w.'/ -]*(?<! )|{_QUOTED})"
_LINE = re.compile(rf"([A-Za-z_][A-Za-z0-9_-]{{0,99}}): +(?:({_WORDS}|{_QUOTED})|\[({_ITEM}(?:, *{_ITEM})*)\])")
_ITEMS = re.compile(_ITEM)


def parse_plain(text: str, *, first_line: int, free: frozenset[str]) -> Parsed | None:
    """Return what `parse_events` says of `text`; None where it is not plain. Arguments as for `parse_yaml`."""
    if len(text) > _LONGEST:
        return None
    lines = text.split("\n")
    values: dict[str, Any] = {}
    positions: dict[str, Position] = {}
    forms: set[str] = set()
    for number, line in enumerate(lines, first_line):
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        key, value, items = found.groups()
        if key in free or key.lower() in forms:
            return None
        forms.add(key.lower())
        if items is None:
            positions[key], values[key] = _scalar(value, found.start(2), number, 1)
            continue
        start, end = found.span(3)
        positions[key] = Position(number, start, number, start + 1, "[", number, 1)
        names: list[str | None] = []
        values[key] = names
        for item in _ITEMS.finditer(line, start, end):
            positions[f"{key}.{len(names)}"], name = _scalar(item[0], item.start(), number, item.start() + 1)
            names.append(name)
    return Parsed(values, positions, (), frozenset(), tuple(lines), first_line)


def _scalar(written: str, start: int, line: int, key_column: int) -> tuple[Position, str | None]:
    """Return spot and value of what is written from column `start`, counted from 0."""
    style = written[0] if written[0] in "\"'" else ""
    value = written[1:-1] if style else None if written in NULLS else written
    return Position(line, start + 1, line, start + 1 + len(written), style, line, key_column), value
