"""A word that is not known -> the known one that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_ALIKE = 0.8  # below this share of common letters two names are rather two names than one misspelt


def closest(word: str, known: Iterable[str], *, alike: float = _ALIKE) -> str:
    """Return the entry of `known` most like `word`, "" when none is alike enough.

    `alike` runs from 0 to 1. Letters in another order count as alike. Ties go to the one that stands first.
    """
    choices = [name for name in dict.fromkeys(known) if name != word]
    lowered = word.casefold()
    for name in choices:
        if name.casefold() == lowered:
            return name
    near = get_close_matches(word, choices, n=1, cutoff=alike)
    if near:
        return near[0]
    letters = sorted(lowered)
    return next((name for name in choices if len(name) == len(word) and sorted(name.casefold()) == letters), "")


def did_you_mean(word: str, known: Iterable[str], *, alike: float = _ALIKE) -> str:
    """Return `did you mean "x"?` for the known word most like `word`, "" when none is alike enough."""
    near = closest(word, known, alike=alike)
    return f'did you mean "{near}"?' if near else ""
