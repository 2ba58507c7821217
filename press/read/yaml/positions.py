"""Spot, Fault, Parsed: where the values of a text stand, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Position(NamedTuple):
    """Where a value stands, and its key: lines of the file and columns, from 1. `style` is "" without quotes."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str
    key_line: int
    key_column: int


class Fault(NamedTuple):
    """What is wrong at a point of the text."""

    line: int
    column: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Values by key, the spot of every value by dotted path, faults; `broken`: paths whose value could not be read
    ("": some key could not).

    A value is text, None (nothing written), a list or a mapping of these; below the keys called free also
    true, false and whole numbers. `lines`: the text, from line `first_line` of the file.
    """

    values: dict[str, Any]
    positions: dict[str, Position]
    faults: tuple[Fault, ...] = ()
    broken: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()
    first_line: int = 1

    def source(self, line: int) -> str:
        """Return a line of the text by its number in the file, "" where there is none."""
        number = line - self.first_line
        return self.lines[number] if 0 <= number < len(self.lines) else ""
