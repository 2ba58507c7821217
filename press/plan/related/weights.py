"""Candidates -> Weights: each piece as small whole numbers, from what is known of all pieces by halves of octaves.

A word weighs as much as a piece says it and as few other pieces do (tf-idf; Spärck Jones 1972). How few is known
only as a level: the number of half octaves between the pieces with the word and all pieces of its language. So a
new piece moves the weights of others only where a count passes the next level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from press.plan.related.candidate import Candidate

# The length of the vector of a piece's words; a weight fits one byte.
UNIT = 255
# Two pieces that weigh the same words alike have this much in common.
WHOLE = UNIT * UNIT
# Lengths are measured in sixteenths, or rounding would tell in short texts.
_FINE = 16
# The heaviest words of a piece, by which it is compared with others.
_HEAVIEST = 32
# A section of fewer pieces is weighed as if it had so many: else what two of three share would weigh nothing.
_FEWEST = 8
# Words of the title against words of the dek.
_OF_TITLE = 4
# A headline of one word that the other text speaks of counts WHOLE when 40 half octaves would be its level;
# found by trial (docs/decisions/0004-related.md).
_HEADLINE = WHOLE // 40


# The same topics against the same words.
_TOPICS = WHOLE // 8
# The language of a topic's id: a topic is the same in all.
_ANY = ""


@dataclass(frozen=True, slots=True)
class Vector:
    """Terms by number, heaviest first, and their weights."""

    terms: tuple[int, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of all pieces together, by a term's number: the word or topic, its uses and its level."""

    names: Sequence[str]
    uses: Sequence[int]
    levels: Sequence[int]
    topics: Mapping[str, int]
    pieces: int


@dataclass(frozen=True, slots=True)
class Weights:
    """One piece: all its terms (its words, then its topics), the words it is about, and what it promises.

    The promise is what another text has to speak of to be near: the words of title and dek, and the topics.
    """

    terms: tuple[int, ...]
    about: Vector
    promise: Vector


def weigh(pieces: Sequence[Candidate]) -> tuple[Lexicon, tuple[Weights, ...]]:
    """Return what is known of all pieces, and the weights of each in the given order."""
    numbers: dict[str, dict[str, int]] = {_ANY: {}}
    names: list[str] = []
    terms = [_numbered(piece, numbers, names) for piece in pieces]
    counted: Counter[int] = Counter()
    for some in terms:
        counted.update(some)
    uses = [counted[number] for number in range(len(names))]
    levels = _levels(pieces, numbers, uses)
    lexicon = Lexicon(names, uses, levels, numbers[_ANY], len(pieces))
    return lexicon, tuple(
        Weights(some, _about(piece, some, lexicon), _promise(piece, numbers[piece.lang], lexicon))
        for piece, some in zip(pieces, terms, strict=True)
    )


def _numbered(piece: Candidate, numbers: dict[str, dict[str, int]], names: list[str]) -> tuple[int, ...]:
    """Number the terms of a piece; words of two languages have nothing in common, topics have."""
    found: list[int] = []
    words = " ".join([group for _, group in piece.terms.groups]).split()
    for lang, terms in ((piece.lang, words), (_ANY, piece.topics)):
        known = numbers.setdefault(lang, {})
        for term in terms:
            if term not in known:
                known[term] = len(names)
                names.append(term)
        found += [known[term] for term in terms]
    return tuple(found)


def _levels(
    pieces: Sequence[Candidate], numbers: Mapping[str, Mapping[str, int]], uses: Sequence[int]
) -> Sequence[int]:
    of_language = Counter(piece.lang for piece in pieces)
    of_language[_ANY] = len(pieces)
    levels = [0] * len(uses)
    for lang, terms in numbers.items():
        for number in terms.values():
            levels[number] = _level(of_language[lang], uses[number])
    return levels


def _level(everything: int, some: int) -> int:
    """The half octaves between two counts: the square of a number gains a bit with each."""
    everything = max(everything, _FEWEST)
    return (everything * everything).bit_length() - (some * some).bit_length()


def _about(piece: Candidate, terms: tuple[int, ...], lexicon: Lexicon) -> Vector:
    """The heaviest words, the length of the whole being UNIT; among equals those that `Terms` names first.

    A word that no other piece has counts in the length, and is left out.
    """
    levels, uses = lexicon.levels, lexicon.uses
    counts: list[int] = []
    for count, group in piece.terms.groups:
        counts += [count] * (group.count(" ") + 1)
    heavy = [count * levels[word] for count, word in zip(counts, terms, strict=False)]
    # Weight and place in one number sort five times as fast as pairs do.
    last = len(heavy)
    keys = [weight * last - place for place, weight in enumerate(heavy) if weight and uses[terms[place]] > 1]
    keys.sort(reverse=True)
    places = [-key % last for key in keys[:_HEAVIEST]]
    length = _length(heavy)
    return Vector(
        tuple([terms[place] for place in places]),
        tuple([heavy[place] * UNIT * _FINE // length for place in places]),
    )


def _length(weights: Iterable[int]) -> int:
    """The length of a vector, rounded up, in parts of _FINE; at least 1."""
    squares = sum([weight * weight for weight in weights])
    return isqrt(squares * _FINE * _FINE - 1) + 1 if squares else 1


def _promise(piece: Candidate, words: Mapping[str, int], lexicon: Lexicon) -> Vector:
    """What each word of title and dek, and each topic, adds when another piece has it: rare ones twice over."""
    levels, uses = lexicon.levels, lexicon.uses
    said: dict[int, int] = {}
    for times, line in ((_OF_TITLE, piece.terms.title), (1, piece.terms.dek)):
        for word in line.split():
            number = words[word]
            said[number] = said.get(number, 0) + times * levels[number]
    length = _length(said.values())
    adds = {word: _HEADLINE * levels[word] * weight * _FINE // length for word, weight in said.items()}
    topics = [lexicon.topics[topic] for topic in piece.topics]
    squares = sum([levels[topic] ** 2 for topic in topics]) or 1
    adds |= {topic: _TOPICS * levels[topic] ** 2 // squares for topic in topics}
    shared = [term for term in adds if uses[term] > 1]
    return Vector(tuple(shared), tuple([adds[term] for term in shared]))
