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
from press.plan.related.pairs import Reader, common, weighed
from press.plan.related.weights import Lexicon, Weights, mentions, weigh

# The heaviest words of a piece open their lists, each read so far to both sides.
_OPENED = 24
_REACH = 48
# Any word of a piece opens the list of headlines with it, when no more than these have it.
_FEW = 12
# Topics, writers and series open theirs.
_NEIGHBOURS = 16
# So many of those found are compared in full.
_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Section:
    """All pieces, oldest first, with their weights, and the lists that lead from one to others.

    `about` maps a word to the pieces about it and its weight in each, `headlines` to those with it in the
    headline, `marks` a topic, writer or series to its pieces; paid content stands in none.
    """

    pieces: tuple[Candidate, ...]
    lexicon: Lexicon
    weights: tuple[Weights, ...]
    about: Mapping[int, tuple[array[int], bytearray]]
    headlines: Mapping[int, array[int]]
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
    about: dict[int, tuple[array[int], bytearray]] = {}
    headlines: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    marks: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
    for number, (piece, weight) in enumerate(zip(pieces, weights, strict=True)):
        if not piece.suggestable:
            continue
        for word, heavy in zip(weight.about.words, weight.about.weights, strict=True):
            entry = about.get(word)
            if entry is None:
                entry = about[word] = (array("I"), bytearray())
            entry[0].append(number)
            entry[1].append(heavy)
        for word in weight.headline.words:
            headlines[word].append(number)
        for mark in _marks(piece):
            marks[mark].append(number)
    return Section(pieces, lexicon, weights, about, dict(headlines), dict(marks))


def reader_of(section: Section, number: int) -> Reader:
    """Return a piece of the section ready to be compared with others."""
    piece, weight = section.pieces[number], section.weights[number]
    return Reader(
        piece=piece,
        about=dict(zip(weight.about.words, weight.about.weights, strict=True)),
        mentions=mentions(weight, section.lexicon.levels),
        topics=frozenset(piece.topics),
        authors=frozenset(piece.authors),
    )


def nearest(section: Section, number: int, rules: RelatedRules, limit: int) -> tuple[Suggestion, ...]:
    """Return the pieces nearest to the one with this number."""
    reader = reader_of(section, number)
    scored = []
    for other in _found(section, number, reader):
        piece = section.pieces[other]
        sum_ = common(reader, piece, section.weights[other], section.lexicon)
        score = weighed(sum_, reader, piece, rules)
        if score:
            scored.append((piece.lang != reader.piece.lang, -score, piece.stem))
    return tuple(Suggestion(stem, -score) for _, score, stem in sorted(scored)[:limit])


def _found(section: Section, number: int, reader: Reader) -> Sequence[int]:
    """Return the numbers of those worth comparing: the highest rough sums, all that tie with the last of them."""
    rough: defaultdict[int, int] = defaultdict(int)
    about = section.weights[number].about
    for word, weight in zip(about.words[:_OPENED], about.weights, strict=False):
        entry = section.about.get(word)
        if entry is None:
            continue
        first, last = _around(entry[0], number, _REACH)
        for other, theirs in zip(entry[0][first:last], entry[1][first:last], strict=True):
            rough[other] += weight * theirs
    levels = section.lexicon.levels
    for word in reader.mentions.keys() & section.headlines.keys():
        few = section.headlines[word]
        if len(few) <= _FEW:
            worth = reader.mentions[word] * levels[word] * 2
            for other in few:
                rough[other] += worth
    for mark in _marks(reader.piece):
        listed = section.marks[mark]
        first, last = _around(listed, number, _NEIGHBOURS)
        for other in listed[first:last]:
            rough[other] += 400
    rough.pop(number, None)
    return _highest(rough)


def _around(listed: array[int], number: int, reach: int) -> tuple[int, int]:
    """Return the bounds of the part of an ascending list that is nearest to `number`."""
    if len(listed) <= 2 * reach:
        return 0, len(listed)
    at = bisect_left(listed, number)
    return max(0, at - reach), at + reach


def _highest(rough: Mapping[int, int]) -> Sequence[int]:
    if len(rough) <= _COMPARED:
        return list(rough)
    # Most sums are far below the best: to sort only the others takes a third of the time.
    floor = max(rough.values()) // 8
    values = [value for value in rough.values() if value > floor]
    if len(values) < _COMPARED:
        values = list(rough.values())
    values.sort(reverse=True)
    least = values[_COMPARED - 1]
    return [number for number, value in rough.items() if value >= least]


def _marks(piece: Candidate) -> Sequence[tuple[str, str]]:
    marks = [("topic", topic) for topic in piece.topics] + [("author", author) for author in piece.authors]
    return [*marks, ("series", piece.series)] if piece.series else marks
