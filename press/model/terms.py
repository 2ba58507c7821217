"""Terms: the words of a piece, stemmed and counted, from which related pieces are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Stemmed words with their weighted counts, bounded in number.

    `groups` holds (count, the words that have it, parted by blanks, in alphabetical order), highest count first:
    a fifth of the memory that a pair for each word would take. `title` and `dek` are the words of headline and
    standfirst, each once, in alphabetical order; all of them are in `groups` too. `digest` stands for all this.
    """

    groups: tuple[tuple[int, str], ...] = ()
    title: str = ""
    dek: str = ""
    digest: str = ""


NO_TERMS = Terms()
