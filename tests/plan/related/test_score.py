from __future__ import annotations

import random
from typing import Any

import pytest

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate, Suggestion
from press.plan.related.pairs import in_common, reader_of, score
from press.plan.related.score import rank
from press.plan.related.weights import weigh
from tests.plan.related.pieces import RULES, candidate, filler


def names(found: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.stem for suggestion in found]


def section(size: int, seed: int = 7) -> list[Candidate]:
    chance = random.Random(seed)
    return [
        candidate(
            f"piece-{n:03}",
            " ".join(f"w{int(chance.paretovariate(0.6)) % 900}" for _ in range(60)),
            title=" ".join({f"w{chance.randrange(900)}" for _ in range(4)}),
            topics=(f"topic-{chance.randrange(9)}",),
            authors=(f"writer-{chance.randrange(30)}",),
            series=chance.choice(["", "", "", "harbour"]),
            day=1000 + chance.randrange(900),
        )
        for n in range(size)
    ]


def test_no_piece_and_one_piece() -> None:
    assert rank([], RULES) == {}
    assert rank([candidate("a", "rent")], RULES) == {"a": ()}


def test_the_first_two_pieces_of_a_section_find_each_other() -> None:
    found = rank([candidate("a", "rent cap"), candidate("b", "rent tram", day=1400)], RULES)
    assert (names(found["a"]), names(found["b"])) == (["b"], ["a"])


def test_pieces_with_the_same_rare_words_find_each_other() -> None:
    pieces = [
        candidate("rent", "rent cap tenant city"),
        candidate("cap", "rent cap landlord city"),
        candidate("tram", "tram line city"),
        *filler(20),
    ]
    assert names(rank(pieces, RULES)["rent"])[0] == "cap"
    assert names(rank(pieces, RULES)["cap"])[0] == "rent"


def test_nothing_in_common_is_not_suggested() -> None:
    assert rank([candidate("a", "rent"), candidate("b", "tram"), *filler(5)], RULES)["a"] == ()


def test_a_headline_that_the_text_speaks_of_is_nearer_than_a_passing_mention() -> None:
    pieces = [
        candidate("a", "ferry harbour " + " ".join(f"x{n}" for n in range(30))),
        candidate("headline", " ".join(f"y{n}" for n in range(30)), title="ferry harbour"),
        candidate("mention", "ferry harbour lone " + " ".join(f"z{n}" for n in range(30))),
        *filler(40),
    ]
    assert names(rank(pieces, RULES)["a"]) == ["headline", "mention"]


def test_a_rare_topic_counts_more_than_a_frequent_one() -> None:
    pieces = [
        candidate("a", "rent", topics=("housing", "city")),
        candidate("rare", "rent", topics=("housing", "other")),
        candidate("frequent", "rent", topics=("city", "other")),
        *[candidate(f"c{n}", f"own{n}", topics=("city",)) for n in range(20)],
    ]
    assert names(rank(pieces, RULES)["a"])[:2] == ["rare", "frequent"]


@pytest.mark.parametrize(
    "nearer",
    [{"day": 1100}, {"authors": ("jane",)}, {"series": "harbour"}],
    ids=["closer in time", "same writer", "same series"],
)
def test_of_two_alike_the_nearer_one_comes_first(nearer: dict[str, Any]) -> None:
    one = candidate("one", "rent cap", authors=("jane",), series="harbour", day=1100)
    pieces = [one, candidate("b-far", "rent cap"), candidate("c-near", "rent cap", **nearer), *filler(9)]
    assert names(rank(pieces, RULES)["one"]) == ["c-near", "b-far"]


def test_a_piece_at_half_life_scores_half() -> None:
    rules = RelatedRules(half_life_days=100)
    pieces = [candidate("a", "rent cap"), candidate("b", "rent cap"), candidate("c", "rent cap", day=1100), *filler(9)]
    near, far = rank(pieces, rules)["a"]
    assert (near.stem, far.stem) == ("b", "c")
    assert near.score // 2 == far.score > 0


def test_a_half_life_of_no_days_is_as_one_day() -> None:
    pieces = section(20)
    assert rank(pieces, RelatedRules(half_life_days=0)) == rank(pieces, RelatedRules(half_life_days=1))


def test_equals_stand_in_the_order_of_their_names() -> None:
    pieces = [candidate(name, "rent cap") for name in "dbac"] + filler(9)
    assert names(rank(pieces, RULES)["c"]) == ["a", "b", "d"]


def test_what_is_not_suggestable_is_suggested_nowhere_and_gets_nothing() -> None:
    pieces = [candidate("a", "rent"), candidate("ad", "rent", suggestable=False), candidate("b", "rent"), *filler(9)]
    found = rank(pieces, RULES)
    assert (names(found["a"]), names(found["b"]), found["ad"]) == (["b"], ["a"], ())


def test_its_own_language_comes_first_and_words_of_two_languages_have_nothing_in_common() -> None:
    pieces = [
        candidate("a", "rent cap city", topics=("housing",)),
        candidate("own", "city", day=1),
        candidate("other", "rent cap city", topics=("housing",), lang="uk"),
        candidate("foreign", "rent cap city", lang="uk"),
        *filler(9),
    ]
    assert names(rank(pieces, RULES)["a"]) == ["own", "other"]


def test_the_order_of_candidates_plays_no_part() -> None:
    pieces = section(120)
    expected = rank(pieces, RULES)
    for seed in range(3):
        random.Random(seed).shuffle(pieces)
        assert rank(pieces, RULES) == expected


def test_the_lists_lead_to_the_best_of_all_pairs() -> None:
    pieces = sorted(section(60), key=lambda piece: (piece.day, piece.stem))
    found = rank(pieces, RULES, limit=5)
    _, weights = weigh(pieces)
    for piece, mine in zip(pieces, weights, strict=True):
        reader = reader_of(piece, mine)
        best = sorted(
            (-score(in_common(reader, theirs), reader, other, RULES), other.stem)
            for other, theirs in zip(pieces, weights, strict=True)
            if other is not piece
        )
        assert [(-found.score, found.stem) for found in found[piece.stem]][:3] == best[:3]


def test_an_edit_moves_its_neighbours_only() -> None:
    pieces = section(200)
    near = [candidate("x", "quay crane dock"), candidate("y", "quay crane"), candidate("z", "quay dock")]
    before = rank([*pieces, *near], RULES)
    after = rank([*pieces, candidate("x", "quay crane ferry"), *near[1:]], RULES)
    assert {stem for stem in before if before[stem] != after[stem]} == {"x", "y", "z"}


def test_no_more_than_asked_for() -> None:
    assert all(len(found) <= 4 for found in rank(section(80), RULES, limit=4).values())


def test_in_a_large_section_the_nearest_in_time_are_read() -> None:
    pieces = [candidate(f"p{n:04}", f"own{n} rent", topics=("housing",), day=n) for n in range(600)]
    pieces += [candidate(f"q{n:04}", f"alone{n}", day=n) for n in range(600)]
    found = rank(pieces, RULES)["p0300"]
    assert found
    assert all(abs(int(suggestion.stem[1:]) - 300) <= 12 for suggestion in found)
