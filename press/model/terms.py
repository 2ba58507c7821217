"""Terms: the words of a piece, stemmed and counted, from which related pieces are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Stemmed words with their weighted counts, most frequent first, ties by word; bounded in number."""

    counts: tuple[tuple[str, int], ...] = ()


NO_TERMS = Terms()
