"""Rows of whole numbers by a row's number: packed as they come from the store, as lists where they changed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

_NONE: Sequence[int] = ()


def column(values: Sequence[int] = _NONE) -> array[int]:
    """Return whole numbers of 32 bits, packed."""
    return array("I", values)


@dataclass(slots=True)
class Table:
    """Row n stands in `cells` before `ends[n]`; `rows` are those that differ from what is packed."""

    ends: array[int] = field(default_factory=column)
    cells: array[int] = field(default_factory=column)
    rows: dict[int, Sequence[int]] = field(default_factory=dict)

    def get(self, number: int) -> Sequence[int]:
        """Return the row with this number, an empty one when there is none."""
        row = self.rows.get(number)
        if row is not None:
            return row
        if number >= len(self.ends):
            return _NONE
        return self.cells[self.ends[number - 1] if number else 0 : self.ends[number]]

    def append(self, row: Sequence[int]) -> None:
        """Add a row, packed; where all of them are."""
        self.cells.extend(row)
        self.ends.append(len(self.cells))

    def holding(self, values: Set[int]) -> Iterator[int]:
        """Yield the numbers of rows that hold any of these values."""
        for at in [at for at, cell in enumerate(self.cells) if cell in values]:
            number = bisect_right(self.ends, at)
            if number not in self.rows:
                yield number
        for number, row in self.rows.items():
            if not values.isdisjoint(row):
                yield number

    def copy(self) -> Table:
        """Return a table whose rows can be changed while those of this one stay."""
        return Table(self.ends, self.cells, dict(self.rows))

    def packed(self) -> Table:
        """Return the same rows, all of them packed."""
        if not self.rows:
            return self
        ends, cells, done = column(), column(), 0
        for number in [*sorted(self.rows), max(len(self.ends), *self.rows, 0) + 1]:
            self._move(done, min(number, len(self.ends)), ends, cells)
            ends.extend([len(cells)] * (number - len(ends)))
            if number in self.rows:
                cells.extend(self.rows[number])
                ends.append(len(cells))
            done = number + 1
        return Table(ends, cells)

    def _move(self, first: int, last: int, ends: array[int], cells: array[int]) -> None:
        """Add the packed rows from `first` to before `last`, which stayed as they were."""
        if first >= last:
            return
        start = self.ends[first - 1] if first else 0
        shift = len(cells) - start
        cells += self.cells[start : self.ends[last - 1]]
        ends += column([end + shift for end in self.ends[first:last]]) if shift else self.ends[first:last]


def unpacked(data: bytes) -> array[int]:
    """Return a column from its bytes."""
    row = column()
    row.frombytes(data)
    return row


def table_of(rows: Iterable[array[int]]) -> Table:
    """Return a table of the rows 0, 1, 2 and so on, packed."""
    table = Table()
    for row in rows:
        table.append(row)
    return table
