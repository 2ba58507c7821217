from __future__ import annotations

from dataclasses import replace

from press.model.publication import RelatedRules, RelatedWeights
from press.related.candidate import Candidate, Ties
from press.related.numbering import in_time
from press.related.ranking import rank, rank_told
from press.related.transfer import packed, unpacked
from tests.related.pieces import RULES, candidate, section, terms_of

SOME = section(30)
ODD = [
    candidate("paid", "w1 w2", title="w1", suggestable=False, is_paid=True),
    candidate("gone", "w1 w2", suggestable=False, is_retracted=True),
    candidate("mute", has_picture=True, topics=("one", "two"), authors=("a", "b")),
    candidate("uk", "слово слово ще", title="слово", lang="uk", series="гавань"),
    candidate("tied", "w3", ties=Ties(("uk", "mute"), ("gone",), ("paid",), "off", "mute", "uk")),
    candidate("card", "w3", day=3, ties=Ties(card="uk")),
]


def test_what_comes_out_is_what_went_in_as_it_stands_in_time() -> None:
    pieces = [*SOME, *ODD]
    rules = RelatedRules(list=5, half_life_days=90, card_needs_picture=False, weights=RelatedWeights(topics=3))
    out: dict[int, Candidate] = {}
    found, told = unpacked([*packed(rules, pieces, terms_of)], out.__setitem__)
    assert [*told] == [*in_time(pieces, terms_of)]
    assert found == rules
    assert [out[number] for number in range(len(pieces))] == pieces


def test_it_is_ranked_as_the_pieces_themselves_are() -> None:
    pieces = [replace(piece, day=piece.day % 7) for piece in SOME]
    _, told = unpacked([*packed(RULES, pieces, terms_of)], dict[int, Candidate]().__setitem__)
    assert rank_told(told, RULES).near == rank(pieces, terms_of, RULES).near
