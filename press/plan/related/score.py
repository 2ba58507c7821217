"""Candidates -> for each piece the pieces nearest to it, best first.

Pair-local: a score depends on the two pieces and on levels (weights.py). Who is compared at all is found through
words, headlines, topics, writers and series, in lists of the pieces nearest in time, so that the work for a piece
is bounded however large the section.
"""

from __future__ import annotations

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
# Its heaviest words and its topics also open the lists of those that promise them, and read so many.
_PROMISED_OPENED = 48
_PROMISED_REACH = 8
# The highest rough sums, and of these, closeness in time counted in, so many that are compared in full.
_ROUGH = 80
_COMPARED = 24
# Writers and series lead to so many to both sides, each worth so much in a rough sum.
_NEIGHBOURS = 8
_NEIGHBOUR = WHOLE // 64

_List = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Section:
    """All pieces, oldest first, with their weights, and the lists that lead from one to others.

    `about` maps a word to the pieces about it and its weight in each, `promises` a word or topic to
    those that promise it and what it adds, `makers` a writer or series to theirs; paid content stands in none.
    """

    pieces: tuple[Candidate, ...]
    days: Sequence[int]
    lexicon: Lexicon
    weights: tuple[Weights, ...]
    about: Mapping[int, _List]
    promises: Mapping[int, _List]
    makers: Mapping[tuple[str, str], Sequence[int]]


def rank(candidates: Iterable[Candidate], rules: RelatedRules, limit: int = 12) -> Mapping[str, tuple[Suggestion, ...]]:
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
    makers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number in listed:
        for maker in _makers(pieces[number]):
            makers[maker].append(number)
    return Section(
        pieces,
        [piece.day for piece in pieces],
        lexicon,
        weights,
        about=_lists(((number, weights[number].about) for number in listed), _LISTED),
        promises=_lists(((number, weights[number].promise) for number in listed), _PROMISED_OPENED),
        makers=dict(makers),
    )


def _lists(vectors: Iterable[tuple[int, Vector]], most: int) -> Mapping[int, _List]:
    """Turn pieces with their words into words with their pieces."""
    lists: dict[int, _List] = {}
    for number, vector in vectors:
        for word, weight in zip(vector.terms[:most], vector.weights, strict=False):
            if word in lists:
                numbers, weights = lists[word]
                numbers.append(number)
                weights.append(weight)
            else:
                lists[word] = [number], [weight]
    return lists


def nearest(section: Section, number: int, rules: RelatedRules, limit: int) -> tuple[Suggestion, ...]:
    """Return the pieces nearest to the one with this number."""
    reader = reader_of(section.pieces[number], section.weights[number])
    scored = []
    for other in found(section, number, reader, rules):
        piece = section.pieces[other]
        common = in_common(reader, section.weights[other])
        score = weighed(common, reader, piece, rules)
        if score:
            scored.append((piece.lang != reader.piece.lang, -score, piece.stem))
    return tuple(Suggestion(stem, -score) for _, score, stem in sorted(scored)[:limit])


def found(section: Section, number: int, reader: Reader, rules: RelatedRules) -> Sequence[int]:
    """Return the numbers of those worth comparing: the highest rough sums, lessened by the time between."""
    rough: defaultdict[int, int] = defaultdict(int)
    mine = section.weights[number]
    about = mine.about
    for word, weight in zip(about.terms[:_OPENED], about.weights, strict=False):
        if word in section.about:
            numbers, weights = section.about[word]
            first, last = _around(numbers, number, _REACH)
            for other, theirs in zip(numbers[first:last], weights[first:last], strict=True):
                rough[other] += weight * theirs
    for term in (*about.terms[:_PROMISED_OPENED], *mine.terms[len(mine.terms) - len(reader.piece.topics) :]):
        if term in section.promises:
            numbers, weights = section.promises[term]
            first, last = _around(numbers, number, _PROMISED_REACH)
            for other, theirs in zip(numbers[first:last], weights[first:last], strict=True):
                rough[other] += theirs
    for maker in _makers(reader.piece):
        if maker in section.makers:
            numbers = section.makers[maker]
            first, last = _around(numbers, number, _NEIGHBOURS)
            for other in numbers[first:last]:
                rough[other] += _NEIGHBOUR
    rough.pop(number, None)
    half, day, days = max(1, rules.half_life_days), reader.piece.day, section.days
    lessened = [(-rough[other] * half // (half + abs(day - days[other])), other) for other in _highest(rough)]
    lessened.sort()
    return [other for _, other in lessened[:_COMPARED]]


def _around(listed: Sequence[int], number: int, reach: int) -> tuple[int, int]:
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


def _makers(piece: Candidate) -> Sequence[tuple[str, str]]:
    writers = [("writer", author) for author in piece.authors]
    return [*writers, ("series", piece.series)] if piece.series else writers
