"""Two pieces as weights -> how near they are, in whole numbers, and what that is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate
from press.plan.related.weights import UNIT, Lexicon, Weights

# Two texts that weigh the same words alike have this much in common.
WHOLE = UNIT * UNIT
# Against that: a headline whose words the other text speaks of counts half more, the same topics a sixth.
_HEADLINE, _HEADLINE_OF = 3, 2
_TOPICS_OF = 6
# A quarter more for the same writer, and for the same series.
_BONUS, _BONUS_OF = 5, 4


@dataclass(frozen=True, slots=True)
class Reader:
    """A piece while others are compared with it: its words as tables."""

    piece: Candidate
    about: Mapping[int, int]
    mentions: Mapping[int, int]
    topics: frozenset[str]
    authors: frozenset[str]


def common(reader: Reader, other: Candidate, weights: Weights, lexicon: Lexicon) -> int:
    """Return what a piece has in common with another: its words, the other's headline, topics."""
    about, said = reader.about, reader.mentions
    shared = 0
    for word, weight in zip(weights.about.words, weights.about.weights, strict=True):
        if word in about:
            shared += about[word] * weight
    met = 0
    for word, weight in zip(weights.headline.words, weights.headline.weights, strict=True):
        if word in said:
            met += said[word] * weight
    return shared + met * _HEADLINE // _HEADLINE_OF + same_topics(reader, other, lexicon)


def same_topics(reader: Reader, other: Candidate, lexicon: Lexicon) -> int:
    """Return the share of the topics, rare ones before frequent ones."""
    shared = reader.topics.intersection(other.topics)
    if not shared:
        return 0
    levels = lexicon.topic_levels
    mine = sum([levels[topic] ** 2 for topic in reader.topics])
    theirs = sum([levels[topic] ** 2 for topic in other.topics])
    both = sum([levels[topic] ** 2 for topic in shared])
    return WHOLE * both // (_TOPICS_OF * max(mine, theirs, 1))


def weighed(sum_: int, reader: Reader, other: Candidate, rules: RelatedRules) -> int:
    """Return the score in thousandths: what is common, more by one writer or in one series, less with the years.

    A piece `half_life_days` older or newer scores half, twice that far a third, three times a quarter.
    """
    piece = reader.piece
    score = sum_ * 1000
    if not reader.authors.isdisjoint(other.authors):
        score = score * _BONUS // _BONUS_OF
    if piece.series and piece.series == other.series:
        score = score * _BONUS // _BONUS_OF
    half = max(1, rules.half_life_days)
    return score * half // (half + abs(piece.day - other.day)) // WHOLE
