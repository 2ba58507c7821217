"""Candidates -> their terms by number, counted: as objects or, where they are many, packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from press.model.lazy import Later
from press.model.terms import NO_TERMS, Terms
from press.related.candidate import Candidate, TermsOf
from press.related.table import Table
from press.related.vocabulary import ANY, Numbered, Vocabulary, series_of, topics_of, words_of, writers_of

# A candidate and its terms.
Told = tuple[Candidate, Terms]

# The words of more pieces are packed: as objects those of 100,000 take 300 MB.
_MANY = 20_000
_AT_ONCE = 5_000


class Uncached(list[Numbered]):
    """The terms of pieces, by slot."""

    def words(self, places: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """Return the words of the pieces by their places."""
        return {place: mine.words for place, mine in zip(places, self, strict=True)}


class Packed:
    """The same of many pieces; each is unpacked when it is asked for."""

    def __init__(self, some: Sequence[Candidate], vocabulary: Vocabulary) -> None:
        """Take the pieces whose terms will be packed."""
        self._some, self._vocabulary = some, vocabulary
        self._words, self._counts, self._title, self._dek = Table(), Table(), Table(), Table()

    def extend(self, numbered: Iterable[Numbered]) -> None:
        """Pack the terms of the next pieces."""
        for mine in numbered:
            self._words.append(mine.words)
            self._counts.append(mine.counts)
            self._title.append(mine.title)
            self._dek.append(mine.dek)

    def __getitem__(self, slot: int) -> Numbered:
        """Return the terms of a piece."""
        columns = self._words, self._title, self._dek
        words, title, dek = [[*map(self._own.__getitem__, numbers.get(slot))] for numbers in columns]
        return Numbered(words, self._counts.get(slot), title, dek, *_named(self._some[slot], self._vocabulary))

    def words(self, places: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """Return the words of the pieces by their places."""
        slots, words = {place: slot for slot, place in enumerate(places)}, self._words
        return Later(slots, lambda place: words.get(slots[place]))

    @cached_property
    def _own(self) -> Sequence[int]:
        return self._vocabulary.own()


def in_time(candidates: Iterable[Candidate], terms_of: TermsOf) -> Iterator[Told]:
    """Yield those of the candidates that are suggestable as they stand in time, with their terms."""
    some = sorted((piece for piece in candidates if piece.suggestable), key=lambda piece: (piece.day, piece.stem))
    for piece in some:
        yield piece, known(terms_of, piece)


def numbered_pieces(told: Iterable[Told], vocabulary: Vocabulary) -> tuple[Sequence[Candidate], Uncached | Packed]:
    """Number the terms of pieces, and count in the vocabulary who has them."""
    some: list[Candidate] = []
    loose = Uncached()
    packed: Packed | None = None
    told = iter(told)
    while part := [(piece, number(piece, terms, vocabulary)) for piece, terms in islice(told, _AT_ONCE)]:
        for lang in {piece.lang for piece, _ in part}:
            vocabulary.count(lang, [mine for piece, mine in part if piece.lang == lang])
        some += [piece for piece, _ in part]
        loose += [mine for _, mine in part]
        if len(some) > _MANY:
            packed = packed or Packed(some, vocabulary)
            packed.extend(loose)
            loose.clear()
    return some, packed or loose


def number(piece: Candidate, terms: Terms, vocabulary: Vocabulary) -> Numbered:
    """Return the terms of a piece by number; new ones are given one."""
    words, counts = words_of(terms)
    said = [vocabulary.words(piece.lang, some) for some in (words, terms.title.split(), terms.dek.split())]
    return Numbered(said[0], counts, said[1], said[2], *_named(piece, vocabulary))


def _named(piece: Candidate, vocabulary: Vocabulary) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """Return topics, writers and series by number."""
    topics, writers = vocabulary.words(ANY, topics_of(piece)), vocabulary.words(ANY, writers_of(piece))
    return topics, writers, vocabulary.words(ANY, series_of(piece))


def known(terms_of: TermsOf, piece: Candidate) -> Terms:
    """Return the terms of a piece that is there. Raises KeyError when they are not known."""
    found = terms_of(piece.words) if piece.words else NO_TERMS
    if found is None:
        raise KeyError(piece.words)
    return found
