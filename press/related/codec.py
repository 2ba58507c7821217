"""Ranking <-> bytes, as the store keeps it from one build to the next."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import Any

from press.related.ranking import Ranking
from press.related.table import Table, column
from press.related.vocabulary import Numbers, Vocabulary

# What the numbers look like in memory; a store that comes from another kind of machine is not read.
_FORM = f"related 2 {sys.byteorder} {column().itemsize}"
_LENGTH = 8
_TABLES = ("lists", "watchers", "terms", "promise", "near")
# Changes of more bytes than this take as long to read as it takes to write everything.
_MOST = 1_000_000


def encode_ranking(ranking: Ranking) -> bytes:
    """Return a ranking as bytes: a length, a head in JSON, then columns of numbers."""
    vocabulary = ranking.vocabulary
    columns: list[array[int]] = [column(ranking.places), column(vocabulary.users)]
    columns += [column([*numbers.values()]) for numbers in vocabulary.numbers.values()]
    for name in _TABLES:
        table: Table = getattr(ranking, name).packed()
        columns += [table.ends, table.cells]
    head = {
        "form": _FORM,
        "rules": ranking.rules,
        "faces": ranking.faces,
        "pieces": vocabulary.pieces,
        "lowest": [*vocabulary.lowest.items()],
        "names": {lang: "\n".join(numbers) for lang, numbers in vocabulary.numbers.items()},
        "lengths": [len(numbers) for numbers in columns],
    }
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    parts: list[bytes | array[int]] = [len(written).to_bytes(_LENGTH), written, *columns]
    return b"".join(parts)


def encode_changes(before: Ranking, after: Ranking, changes: bytes) -> bytes | None:
    """Return what has changed since a ranking was encoded; None when it is to be encoded anew.

    `before` is what `decode_ranking` gave for it and `changes`; `after` was made of that.
    """
    if any(getattr(after, name).cells is not getattr(before, name).cells for name in _TABLES):
        return None
    changed = json.loads(changes) if changes else {"faces": {}, "places": [], "users": {}, "names": {}}
    old, new = before.vocabulary, after.vocabulary
    known = len(old.users)
    faces, users = enumerate(after.faces), enumerate(new.users)
    there = len(before.faces)
    changed["faces"] |= {str(slot): face for slot, face in faces if slot >= there or before.faces[slot] is not face}
    changed["users"] |= {str(n): times for n, times in users if n >= known or old.users[n] != times}
    for lang, numbers in new.numbers.items():
        added = len(numbers) - len(old.numbers.get(lang, ()))
        changed["names"].setdefault(lang, []).extend(reversed([*islice(reversed(numbers.items()), added)]))
    changed["places"].extend(after.places[there:])
    changed |= {"pieces": new.pieces, "lowest": [*new.lowest.items()]}
    changed["rows"] = {
        name: {number: list(row) for number, row in getattr(after, name).rows.items()} for name in _TABLES
    }
    written = json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode()
    return written if len(written) <= _MOST else None


def decode_ranking(data: bytes, changes: bytes = b"") -> Ranking | None:
    """Return the ranking again, with what has changed since; None when the bytes are of another form, or none."""
    if not data:
        return None
    start = _LENGTH + int.from_bytes(data[:_LENGTH])
    head = json.loads(data[_LENGTH:start])
    if head["form"] != _FORM:
        return None
    changed = json.loads(changes) if changes else {}
    columns = _columns(data, start, head["lengths"])
    places, users = next(columns), _changed([*next(columns)], changed.get("users", {}))
    places.extend(changed.get("places", ()))
    source = count(len(users))
    numbers = {
        lang: Numbers(source, zip(names.split("\n") if names else (), next(columns), strict=True))
        for lang, names in head["names"].items()
    }
    for lang, names in changed.get("names", {}).items():
        numbers.setdefault(lang, Numbers(source)).update(names)
    faces = [tuple(face) if face else None for face in _changed(head["faces"], changed.get("faces", {}))]
    pieces, lowest = changed.get("pieces", head["pieces"]), dict(changed.get("lowest", head["lowest"]))
    vocabulary = Vocabulary(numbers, users, pieces, lowest, source)
    rows = changed.get("rows", {})
    lists, watchers, terms, promise, near = [
        Table(next(columns), next(columns), {int(number): row for number, row in rows.get(name, {}).items()})
        for name in _TABLES
    ]
    return Ranking(head["rules"], faces, places, vocabulary, lists, watchers, terms, promise, near)


def _changed(values: list[Any], changed: Mapping[str, Any]) -> list[Any]:
    """Put other values in some places of a list, and the rest behind it; in order, those behind it come last."""
    for number, value in changed.items():
        values[int(number) : int(number) + 1] = [value]
    return values


def _columns(data: bytes, start: int, lengths: list[int]) -> Iterator[array[int]]:
    """Yield the columns that begin at `start`."""
    view = memoryview(data)
    for length in lengths:
        values = column()
        end = start + length * values.itemsize
        values.frombytes(view[start:end])
        yield values
        start = end
