"""Candidate and Suggestion: a piece as far as others can be related to it, and what was found for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from press.model.terms import Terms

# Terms by their digest; None when they are not known any more.
TermsOf = Callable[[str], Terms | None]


@dataclass(frozen=True, slots=True)
class Ties:
    """What writers have tied to a piece by hand: stems of pieces to show, not to show, and that its text links to.

    `card` and `replies_to` are those of the piece, `original` is what it translates; "" = nothing.
    """

    related: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    card: str = "auto"
    replies_to: str = ""
    original: str = ""


NO_TIES = Ties()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published piece. `day` is the ordinal of its date; `topics` and `authors` are ids.

    `words` is the digest of its terms; `series` is its name folded, "" = none. `suggestable`: False for paid content
    and retracted pieces, which are suggested nowhere and are given no suggestions. What follows plays a part only when
    it is chosen what a piece shows.
    """

    stem: str
    words: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    series: str = ""
    day: int = 1
    lang: str = "en"
    suggestable: bool = True
    is_paid: bool = False
    is_retracted: bool = False
    has_picture: bool = False
    ties: Ties = NO_TIES


class Suggestion(NamedTuple):
    """A piece found for another; `score` in thousandths: 1000 = the same words, all other things equal."""

    stem: str
    score: int
