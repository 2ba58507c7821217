from __future__ import annotations

from itertools import chain

from press.related.numbering import Packed, Uncached, known, number
from press.related.vocabulary import Numbered, Vocabulary
from tests.related.pieces import candidate, section, terms_of

PIECES = [*section(9), candidate("mute"), candidate("uk", "слово слово", title="слово", lang="uk")]


def listed(mine: Numbered) -> list[list[int]]:
    return [list(numbers) for numbers in (mine.words, mine.counts, mine.topics, mine.writers, mine.series)]


def test_packed_terms_are_the_same_terms() -> None:
    vocabulary = Vocabulary()
    loose = Uncached(number(piece, known(terms_of, piece), vocabulary) for piece in PIECES)
    packed, places = Packed(PIECES, vocabulary), [10 * slot for slot in range(len(PIECES))]
    packed.extend(loose)
    assert [listed(packed[slot]) for slot in range(len(PIECES))] == list(map(listed, loose))
    one, other = loose.words(places), packed.words(places)
    assert [list(one[place]) for place in places] == [list(other[place]) for place in places]


def test_unpacked_numbers_are_the_vocabulary_s_own_objects() -> None:
    vocabulary = Vocabulary()
    packed = Packed(PIECES, vocabulary)
    packed.extend(number(piece, known(terms_of, piece), vocabulary) for piece in PIECES)
    own = {id(number) for number in chain.from_iterable(names.values() for names in vocabulary.numbers.values())}
    assert {id(number) for slot in range(len(PIECES)) for number in packed[slot].words} <= own
