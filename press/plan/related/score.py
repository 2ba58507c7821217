"""Candidates -> for each piece the pieces nearest to it, best first.

Pair-local: a score depends on the two pieces and on levels (weights.py). Who is compared at all is found through
words, headlines, topics, writers and series, in lists of the pieces nearest in time, so that the work for a piece
is bounded however large the section.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate, Suggestion
from press.plan.related.pairs import Reader, in_common, reader_of, weighed
from press.plan.related.weights import WHOLE, Lexicon, Vector, Weights, weigh

# A piece stands in the lists of its heaviest words, opens those, and reads so many pieces to both sides.
_LISTED = 24
_OPENED = 16
_REACH = 16
# Any word of a piece opens the list of headlines with it, when no more than these have it.
_FEW = 8
# Topics, writers and series open theirs.
_NEIGHBOURS = 8
# The highest rough sums, and of these, closeness in time counted in, so many that are compared in full.
_ROUGH = 80
_COMPARED = 24
# What a shared topic, writer or series adds to a rough sum.
_MARKED = WHOLE // 64

_List = tuple["array[int]", "array[int]"]


@dataclass(frozen=True, slots=True)
class Section:
    """All pieces, oldest first, with their weights, and the lists that lead from one to others.

    `about` maps a word to the pieces about it and its weight in each, `headlines` to those with it in the
    headline and what it adds, `marks` a topic, writer or series to its pieces; paid content stands in none.
    """

    pieces: tuple[Candidate, ...]
    days: Sequence[int]
    lexicon: Lexicon
    weights: tuple[Weights, ...]
    about: Mapping[int, _List]
    headlines: Mapping[int, _List]
    marks: Mapping[tuple[str, str], array[int]]


def rank(
    candidates: Iterable[Candidate], rules: RelatedRules, limit: int = 12
) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return for each piece's stem at most `limit` others, best first, ties by stem; its own language first.

    The order in which candidates come plays no part. Paid content is suggested nowhere and gets nothing.
    """
    section = arrange(candidates)
    return {
        piece.stem: nearest(section, number, rules, limit) if piece.suggestable else ()
        for number, piece in enumerate(section.pieces)
    }


def arrange(candidates: Iterable[Candidate]) -> Section:
    """Weigh all candidates and make the lists."""
    pieces = tuple(sorted(candidates, key=lambda piece: (piece.day, piece.stem)))
    lexicon, weights = weigh(pieces)
    listed = [number for number, piece in enumerate(pieces) if piece.suggestable]
    marks: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
    for number in listed:
        for mark in _marks(pieces[number]):
            marks[mark].append(number)
    return Section(
        pieces,
        [piece.day for piece in pieces],
        lexicon,
        weights,
        about=_lists((number, weights[number].about) for number in listed),
        headlines=_lists((number, weights[number].headline) for number in listed),
        marks=dict(marks),
    )


def _lists(vectors: Iterable[tuple[int, Vector]]) -> Mapping[int, _List]:
    """Turn pieces with their words into words with their pieces."""
    lists: dict[int, _List] = {}
    for number, vector in vectors:
        for word, weight in zip(vector.words[:_LISTED], vector.weights, strict=False):
            if word in lists:
                numbers, weights = lists[word]
                numbers.append(number)
                weights.append(weight)
            else:
                lists[word] = array("I", (number,)), array("I", (weight,))
    return lists


def nearest(section: Section, number: int, rules: RelatedRules, limit: int) -> tuple[Suggestion, ...]:
    """Return the pieces nearest to the one with this number."""
    reader = reader_of(section.pieces[number], section.weights[number])
    scored = []
    for other in found(section, number, reader, rules):
        piece = section.pieces[other]
        common = in_common(reader, piece, section.weights[other], section.lexicon)
        score = weighed(common, reader, piece, rules)
        if score:
            scored.append((piece.lang != reader.piece.lang, -score, piece.stem))
    return tuple(Suggestion(stem, -score) for _, score, stem in sorted(scored)[:limit])


def found(section: Section, number: int, reader: Reader, rules: RelatedRules) -> Sequence[int]:
    """Return the numbers of those worth comparing: the highest rough sums, lessened by the time between."""
    rough: defaultdict[int, int] = defaultdict(int)
    about = section.weights[number].about
    for word, weight in zip(about.words[:_OPENED], about.weights, strict=False):
        if word in section.about:
            numbers, weights = section.about[word]
            first, last = _around(numbers, number, _REACH)
            for other, theirs in zip(numbers[first:last], weights[first:last], strict=True):
                rough[other] += weight * theirs
    for word in filter(section.headlines.__contains__, section.weights[number].words):
        numbers, weights = section.headlines[word]
        if len(numbers) <= _FEW:
            for other, theirs in zip(numbers, weights, strict=True):
                rough[other] += theirs
    for mark in _marks(reader.piece):
        if mark in section.marks:
            numbers = section.marks[mark]
            first, last = _around(numbers, number, _NEIGHBOURS)
            for other in numbers[first:last]:
                rough[other] += _MARKED
    rough.pop(number, None)
    half, day, days = max(1, rules.half_life_days), reader.piece.day, section.days
    lessened = [
        (-rough[other] * half // (half + abs(day - days[other])), other) for other in _highest(rough)
    ]
    lessened.sort()
    return [other for _, other in lessened[:_COMPARED]]


def _around(listed: array[int], number: int, reach: int) -> tuple[int, int]:
    """Return the bounds of the part of an ascending list that is nearest to `number`."""
    if len(listed) <= 2 * reach:
        return 0, len(listed)
    at = bisect_left(listed, number)
    return max(0, at - reach), at + reach


def _highest(rough: Mapping[int, int]) -> Sequence[int]:
    if len(rough) <= _ROUGH:
        return list(rough)
    # Most sums are far below the best: to sort only the others takes a third of the time.
    floor = max(rough.values()) // 8
    values = [value for value in rough.values() if value > floor]
    if len(values) < _ROUGH:
        values = list(rough.values())
    values.sort(reverse=True)
    least = values[_ROUGH - 1]
    return [number for number, value in rough.items() if value >= least]


def _marks(piece: Candidate) -> Sequence[tuple[str, str]]:
    marks = [("topic", topic) for topic in piece.topics] + [("writer", author) for author in piece.authors]
    return [*marks, ("series", piece.series)] if piece.series else marks
