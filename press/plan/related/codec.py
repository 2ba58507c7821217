"""Ranking <-> bytes, as the store keeps it from one build to the next."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator
from itertools import count

from press.plan.related.ranking import Ranking
from press.plan.related.table import Table, column
from press.plan.related.vocabulary import Numbers, Vocabulary

# What the numbers look like in memory; a store that comes from another kind of machine is not read.
_FORM = f"related 2 {sys.byteorder} {column().itemsize}"
_LENGTH = 8
_TABLES = ("lists", "watchers", "terms", "promise", "near")


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
    return b"".join([len(written).to_bytes(_LENGTH), written, *[numbers.tobytes() for numbers in columns]])


def decode_ranking(data: bytes) -> Ranking | None:
    """Return the ranking again; None when the bytes are of another form."""
    start = _LENGTH + int.from_bytes(data[:_LENGTH])
    head = json.loads(data[_LENGTH:start])
    if head["form"] != _FORM:
        return None
    columns = _columns(data, start, head["lengths"])
    places, users = next(columns), next(columns).tolist()
    source = count(len(users))
    numbers = {
        lang: Numbers(source, zip(names.split("\n") if names else (), next(columns), strict=True))
        for lang, names in head["names"].items()
    }
    faces = [tuple(face) if face else None for face in head["faces"]]
    vocabulary = Vocabulary(numbers, users, head["pieces"], dict(head["lowest"]), source)
    lists, watchers, terms, promise, near = [Table(next(columns), next(columns)) for _ in _TABLES]
    return Ranking(head["rules"], faces, places, vocabulary, lists, watchers, terms, promise, near)


def _columns(data: bytes, start: int, lengths: list[int]) -> Iterator[array[int]]:
    """Yield the columns that begin at `start`."""
    view = memoryview(data)
    for length in lengths:
        values = column()
        end = start + length * values.itemsize
        values.frombytes(view[start:end])
        yield values
        start = end
