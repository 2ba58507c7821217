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
from press.plan.related.pairs import Reader, in_common, lessened, reader_of, score
from press.plan.related.weights import WHOLE, Lexicon, Vector, Weights, weigh

# A piece stands in the lists of its heaviest words, opens those, and reads so many pieces to both sides.
_LISTED = 24
_OPENED = 16
_REACH = 16
# The words it is about and its topics also open the lists of those that promise them, and read so many.
_PROMISED_REACH = 8
# Writers and series lead to so many to both sides, each worth so much in a rough sum.
_NEIGHBOURS = 8
_NEIGHBOUR = WHOLE // 64
# The highest rough sums, and of these, closeness in time counted in, so many that are compared in full.
_ROUGH = 80
_COMPARED = 24

_List = tuple[list[int], list[int]]
_Maker = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """All pieces, oldest first, with their weights, and the lists that lead from one to others.

    `about` maps a word to the pieces about it and its weight in each, `promises` a word or topic to those that
    promise it and what it adds, `makers` a writer or series to theirs; what is not suggestable stands in none.
    """

    pieces: tuple[Candidate, ...]
    days: Sequence[int]
    langs: Sequence[str]
    lexicon: Lexicon
    weights: tuple[Weights, ...]
    about: Mapping[int, _List]
    promises: Mapping[int, _List]
    makers: Mapping[_Maker, Sequence[int]]


def rank(candidates: Iterable[Candidate], rules: RelatedRules, limit: int = 16) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return for each piece's stem at most `limit` (up to 24) others, best first, its own language before others.

    Ties go by stem; the order in which candidates come plays no part. What is not suggestable gets nothing.
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
    makers: defaultdict[_Maker, list[int]] = defaultdict(list)
    for number in listed:
        for maker in _makers(pieces[number]):
            makers[maker].append(number)
    return Section(
        pieces,
        [piece.day for piece in pieces],
        [piece.lang for piece in pieces],
        lexicon,
        weights,
        about=_lists(((number, weights[number].about) for number in listed), _LISTED),
        promises=_lists((number, weights[number].promise) for number in listed),
        makers=dict(makers),
    )


def _lists(vectors: Iterable[tuple[int, Vector]], most: int | None = None) -> Mapping[int, _List]:
    """Turn pieces with their terms into terms with their pieces, oldest first."""
    lists: dict[int, _List] = {}
    for number, vector in vectors:
        for term, weight in zip(vector.terms[:most], vector.weights, strict=False):
            if term in lists:
                numbers, weights = lists[term]
                numbers.append(number)
                weights.append(weight)
            else:
                lists[term] = [number], [weight]
    return lists


def nearest(section: Section, number: int, rules: RelatedRules, limit: int) -> tuple[Suggestion, ...]:
    """Return the pieces nearest to the one with this number."""
    reader = reader_of(section.pieces[number], section.weights[number])
    lang = reader.piece.lang
    scored = []
    for other in _found(section, number, reader, rules):
        piece = section.pieces[other]
        points = score(in_common(reader, section.weights[other]), reader, piece, rules)
        if points:
            scored.append((piece.lang != lang, -points, piece.stem))
    scored.sort()
    return tuple([Suggestion(stem, -points) for _, points, stem in scored[:limit]])


def _found(section: Section, number: int, reader: Reader, rules: RelatedRules) -> Sequence[int]:
    """Return the numbers of those worth comparing: the highest rough sums, lessened by the time between."""
    rough: defaultdict[int, int] = defaultdict(int)
    mine = section.weights[number]
    about = mine.about
    opened = zip(about.terms[:_OPENED], about.weights, strict=False)
    _add(rough, section.about, opened, number, _REACH)
    topics = mine.terms[len(mine.terms) - len(reader.piece.topics) :]
    _add(rough, section.promises, [(term, 1) for term in about.terms + topics], number, _PROMISED_REACH)
    for maker in _makers(reader.piece):
        numbers = section.makers.get(maker, ())
        first, last = _around(numbers, number, _NEIGHBOURS)
        for other in numbers[first:last]:
            rough[other] += _NEIGHBOUR
    rough.pop(number, None)
    piece, days, langs = reader.piece, section.days, section.langs
    likely = [
        (piece.lang != langs[other], -lessened(rough[other], piece.day - days[other], rules), other)
        for other in _highest(rough)
    ]
    likely.sort()
    return [other for _, _, other in likely[:_COMPARED]]


def _add(
    rough: defaultdict[int, int],
    lists: Mapping[int, _List],
    opened: Iterable[tuple[int, int]],
    number: int,
    reach: int,
) -> None:
    """Add to the rough sums what the opened lists hold around a piece, times the weight of each list."""
    for term, weight in opened:
        if term in lists:
            numbers, weights = lists[term]
            first, last = _around(numbers, number, reach)
            for other, theirs in zip(numbers[first:last], weights[first:last], strict=True):
                rough[other] += weight * theirs


def _around(numbers: Sequence[int], number: int, reach: int) -> tuple[int, int]:
    """Return the bounds of the part of an ascending list that is nearest to `number`."""
    if len(numbers) <= 2 * reach:
        return 0, len(numbers)
    at = bisect_left(numbers, number)
    return max(0, at - reach), at + reach


def _highest(rough: Mapping[int, int]) -> Sequence[int]:
    """Return those with the highest sums, with all that tie with the last."""
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


def _makers(piece: Candidate) -> Sequence[_Maker]:
    writers = [("writer", author) for author in piece.authors]
    return [*writers, ("series", piece.series)] if piece.series else writers
