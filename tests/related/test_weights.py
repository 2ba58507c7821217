from __future__ import annotations

from press.related.candidate import Candidate
from press.related.corpus import Section, Weighed, arrange
from press.related.numbering import in_time
from press.related.vocabulary import level
from press.related.weights import UNIT
from tests.related.pieces import RULES, candidate, filler, terms_of


def first(pieces: list[Candidate]) -> tuple[Section, Weighed]:
    section = arrange(in_time(pieces, terms_of), RULES.weights)
    return section, next(iter(section.pieces.values()))


def named(section: Section, weights: dict[int, int]) -> dict[str, int]:
    names = {number: name for numbers in section.vocabulary.numbers.values() for name, number in numbers.items()}
    return {names[number]: weight for number, weight in weights.items()}


def about(pieces: list[Candidate]) -> dict[str, int]:
    section, one = first(pieces)
    return named(section, dict(one.terms))


def test_what_is_said_often_and_by_few_weighs_most() -> None:
    found = about(
        [
            candidate("a", "rent rent rent cap city"),
            candidate("b", "rent cap city"),
            *[candidate(f"c{n}", "city") for n in range(30)],
            *filler(40),
        ]
    )
    assert list(found) == ["rent", "cap", "city"]
    assert found["rent"] == 3 * found["cap"] or found["rent"] - 3 * found["cap"] in {1, 2}


def test_a_word_in_every_piece_weighs_next_to_nothing_and_a_word_in_one_is_left_out() -> None:
    pieces = [candidate("a", "city rent lone"), candidate("b", "city rent")]
    found = about([*pieces, *[candidate(f"c{n}", "city") for n in range(8)]])
    assert list(found) == ["rent", "city"]
    assert found["rent"] > 4 * found["city"] > 0


def test_weights_fit_a_byte_and_the_length_is_at_most_a_unit() -> None:
    for size in range(1, 60, 7):
        text = " ".join(f"w{n} " * (n % 5 + 1) for n in range(size))
        found = about([candidate("a", text), candidate("b", text), *filler(5)])
        assert sum(weight * weight for weight in found.values()) <= UNIT * UNIT
        assert len(found) == min(size, 32)


def test_levels_move_by_octaves() -> None:
    assert [level(64, uses) for uses in (0, 1, 2, 3, 4, 7, 8, 16, 32, 63, 64)] == [0, 0, 11, 11, 9, 9, 7, 5, 3, 3, 1]
    assert level(3, 2) == level(8, 2)


def test_the_promise_is_title_before_dek() -> None:
    pieces = [candidate("a", title="rent", dek="cap lone"), candidate("b", "rent cap"), *filler(20)]
    section, one = first(pieces)
    found = named(section, dict(one.promise))
    assert found["rent"] > 3 * found["cap"] > 0
    assert found["lone"] == 0


def test_topics_writers_and_series_stand_beside_the_words() -> None:
    mine = candidate("a", "rent", topics=("housing", "city"), authors=("jane",), series="quay")
    found = about([mine, candidate("b", "rent", topics=("housing", "city")), *filler(9)])
    assert list(found) == ["rent", "topic housing", "topic city", "writer jane", "series quay"]
    assert found["topic housing"] ** 2 * 16 <= UNIT * UNIT


def test_what_comes_close_to_the_heaviest_is_watched_and_so_is_a_headline() -> None:
    words = [f"w{n:02}" for n in range(40)]
    said = " ".join(f"{word} " * (40 - n) for n, word in enumerate(words))
    pieces = [candidate("a", said, title="city"), candidate("b", said), *[candidate(f"c{n}", "city") for n in range(9)]]
    section, _ = first(pieces)
    numbers = section.vocabulary.numbers["en"]
    watched = {word for word, number in numbers.items() if section.watchers.get(number)}
    assert watched == {"w32", "w33", "city"}


def test_a_piece_without_words_has_no_weights() -> None:
    section, one = first([Candidate("a"), Candidate("b")])
    assert (one.terms, one.promise, list(section.words[one.place])) == ({}, {}, [])
