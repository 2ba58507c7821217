"""Number + noun -> the words that terminals, refusals and pages of the preview show."""

from __future__ import annotations


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return `1 page`, `2 pages`, `1,200 pages`; `nouns` is the plural where it is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
