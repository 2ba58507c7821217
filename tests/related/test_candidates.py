from __future__ import annotations

from datetime import UTC, datetime

from press.model.body import RichText
from press.model.content import Correction
from press.related import candidates_of, terms_of
from press.related.candidate import Candidate
from tests.related.pieces import NOW, catalogue, piece, terms


def test_a_candidate_holds_what_pieces_are_related_by() -> None:
    words = terms("rent cap", "rent")
    keys = {"terms": words, "series": " The  Quay ", "lang": "uk", "date": datetime(2026, 3, 2, tzinfo=UTC)}
    made = catalogue(piece("a", topics=("housing",), authors=("jane",), keys=keys))
    assert candidates_of(made) == (
        Candidate(
            "a", words.digest, ("housing",), ("jane",), "the quay", datetime(2026, 3, 2, tzinfo=UTC).toordinal(), "uk"
        ),
    )
    assert terms_of(made)(words.digest) == words
    assert terms_of(made)("another") is None


def test_paid_content_and_retracted_pieces_are_not_suggestable() -> None:
    def corrected(stem: str, kind: str) -> object:
        return piece(stem, keys={"corrections": (Correction(NOW, kind, RichText("x")),)})  # type: ignore[arg-type]

    made = catalogue(
        piece("letters", keys={"kind": "letters"}),
        piece("paid", keys={"kind": "paid"}),
        corrected("retracted", "retraction"),  # type: ignore[arg-type]
        corrected("corrected", "correction"),  # type: ignore[arg-type]
    )
    assert {c.stem: c.suggestable for c in candidates_of(made)} == {
        "letters": True,
        "paid": False,
        "retracted": False,
        "corrected": True,
    }
