"""Two pieces as weights -> how near they are, in whole numbers, and what that is made of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import compress

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate
from press.plan.related.weights import WHOLE, Weights

# Half as much again for the same writer, a quarter for the same series.
WRITER = (3, 2)
SERIES = (5, 4)


@dataclass(frozen=True, slots=True)
class Reader:
    """A piece while others are compared with it, its terms as tables."""

    piece: Candidate
    terms: Set[int]
    about: Mapping[int, int]
    authors: Set[str]


def reader_of(piece: Candidate, weights: Weights) -> Reader:
    """Return a piece ready to be compared with others."""
    return Reader(
        piece=piece,
        terms=frozenset(weights.terms),
        about=dict(zip(weights.about.terms, weights.about.weights, strict=True)),
        authors=frozenset(piece.authors),
    )


def in_common(reader: Reader, other: Weights) -> int:
    """Return what a piece has in common with another: words, and what the other promises; WHOLE = all words."""
    mine, theirs, promise = reader.about, other.about, other.promise
    words = [mine[word] * weight for word, weight in zip(theirs.terms, theirs.weights, strict=True) if word in mine]
    return sum(words) + sum(compress(promise.weights, map(reader.terms.__contains__, promise.terms)))


def score(common: int, reader: Reader, other: Candidate, rules: RelatedRules) -> int:
    """Return thousandths of WHOLE: what is common, more by one writer or in one series, less with the years."""
    points = lessened(common * 1000, reader.piece.day - other.day, rules)
    if not reader.authors.isdisjoint(other.authors):
        points = points * WRITER[0] // WRITER[1]
    if reader.piece.series and reader.piece.series == other.series:
        points = points * SERIES[0] // SERIES[1]
    return points // WHOLE


def lessened(points: int, days: int, rules: RelatedRules) -> int:
    """Lessen points by the days between two pieces.

    At `half_life_days` they are halved, at twice that a third, at three times a quarter: what was written long
    ago stays in reach.
    """
    half = max(1, rules.half_life_days)
    return points * half // (half + abs(days))
