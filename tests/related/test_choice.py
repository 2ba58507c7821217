from __future__ import annotations

from typing import Any

import pytest

from press.model.catalogue import Catalogue, Piece
from press.model.publication import RelatedRules
from press.model.related import Chosen
from press.related.choice import choose, choosing_of
from tests.related.pieces import catalogue, piece

OTHERS = "bcdefgh"


def chosen(mine: Piece, *others: Piece, order: str = OTHERS, rules: RelatedRules | None = None) -> Chosen:
    """What the piece "a" shows when the others are ranked in this order; those not given are plain."""
    given = {other.article.stem: other for other in others}
    pieces = [mine, *given.values(), *(piece(stem) for stem in OTHERS if stem not in given)]
    made: Catalogue = catalogue(*pieces, rules=rules or RelatedRules())
    return choose(choosing_of(made), lambda stem: order if stem == "a" else "")["a"]


def test_the_card_takes_the_best_with_a_picture_and_the_list_the_next_three() -> None:
    found = chosen(piece("a"), piece("d", picture=True))
    assert found == Chosen("d", ("b", "c", "e"), ())


def test_without_any_picture_the_card_takes_the_best() -> None:
    assert chosen(piece("a")) == Chosen("b", ("c", "d", "e"), ())


def test_a_card_that_needs_no_picture_takes_the_best() -> None:
    rules = RelatedRules(card_needs_picture=False)
    assert chosen(piece("a"), piece("d", picture=True), rules=rules).card == "b"


def test_a_card_that_is_off_leaves_all_to_the_list() -> None:
    assert chosen(piece("a", card="off")) == Chosen("", ("b", "c", "d"), ())


def test_a_pinned_card_is_shown_and_not_listed_again() -> None:
    assert chosen(piece("a", card="c"), piece("b", picture=True)) == Chosen("c", ("b", "d", "e"), ())


def test_pins_come_first() -> None:
    found = chosen(piece("a", related=("h", "g")), piece("g", picture=True))
    assert found == Chosen("g", ("h", "b", "c"), ())


def test_related_exclude_beats_pins_and_card() -> None:
    found = chosen(piece("a", related=("h",), related_exclude=("h", "c"), card="c"))
    assert found.card == "b"
    assert found.list == ("d", "e", "f")
    assert dict(found.left_out) == {"c": "related_exclude names it", "h": "related_exclude names it"}


@pytest.mark.parametrize(
    ("mine", "other", "reason"),
    [
        (piece("a", links=(("article:b", "article:b"),)), piece("b"), "the text links to it"),
        (piece("a", links=(("address:/old/", "article:b"),)), piece("b"), "the text links to it"),
        (piece("a"), piece("b", replies_to="a"), "it replies to this piece and is shown as a reply"),
        (piece("a", replies_to="b"), piece("b"), "this piece replies to it and says so"),
        (piece("a"), piece("b", translation_of="a"), "it is this piece in another language"),
        (piece("a", translation_of="b"), piece("b"), "it is this piece in another language"),
        (piece("a", translation_of="h"), piece("b", translation_of="h"), "it is this piece in another language"),
        (piece("a"), piece("b", keys={"kind": "paid"}), "it is paid content"),
        (piece("a", related_exclude=("b",)), piece("b"), "related_exclude names it"),
    ],
)
def test_what_is_not_shown_and_why(mine: Piece, other: Piece, reason: str) -> None:
    found = chosen(mine, other)
    assert "b" not in (found.card, *found.list)
    assert ("b", reason) in found.left_out


def test_a_link_that_leads_nowhere_bars_nothing() -> None:
    assert chosen(piece("a", links=(("article:b", ""),))).card == "b"


@pytest.mark.parametrize("key", ["related", "card"])
def test_a_writer_may_pin_what_the_text_links_to_but_not_paid_content(key: str) -> None:
    pins: dict[str, Any] = {key: ("h",) if key == "related" else "h"}
    linked = chosen(piece("a", links=(("article:h", "article:h"),), **pins))
    assert "h" in (linked.card, *linked.list)
    paid = chosen(piece("a", **pins), piece("h", keys={"kind": "paid"}))
    assert "h" not in (paid.card, *paid.list)
    assert ("h", "it is paid content") in paid.left_out


def test_a_piece_that_pins_itself_is_not_shown_beside_itself() -> None:
    found = chosen(piece("a", related=("a",), card="a"))
    assert found == Chosen("b", ("c", "d", "e"), (("a", "it is this piece"),))


def test_two_by_one_writer_card_included() -> None:
    same = [piece(stem, authors=("jane-roe",)) for stem in "bcd"]
    assert chosen(piece("a"), *same) == Chosen("b", ("c", "e", "f"), (("d", "2 by Jane Roe are shown already"),))


def test_two_of_one_series_however_it_is_written() -> None:
    same = [
        piece(stem, keys={"series": name})
        for stem, name in zip("bcd", ("The Quay", "the quay", "The-Quay"), strict=True)
    ]
    found = chosen(piece("a"), *same)
    assert found.list == ("c", "e", "f")
    assert found.left_out == (("d", "2 of the series The-Quay are shown already"),)


def test_pins_are_bound_by_no_count_but_count() -> None:
    same = [piece(stem, authors=("jane-roe",)) for stem in "bcde"]
    found = chosen(piece("a", related=("b", "c", "d")), *same)
    assert found == Chosen("b", ("c", "d", "f"), (("e", "2 by Jane Roe are shown already"),))


def test_of_two_versions_of_one_text_the_nearer_is_shown() -> None:
    found = chosen(piece("a"), piece("c", translation_of="b"))
    assert found == Chosen("b", ("d", "e", "f"), (("c", "it is shown in another language already"),))


def test_what_is_far_behind_is_not_said_to_be_left_out() -> None:
    assert chosen(piece("a", related_exclude=("h",))).left_out == ()


def test_where_few_are_near_in_words_the_nearest_in_time_fill_up() -> None:
    assert chosen(piece("a"), order="") == Chosen("b", ("c", "d", "e"))
    assert chosen(piece("a"), order="f") == Chosen("f", ("b", "c", "d"))


def test_config_says_how_many() -> None:
    assert chosen(piece("a"), rules=RelatedRules(list=5)).list == ("c", "d", "e", "f", "g")
    assert chosen(piece("a"), rules=RelatedRules(list=0)) == Chosen("b")
    one = RelatedRules(per_author=1)
    assert chosen(piece("a"), piece("b", authors=("x",)), piece("c", authors=("x",)), rules=one).list == ("d", "e", "f")
