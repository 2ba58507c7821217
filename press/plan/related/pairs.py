"""Two pieces as weights -> how near they are, in whole numbers, and what that is made of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import compress

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate
from press.plan.related.weights import WHOLE, Weights

# Half as much again for the same writer, a quarter for the same series.
_WRITER, _WRITER_OF = 3, 2
_SERIES, _SERIES_OF = 5, 4


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


def weighed(common: int, reader: Reader, other: Candidate, rules: RelatedRules) -> int:
    """Return the score in thousandths: what is common, more by one writer or in one series, less with the years.

    A piece `half_life_days` older or newer scores half, twice that far a third, three times a quarter.
    """
    piece = reader.piece
    score = common * 1000
    if not reader.authors.isdisjoint(other.authors):
        score = score * _WRITER // _WRITER_OF
    if piece.series and piece.series == other.series:
        score = score * _SERIES // _SERIES_OF
    half = max(1, rules.half_life_days)
    return score * half // (half + abs(piece.day - other.day)) // WHOLE
