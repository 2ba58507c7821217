from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from press.model.publication import RelatedRules, RelatedWeights
from press.related.corpus import arrange
from press.related.numbering import in_time
from press.related.pairs import scores
from press.related.ranking import LIMIT
from press.related.score import REACH
from tests.related.pieces import RULES, candidate, filler, names, ranked, section, terms_of


def test_no_piece_and_one_piece() -> None:
    assert dict(ranked([])) == {}
    assert dict(ranked([candidate("a", "rent")])) == {"a": ()}


def test_the_first_two_pieces_of_a_section_find_each_other() -> None:
    found = ranked([candidate("a", "rent cap"), candidate("b", "rent tram", day=1400)])
    assert (names(found["a"]), names(found["b"])) == (["b"], ["a"])


def test_pieces_with_the_same_rare_words_find_each_other() -> None:
    pieces = [
        candidate("rent", "rent cap tenant city"),
        candidate("cap", "rent cap landlord city"),
        candidate("tram", "tram line city"),
        *filler(20),
    ]
    assert names(ranked(pieces)["rent"])[0] == "cap"
    assert names(ranked(pieces)["cap"])[0] == "rent"


def test_nothing_in_common_is_not_suggested() -> None:
    assert ranked([candidate("a", "rent"), candidate("b", "tram"), *filler(5)])["a"] == ()


def test_a_headline_that_the_text_speaks_of_is_nearer_than_a_passing_mention() -> None:
    pieces = [
        candidate("a", "ferry harbour " + " ".join(f"x{n}" for n in range(30))),
        candidate("headline", " ".join(f"y{n}" for n in range(30)), title="ferry harbour"),
        candidate("mention", "ferry harbour lone " + " ".join(f"z{n}" for n in range(30))),
        *filler(40),
    ]
    assert names(ranked(pieces)["a"]) == ["headline", "mention"]


def test_a_rare_topic_counts_more_than_a_frequent_one() -> None:
    pieces = [
        candidate("a", "rent", topics=("housing", "city")),
        candidate("rare", "rent", topics=("housing", "other")),
        candidate("frequent", "rent", topics=("city", "other")),
        *[candidate(f"c{n}", f"own{n}", topics=("city",)) for n in range(20)],
    ]
    assert names(ranked(pieces)["a"])[:2] == ["rare", "frequent"]


@pytest.mark.parametrize(
    "nearer",
    [{"day": 1100}, {"authors": ("jane",)}, {"series": "harbour"}],
    ids=["closer in time", "same writer", "same series"],
)
def test_of_two_alike_the_nearer_one_comes_first(nearer: dict[str, Any]) -> None:
    one = candidate("one", "rent cap", authors=("jane",), series="harbour", day=1100)
    pieces = [one, candidate("b-far", "rent cap"), candidate("c-near", "rent cap", **nearer), *filler(9)]
    assert names(ranked(pieces)["one"]) == ["c-near", "b-far"]


def test_a_piece_at_half_life_scores_half() -> None:
    rules = RelatedRules(half_life_days=100)
    pieces = [candidate("a", "rent cap"), candidate("b", "rent cap"), candidate("c", "rent cap", day=1100), *filler(9)]
    near, far = ranked(pieces, rules)["a"]
    assert (near.stem, far.stem) == ("b", "c")
    assert near.score // 2 == far.score > 0


def test_a_half_life_of_no_days_is_as_one_day() -> None:
    pieces = section(20)
    assert ranked(pieces, RelatedRules(half_life_days=0)) == ranked(pieces, RelatedRules(half_life_days=1))


def test_equals_stand_in_the_order_of_their_names() -> None:
    pieces = [candidate(name, "rent cap") for name in "dbac"] + filler(9)
    assert names(ranked(pieces)["c"]) == ["a", "b", "d"]


def test_what_is_not_suggestable_is_suggested_nowhere_and_gets_nothing() -> None:
    pieces = [candidate("a", "rent"), candidate("ad", "rent", suggestable=False), candidate("b", "rent"), *filler(9)]
    found = ranked(pieces)
    assert (names(found["a"]), names(found["b"])) == (["b"], ["a"])
    assert "ad" not in found


def test_its_own_language_comes_first_and_words_of_two_languages_have_nothing_in_common() -> None:
    pieces = [
        candidate("a", "rent cap city", topics=("housing",)),
        candidate("own", "city", day=1),
        candidate("other", "rent cap city", topics=("housing",), lang="uk"),
        candidate("foreign", "rent cap city", lang="uk"),
        *filler(9),
    ]
    assert names(ranked(pieces)["a"]) == ["own", "other"]


def test_the_order_of_candidates_plays_no_part() -> None:
    pieces = section(120)
    expected = ranked(pieces)
    for seed in range(3):
        random.Random(seed).shuffle(pieces)
        assert ranked(pieces) == expected


def test_the_lists_lead_to_the_best_of_all_pairs() -> None:
    pieces, missed = section(60), 0
    found, weighed = ranked(pieces), arrange(in_time(pieces, terms_of), RULES.weights)
    for place, one in weighed.pieces.items():
        others = [other for other in weighed.pieces.values() if other is not one]
        points = scores(one, weighed.words[place], others, RULES)
        best = sorted((-score, other.stem) for score, other in zip(points, others, strict=True))
        missed += len({stem for _, stem in best[:3]}.difference(names(found[one.stem])))
    assert missed <= 60 * 3 // 8


def test_an_edit_moves_its_neighbours_only() -> None:
    pieces = section(200)
    near = [candidate("x", "quay crane dock"), candidate("y", "quay crane"), candidate("z", "quay dock")]
    before = ranked([*pieces, *near])
    after = ranked([*pieces, candidate("x", "quay crane ferry"), *near[1:]])
    assert {stem for stem in before if before[stem] != after[stem]} == {"x", "y", "z"}


def test_no_more_than_anybody_shows() -> None:
    assert {len(found) for found in ranked(section(80)).values()} == {LIMIT}


def test_in_a_large_section_the_nearest_in_time_are_read() -> None:
    pieces = [candidate(f"p{n:04}", f"own{n} rent", topics=("housing",), day=n) for n in range(600)]
    pieces += [candidate(f"q{n:04}", f"alone{n}", day=n) for n in range(600)]
    found = ranked(pieces)["p0300"]
    assert found
    assert all(abs(int(suggestion.stem[1:]) - 300) <= REACH for suggestion in found)


@pytest.mark.parametrize("sign", ["words", "headlines", "topics", "author", "series"])
def test_config_says_how_much_each_sign_counts(sign: str) -> None:
    """The same pieces are related by one sign alone; without it by nothing, with more of it by more."""
    pieces = [
        candidate("a", "rent quay", topics=("housing",), authors=("jane",), series="harbour"),
        candidate("b", "rent quay", title="rent", topics=("housing",), authors=("jane",), series="harbour"),
        *filler(14),
    ]
    alone = RelatedWeights(words=0, headlines=0, topics=0, author=0, series=0)
    points = [
        next((found.score for found in ranked(pieces, RelatedRules(weights=shares))["a"]), 0)
        for shares in (alone, replace(alone, **{sign: 100}), replace(alone, **{sign: 300}))
    ]
    assert points[0] == 0 < points[1] < points[2]
