"""Candidates -> Weights: each piece as small whole numbers, from what is known of all pieces by halves of octaves.

A word weighs as much as a piece says it and as few other pieces do (tf-idf; Spärck Jones 1972). How few is known
only as a level: the number of half octaves between the pieces with the word and all pieces of its language. So a
new piece moves the weights of others only where a count passes the next level.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from press.plan.related.candidate import Candidate

# A vector's length; a weight fits one byte.
UNIT = 255
# The heaviest words of a piece, by which it is compared with others.
_HEAVIEST = 64
_OF_TITLE = 2


@dataclass(frozen=True, slots=True)
class Vector:
    """Words by number and their weights, heaviest first; the squares of all weights add up to UNIT² or less."""

    words: array[int]
    weights: bytes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of all pieces together: words by number and, by number, their level; topics and theirs."""

    words: tuple[str, ...]
    levels: Sequence[int]
    topic_levels: Mapping[str, int]
    topic_counts: Mapping[str, int]
    pieces: int


@dataclass(frozen=True, slots=True)
class Weights:
    """One piece: all its words with their counts, what it is about, and what its headline promises."""

    words: array[int]
    counts: array[int]
    about: Vector
    headline: Vector


def weigh(pieces: Sequence[Candidate]) -> tuple[Lexicon, tuple[Weights, ...]]:
    """Return what is known of all pieces, and the weights of each in the given order."""
    vocabularies: dict[str, dict[str, int]] = {}
    names: list[str] = []
    numbered = []
    for piece in pieces:
        vocabulary = vocabularies.setdefault(piece.lang, {})
        numbered.append(_numbered(piece, vocabulary, names))
    uses: Counter[int] = Counter()
    for words in numbered:
        uses.update(words)
    levels = _levels(pieces, vocabularies, uses)
    topics = Counter(topic for piece in pieces for topic in piece.topics)
    topic_levels = {topic: _level(len(pieces), count) for topic, count in topics.items()}
    lexicon = Lexicon(tuple(names), levels, topic_levels, topics, len(pieces))
    return lexicon, tuple(
        _weights(piece, words, vocabularies[piece.lang], levels)
        for piece, words in zip(pieces, numbered, strict=True)
    )


def mentions(piece: Weights, levels: Sequence[int]) -> dict[int, int]:
    """Return how much a piece speaks of each of its words: again and again weighs little more than once."""
    raw = [
        count.bit_length() * levels[word] for word, count in zip(piece.words, piece.counts, strict=True)
    ]
    length = isqrt(sum([weight * weight for weight in raw])) or 1
    return {
        word: weight * UNIT // length for word, weight in zip(piece.words, raw, strict=True) if weight
    }


def _numbered(piece: Candidate, vocabulary: dict[str, int], names: list[str]) -> array[int]:
    """Number the words of a piece; words of two languages have nothing in common."""
    numbers = array("I")
    for _, group in piece.terms.groups:
        for word in group.split():
            number = vocabulary.get(word)
            if number is None:
                number = vocabulary[word] = len(names)
                names.append(word)
            numbers.append(number)
    return numbers


def _levels(
    pieces: Sequence[Candidate], vocabularies: Mapping[str, Mapping[str, int]], uses: Mapping[int, int]
) -> array[int]:
    of_language = Counter(piece.lang for piece in pieces)
    levels = array("B", bytes(len(uses)))
    for lang, vocabulary in vocabularies.items():
        for number in vocabulary.values():
            levels[number] = _level(of_language[lang], uses[number])
    return levels


def _level(everything: int, some: int) -> int:
    """The half octaves between two counts: the bits of a square grow by one with each."""
    return (everything * everything).bit_length() - (some * some).bit_length()


def _weights(
    piece: Candidate, words: array[int], vocabulary: Mapping[str, int], levels: Sequence[int]
) -> Weights:
    counts = array("H")
    for count, group in piece.terms.groups:
        counts.extend([min(count, 0xFFFF)] * (group.count(" ") + 1))
    said = [(count * levels[word], word) for count, word in zip(counts, words, strict=True)]
    promised: dict[int, int] = {}
    for times, line in ((_OF_TITLE, piece.terms.title), (1, piece.terms.dek)):
        for word in line.split():
            number = vocabulary.get(word, -1)
            if number >= 0:
                promised[number] = promised.get(number, 0) + times * levels[number]
    return Weights(words, counts, _vector(said), _vector((weight, word) for word, weight in promised.items()))


def _vector(pairs: Iterable[tuple[int, int]]) -> Vector:
    """Return the heaviest words with their weights at unit length; equals in the order in which they are given."""
    ordered = sorted((pair for pair in pairs if pair[0]), key=_weight, reverse=True)
    length = isqrt(sum([weight * weight for weight, _ in ordered])) or 1
    kept = ordered[:_HEAVIEST]
    return Vector(
        array("I", [word for _, word in kept]), bytes([weight * UNIT // length for weight, _ in kept])
    )


def _weight(pair: tuple[int, int]) -> int:
    return pair[0]
