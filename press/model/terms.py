"""Terms: the words of a piece, stemmed and counted, from which related pieces are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Stemmed words with their weighted counts, bounded in number.

    `groups` holds a line for each count, the highest first: the count and the words that have it, parted by blanks, in
    alphabetical order. As one text they take a tenth of the memory that a pair for each word would. `title` and `dek`
    are the words of headline and standfirst, each once, in alphabetical order; all of them are in `groups` too.
    `digest` stands for all this.
    """

    groups: str = ""
    title: str = ""
    dek: str = ""
    digest: str = ""


NO_TERMS = Terms()
