"""Rows by name <-> lines of JSON, of which those are read that hold what is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from press.model.lazy import Lazy

_ROWS = 50  # on each line


def packed_rows(rows: Mapping[str, object]) -> bytes:
    """Return rows as lines: the names, and then some rows on each. They are what JSON can tell."""
    values = [*rows.values()]
    lines = [values[start : start + _ROWS] for start in range(0, len(values), _ROWS)]
    return "\n".join(map(json.dumps, [list(rows), *lines])).encode("ascii")


def unpacked_rows(data: bytes) -> Mapping[str, Any]:
    """Return the rows again, tuples as lists; each is read when it is asked for."""
    names, *lines = data.split(b"\n")
    numbers = {name: number for number, name in enumerate(json.loads(names))}
    read = Lazy(range(len(lines)), lambda line: json.loads(lines[line]))
    return Lazy(numbers, lambda name: read[numbers[name] // _ROWS][numbers[name] % _ROWS])
