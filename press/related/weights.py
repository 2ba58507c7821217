"""Counted terms and their levels -> Weights: a piece as small whole numbers.

A word weighs as much as a piece says it and as few other pieces do (tf-idf; Spärck Jones 1972). How few is known
only as a level: by the octaves between the pieces with the word and all pieces of its language. So a new piece moves
the weights of others only where a count passes the next power of two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isqrt
from operator import mul

from press.model.publication import RelatedWeights
from press.related.vocabulary import Numbered

# The length of the vector of a piece's words; a weight fits one byte.
UNIT = 255
# Two pieces that weigh the same words alike have this much in common.
WHOLE = UNIT * UNIT
# Lengths are measured in sixteenths, or rounding would tell in short texts.
_FINE = 16
# The heaviest words of a piece, by which it is compared with others.
_HEAVIEST = 32
# Words of the title against words of the dek.
_OF_TITLE = 4
# A headline of one word that the other text speaks of counts WHOLE when its level is 40;
# found by trial (docs/decisions/0004-related.md).
_HEADLINE = WHOLE // 40
_MOST = 0xFFFF
# The same topics count an eighth of the same words, the same writer or series a sixty-fourth.
_TOPICS = 8
_MAKER = 8
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """One piece, terms by number.

    `terms` has the heaviest words, then topics, writers and series, with their weights; `promise` the words of title
    and dek, and what each adds for a text that speaks of it. `watched`: words that would join `terms`, or change the
    promise, if their level changed; those that only this piece has are among them.
    """

    terms: Mapping[int, int]
    promise: Mapping[int, int]
    watched: Sequence[int]


@dataclass(frozen=True, slots=True)
class Scales:
    """What weighs: `level` gives that of a language's words, `of_topic` that of topics.

    `worths` has the promises that were found, so that equal ones are one object in memory: pieces make many of them.
    """

    level: Callable[[int], int]
    of_topic: Callable[[int], int]
    shares: RelatedWeights
    worths: dict[int, int] = field(default_factory=dict)


def weigh(numbered: Numbered, scales: Scales) -> Weights:
    """Return the weights of a piece."""
    level, shares = scales.level, scales.shares
    weights, watched = _heaviest(numbered.words, numbered.counts, level, shares.words)
    promise = _promise(numbered, scales)
    watched += [word for word in promise if word not in weights and level(word)]
    of_topics = [*map(scales.of_topic, numbered.topics)]
    weights.update(zip(numbered.topics, _to_length(of_topics, shares.topics, _TOPICS), strict=True))
    weights.update(dict.fromkeys(numbered.writers, _unit(shares.author) // _MAKER))
    weights.update(dict.fromkeys(numbered.series, _unit(shares.series) // _MAKER))
    return Weights(weights, promise, watched)


def _heaviest(
    words: Sequence[int], counts: Sequence[int], level: Callable[[int], int], share: int
) -> tuple[dict[int, int], list[int]]:
    """Return the heaviest words with their weights, the length of all being UNIT, and the words to be watched.

    Those are what comes close, and what has no level yet. Among equals those come first that `Terms` names first.
    To come close is to weigh five sevenths of the last: that is what an octave more adds where a word has level 5,
    and at higher ones it adds less.
    """
    heavy = list(map(mul, counts, map(level, words)))
    order = sorted(range(len(heavy)), key=heavy.__getitem__, reverse=True)
    without = len(heavy) - heavy.count(0)
    places = order[: min(without, _HEAVIEST)]
    chosen = [heavy[place] for place in places]
    close = max(1, chosen[-1] * 5 // 7) if chosen else 1
    weights = dict(zip([words[place] for place in places], _to_length(chosen, share), strict=True))
    watched = [words[place] for place in order[_HEAVIEST:without] if heavy[place] >= close]
    return weights, watched + [words[place] for place in order[without:]]


def _promise(numbered: Numbered, scales: Scales) -> dict[int, int]:
    """Return the words of title and dek, and what each adds when another piece has it: rare ones twice over."""
    headline = _HEADLINE * scales.shares.headlines // _PERCENT
    said = dict.fromkeys(numbered.title, _OF_TITLE)
    for word in numbered.dek:
        said[word] = said.get(word, 0) + 1
    rare = list(map(scales.level, said))
    weights = list(map(mul, said.values(), rare))
    length, full = _length(weights), headline * _FINE
    worths = [min(_MOST, full * level * weight // length) for level, weight in zip(rare, weights, strict=True)]
    return dict(zip(said, map(scales.worths.setdefault, worths, worths), strict=True))


def _length(weights: Iterable[int]) -> int:
    """The length of a vector, rounded up, in parts of _FINE; at least 1."""
    return _root(sum([weight * weight for weight in weights])) or 1


def _to_length(weights: Sequence[int], share: int, part: int = 1) -> list[int]:
    """Return a vector of length UNIT, or such that its square is `share` per cent of one of so many parts of that."""
    if not share:
        return [0] * len(weights)
    length = _root(sum([weight * weight for weight in weights]) * part * _PERCENT // share) or 1
    return [weight * UNIT * _FINE // length for weight in weights]


def _root(square: int) -> int:
    """The square root, rounded up, in parts of _FINE."""
    return isqrt(square * _FINE * _FINE - 1) + 1 if square else 0


def _unit(share: int) -> int:
    """UNIT, or less or more of it, so that its square is `share` per cent."""
    return isqrt(UNIT * UNIT * share // _PERCENT)
