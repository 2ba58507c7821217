"""Candidates -> Weights: each piece as small whole numbers, from what is known of all pieces by halves of octaves.

A word weighs as much as a piece says it and as few other pieces do (tf-idf; Spärck Jones 1972). How few is known
only as a level: the number of half octaves between the pieces with the word and all pieces of its language. So a
new piece moves the weights of others only where a count passes the next level.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from press.plan.related.candidate import Candidate

# The length of the vector of a piece's words; a weight fits one byte.
UNIT = 255
# Two pieces that weigh the same words alike have this much in common.
WHOLE = UNIT * UNIT
# The heaviest words of a piece, by which it is compared with others.
_HEAVIEST = 48
# Words of the title against words of the dek.
_OF_TITLE = 4
# A headline of one word that the other text speaks of counts WHOLE when 40 half octaves would be its level;
# found by trial (docs/decisions/0004-related.md).
_HEADLINE = WHOLE // 40


@dataclass(frozen=True, slots=True)
class Vector:
    """Words by number, heaviest first, and their weights."""

    words: array[int]
    weights: Sequence[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of all pieces together: words by number and, by number, their level; topics and theirs."""

    words: Sequence[str]
    levels: Sequence[int]
    topics: Mapping[str, int]
    topic_levels: Mapping[str, int]
    pieces: int


@dataclass(frozen=True, slots=True)
class Weights:
    """One piece: all its words, those it is about, what its headline promises, and its topics' squares in sum."""

    words: array[int]
    about: Vector
    headline: Vector
    topics: int


def weigh(pieces: Sequence[Candidate]) -> tuple[Lexicon, tuple[Weights, ...]]:
    """Return what is known of all pieces, and the weights of each in the given order."""
    vocabularies: dict[str, dict[str, int]] = {}
    names: list[str] = []
    numbered = [_numbered(piece, vocabularies.setdefault(piece.lang, {}), names) for piece in pieces]
    uses: Counter[int] = Counter()
    for words in numbered:
        uses.update(words)
    levels = _levels(pieces, vocabularies, uses)
    topics = Counter(topic for piece in pieces for topic in piece.topics)
    topic_levels = {topic: _level(len(pieces), count) for topic, count in topics.items()}
    lexicon = Lexicon(names, levels, topics, topic_levels, len(pieces))
    return lexicon, tuple(
        Weights(
            words,
            _about(piece, words, levels),
            _headline(piece, vocabularies[piece.lang], levels),
            sum([topic_levels[topic] ** 2 for topic in piece.topics]),
        )
        for piece, words in zip(pieces, numbered, strict=True)
    )


def _numbered(piece: Candidate, vocabulary: dict[str, int], names: list[str]) -> array[int]:
    """Number the words of a piece; words of two languages have nothing in common."""
    text = " ".join([group for _, group in piece.terms.groups]).split()
    for word in text:
        if word not in vocabulary:
            vocabulary[word] = len(names)
            names.append(word)
    return array("I", [vocabulary[word] for word in text])


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
    """The half octaves between two counts: the square of a number gains a bit with each."""
    return (everything * everything).bit_length() - (some * some).bit_length()


def _about(piece: Candidate, words: array[int], levels: Sequence[int]) -> Vector:
    """The heaviest words, the length of the whole being UNIT; among equals those that `Terms` names first."""
    counts: list[int] = []
    for count, group in piece.terms.groups:
        counts += [count] * (group.count(" ") + 1)
    heavy = [count * levels[word] for count, word in zip(counts, words, strict=True)]
    # Weight and place in one number sort five times as fast as pairs do.
    last = len(heavy)
    order = sorted([weight * last + last - place for place, weight in enumerate(heavy, 1)], reverse=True)
    places = [last - 1 - key % last for key in order[:_HEAVIEST] if key >= last]
    length = isqrt(sum([weight * weight for weight in heavy])) or 1
    return Vector(
        array("I", [words[place] for place in places]),
        bytes([heavy[place] * UNIT // length for place in places]),
    )


def _headline(piece: Candidate, vocabulary: Mapping[str, int], levels: Sequence[int]) -> Vector:
    """What each word of title and dek adds when another text speaks of it: rare words twice over."""
    promised: dict[int, int] = {}
    for times, line in ((_OF_TITLE, piece.terms.title), (1, piece.terms.dek)):
        for word in line.split():
            number = vocabulary[word]
            promised[number] = promised.get(number, 0) + times * levels[number]
    length = isqrt(sum([weight * weight for weight in promised.values()])) or 1
    return Vector(
        array("I", promised),
        array("I", [_HEADLINE * levels[word] * weight // length for word, weight in promised.items()]),
    )
