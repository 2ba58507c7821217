"""Candidate and Suggestion: a piece as far as others can be related to it, and what was found for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from press.model.edition import Piece
from press.model.terms import Terms

# Terms by their digest; None when they are not known any more.
TermsOf = Callable[[str], Terms | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published piece. `day` is the ordinal of its date; `topics` and `authors` are ids.

    `words` is the digest of its terms; `series` is its name folded, "" = none. `suggestable`: False for paid content
    and retracted pieces, which are suggested nowhere and are given no suggestions.
    """

    stem: str
    words: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    series: str = ""
    day: int = 1
    lang: str = "en"
    suggestable: bool = True


class Suggestion(NamedTuple):
    """A piece found for another; `score` in thousandths: 1000 = the same words, all other things equal."""

    stem: str
    score: int


def is_retracted(piece: Piece) -> bool:
    """Return whether a piece has been taken back; nobody is led to it."""
    return any(correction.type == "retraction" for correction in piece.article.corrections)
