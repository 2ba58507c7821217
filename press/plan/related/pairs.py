"""Two pieces as weights -> how near they are, in whole numbers, and what that is made of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import compress

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate
from press.plan.related.weights import WHOLE, Lexicon, Weights

# The same topics count an eighth of the same words.
_TOPICS_OF = 8
# Half as much again for the same writer, a quarter for the same series.
_WRITER, _WRITER_OF = 3, 2
_SERIES, _SERIES_OF = 5, 4


@dataclass(frozen=True, slots=True)
class Reader:
    """A piece while others are compared with it, its words as tables."""

    piece: Candidate
    said: Set[int]
    about: Mapping[int, int]
    topics: Set[str]
    topics_sum: int
    authors: Set[str]


def reader_of(piece: Candidate, weights: Weights) -> Reader:
    """Return a piece ready to be compared with others."""
    return Reader(
        piece=piece,
        said=frozenset(weights.words),
        about=dict(zip(weights.about.words, weights.about.weights, strict=True)),
        topics=frozenset(piece.topics),
        topics_sum=weights.topics,
        authors=frozenset(piece.authors),
    )


def in_common(reader: Reader, other: Candidate, weights: Weights, lexicon: Lexicon) -> int:
    """Return what a piece has in common with another: its words, the other's headline, topics; WHOLE = all words."""
    about, vector, headline = reader.about, weights.about, weights.headline
    words = sum(
        [about[word] * weight for word, weight in zip(vector.words, vector.weights, strict=True) if word in about]
    )
    met = sum(compress(headline.weights, map(reader.said.__contains__, headline.words)))
    return words + met + same_topics(reader, other, weights, lexicon)


def same_topics(reader: Reader, other: Candidate, weights: Weights, lexicon: Lexicon) -> int:
    """Return the topics' part: what is shared of them, rare ones before frequent ones."""
    shared = reader.topics.intersection(other.topics)
    if not shared:
        return 0
    both = sum([lexicon.topic_levels[topic] ** 2 for topic in shared])
    return WHOLE * both // (_TOPICS_OF * max(reader.topics_sum, weights.topics, 1))


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
