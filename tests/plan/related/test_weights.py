from __future__ import annotations

from press.plan.related.candidate import Candidate
from press.plan.related.weights import UNIT, Weights, weigh
from tests.plan.related.pieces import candidate, filler


def about(pieces: list[Candidate], number: int = 0) -> dict[str, int]:
    lexicon, weights = weigh(pieces)
    vector = weights[number].about
    return {lexicon.names[term]: weight for term, weight in zip(vector.terms, vector.weights, strict=True)}


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


def test_a_word_in_every_piece_weighs_nothing_and_a_word_in_one_is_left_out() -> None:
    pieces = [candidate("a", "city rent lone"), candidate("b", "city rent")]
    assert list(about([*pieces, *[candidate(f"c{n}", "city") for n in range(8)]])) == ["rent"]


def test_weights_fit_a_byte_and_the_length_is_at_most_a_unit() -> None:
    for size in range(1, 60, 7):
        text = " ".join(f"w{n} " * (n % 5 + 1) for n in range(size))
        found = about([candidate("a", text), candidate("b", text), *filler(5)])
        assert sum(weight * weight for weight in found.values()) <= UNIT * UNIT
        assert max(found.values()) <= UNIT


def test_levels_move_by_half_octaves() -> None:
    pieces = [candidate(f"p{n:02}", "x") for n in range(64)]
    levels = []
    for uses in range(1, 65):
        lexicon, _ = weigh([candidate(p.stem, "rent") if n < uses else p for n, p in enumerate(pieces)])
        levels.append(lexicon.levels[lexicon.names.index("rent")])
    assert levels[0] == 12
    assert levels[-1] == 0
    assert levels == sorted(levels, reverse=True)
    assert [uses for uses in range(2, 65) if levels[uses - 1] != levels[uses - 2]] == [
        2,
        3,
        4,
        6,
        8,
        12,
        16,
        23,
        32,
        46,
        64,
    ]


def test_the_promise_is_title_before_dek_and_topics() -> None:
    pieces = [
        candidate("a", title="rent", dek="cap", topics=("housing", "lonely")),
        candidate("b", "rent cap", topics=("housing",)),
        *filler(20),
    ]
    lexicon, weights = weigh(pieces)
    promise = weights[0].promise
    found = {lexicon.names[term]: weight for term, weight in zip(promise.terms, promise.weights, strict=True)}
    assert list(found) == ["rent", "cap", "housing"]
    assert found["rent"] > 3 * found["cap"] > 0


def test_a_piece_without_words_has_no_weights() -> None:
    assert weigh([Candidate("a")])[1] == (Weights((), *[weigh([Candidate("b")])[1][0].about] * 2),)
