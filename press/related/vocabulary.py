"""Words, topics, writers and series -> their numbers, how many pieces have each, and how rare that makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from press.model.terms import Terms
from press.related.candidate import Candidate

# The language of what is the same in all: topics, writers, series.
ANY = ""
# A section of fewer pieces is weighed as if it had so many: else what two of three share would weigh nothing.
_FEWEST = 8


class Numbers(dict[str, int]):
    """A number for each name that is asked for; several of these may draw from one source."""

    def __init__(self, source: Iterator[int], names: Mapping[str, int] | Iterable[tuple[str, int]] = ()) -> None:
        """Begin with `names`; a new name is given the next number of `source`."""
        super().__init__(names)
        self._source = source

    def __missing__(self, name: str) -> int:
        """Number a new name."""
        number = self[name] = next(self._source)
        return number


class Levels(dict[int, int]):
    """The level of each term of a language, found when it is asked for."""

    def __init__(self, users: Sequence[int], pieces: int) -> None:
        """Take the users of all terms, and the number of pieces of the language."""
        super().__init__()
        self._users = users
        self._pieces = pieces

    def __missing__(self, term: int) -> int:
        """Work out the level of a term."""
        found = self[term] = level(self._pieces, self._users[term])
        return found


@dataclass(frozen=True, slots=True)
class Numbered:
    """The terms of a piece by number; `words` and `counts` are those of `words_of`, `title` and `dek` those of `Terms`.

    Numbers are the vocabulary's own objects, and not equal ones, here and in all that is made of them: else pieces
    would hold some millions of them, and each look at one would have to fetch it from memory.
    """

    words: Sequence[int]
    counts: Sequence[int]
    title: Sequence[int]
    dek: Sequence[int]
    topics: Sequence[int]
    writers: Sequence[int]
    series: Sequence[int]


@dataclass(slots=True)
class Vocabulary:
    """All terms of a section.

    `numbers` has the terms of each language and, under ANY, topics, writers and series; `users` counts the pieces
    that have each term, `pieces` those of each language, under ANY all. `lowest` has the terms whose level moved
    since all was ranked: the lowest that it has been.
    """

    numbers: dict[str, Numbers] = field(default_factory=dict)
    users: list[int] = field(default_factory=list)
    pieces: dict[str, int] = field(default_factory=dict)
    lowest: dict[int, int] = field(default_factory=dict)
    _next: Iterator[int] = field(default_factory=count)

    def copy(self) -> Vocabulary:
        """Return a vocabulary that can be added to while this one stays as it is."""
        source = count(len(self.users))
        numbers = {lang: Numbers(source, names) for lang, names in self.numbers.items()}
        return Vocabulary(numbers, self.users[:], dict(self.pieces), dict(self.lowest), source)

    def words(self, lang: str, names: Iterable[str]) -> list[int]:
        """Return the numbers of words; new ones are given one."""
        if lang not in self.numbers:
            self.numbers[lang] = Numbers(self._next)
        return list(map(self.numbers[lang].__getitem__, names))

    def levels(self, lang: str) -> Levels:
        """Return the levels of the terms of a language."""
        return Levels(self.users, self.pieces.get(lang, 0))

    def all_levels(self, lang: str) -> list[int]:
        """Return the levels of the terms of a language by number, all of them at once."""
        pieces, most = self.pieces.get(lang, 0), max(self.users, default=0)
        of_bits = [level(pieces, (1 << bits) - 1) for bits in range(most.bit_length() + 1)]
        return [of_bits[some.bit_length()] for some in self.users]

    def own(self) -> list[int]:
        """Return the objects that stand for numbers here, by number."""
        return sorted(chain.from_iterable(numbers.values() for numbers in self.numbers.values()))

    def uses(self, term: int) -> int:
        """Return how many pieces have a term."""
        return self.users[term] if term < len(self.users) else 0

    def count(self, lang: str, some: Sequence[Numbered], by: int = 1) -> None:
        """Note that pieces of a language have these terms, or with `by` -1 that they have them no more."""
        users = self.users
        users.extend([0] * (sum(map(len, self.numbers.values())) - len(users)))
        columns = chain.from_iterable([(one.words, one.topics, one.writers, one.series) for one in some])
        for term, times in Counter(chain.from_iterable(columns)).items():
            users[term] += by * times
        for name in (lang, ANY):
            self.pieces[name] = self.pieces.get(name, 0) + by * len(some)


def level(everything: int, some: int) -> int:
    """Return how rare a term is: the octaves between two counts, twice and one more.

    What only one piece has leads from none to another: it has no level.
    """
    octaves = max(everything, _FEWEST).bit_length() - some.bit_length()
    return 2 * octaves + 1 if some > 1 else 0


def words_of(terms: Terms) -> tuple[list[str], list[int]]:
    """Return the words of a piece, those said most first, and how often it says each."""
    words: list[str] = []
    counts: list[int] = []
    for group in terms.groups.split("\n") if terms.groups else ():
        times, _, said = group.partition(" ")
        these = said.split(" ")
        words += these
        counts += [int(times)] * len(these)
    return words, counts


def topics_of(piece: Candidate) -> list[str]:
    """Return the names that a piece's topics have in the vocabulary."""
    return [f"topic {topic}" for topic in piece.topics]


def writers_of(piece: Candidate) -> list[str]:
    """Return the names that a piece's writers have in the vocabulary."""
    return [f"writer {author}" for author in piece.authors]


def series_of(piece: Candidate) -> list[str]:
    """Return the name that a piece's series has in the vocabulary, where it is of one."""
    return [f"series {piece.series}"] if piece.series else []
