from __future__ import annotations

import re

import pytest

from press.model.publication import RelatedRules, RelatedWeights
from press.model.related import Chosen
from press.related.candidate import Candidate
from press.related.explain import explain, lines_of
from tests.related.pieces import RULES, candidate, filler, ranked, terms_of


def pieces() -> list[Candidate]:
    return [
        candidate("a", "zoning rent rent", topics=("housing",), authors=("jane",), series="quay"),
        candidate("b", "zoning rent", title="rent", topics=("housing",), authors=("jane",), series="quay", day=1041),
        candidate("c", "zoning", day=999),
        candidate("d", "other", topics=("housing",), lang="uk"),
        *filler(14),
    ]


def test_what_is_explained_is_what_is_ranked() -> None:
    explained = explain("a", pieces(), terms_of, RULES)
    assert [(r.stem, r.score) for r in explained.reasons] == [(f.stem, f.score) for f in ranked(pieces())["a"]]


def test_the_parts_make_up_the_score() -> None:
    near = next(reason for reason in explain("a", pieces(), terms_of, RULES).reasons if reason.stem == "c")
    assert near.topics == ()
    parts = sum(word.share for word in near.words)
    assert near.score == pytest.approx(parts * RULES.half_life_days / (RULES.half_life_days + 1), abs=2)


def test_an_explanation_reads_as_a_sentence() -> None:
    chosen = Chosen(card="b", list=("p",), left_out=(("c", "the text links to it"), ("q", "it is paid content")))
    written = {"zoning": "zoning", "rent": "rents"}
    lines = lines_of(explain("a", pieces(), terms_of, RULES, chosen), {"housing": "Housing"}, written)
    assert lines[0] == "p: shown because the piece names it"
    assert lines[1].endswith("  b [card]")
    assert re.match(r"      terms: rents 0\.\d\d \(in 2\), zoning 0\.\d\d \(in 3\); topic ", lines[2])
    assert "; topic Housing " in lines[2]
    assert lines[2].endswith("(3 of 18 pieces); 41 days apart, × 0.95; same writer, × 1.5; same series, × 1.25")
    assert lines[3].endswith("  c [not shown: the text links to it]")
    assert lines[4].endswith("; 1 day apart, × 1.00")
    assert lines[6].endswith("; the same day; another language, after all of its own")
    assert lines[7:] == ("q: left out, it is paid content",)


def test_many_words_are_counted_rather_than_listed() -> None:
    words = " ".join(f"word{n}" for n in range(9))
    lines = lines_of(explain("a", [candidate("a", words), candidate("b", words), *filler(9)], terms_of, RULES), {}, {})
    assert lines[1].count("word") == 6
    assert " and 3 more; " in lines[1]


def test_paid_content_and_lonely_pieces_have_nothing_to_explain() -> None:
    found = explain(
        "ad", [candidate("ad", "rent", suggestable=False), candidate("b", "rent"), *filler(3)], terms_of, RULES
    )
    assert found.reasons == ()
    assert lines_of(found, {}, {}) == ()


def test_a_piece_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        explain("nowhere", pieces(), terms_of, RULES)


def test_words_that_tell_nothing_are_counted_only() -> None:
    heavy, light = " quay" * 40, " ".join(f"light{n}" for n in range(3))
    lines = lines_of(
        explain("a", [candidate("a", heavy + " " + light), candidate("b", light + heavy), *filler(9)], terms_of, RULES),
        {},
        {},
    )
    assert lines[1].strip().startswith("terms: quay 0.99 (in 2) and 3 more; ")


def test_what_nearer_ones_have_crowded_out_says_so() -> None:
    lines = lines_of(explain("a", pieces(), terms_of, RULES, Chosen(card="b")), {}, {})
    assert lines[0].endswith("  b [card]")
    assert lines[2].endswith("  c [not shown: nearer ones took the places]")


def test_weights_that_config_sets_are_told() -> None:
    rules = RelatedRules(weights=RelatedWeights(author=0, series=400))
    lines = lines_of(explain("a", pieces(), terms_of, rules), {}, {})
    assert lines[1].endswith("; 41 days apart, × 0.95; same series, × 2")
