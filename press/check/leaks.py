"""Pieces that are not out -> the words by which they would show in a published file, and where those stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from press.check.facts import ForbiddenWords

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")
# A title of one or two words ("Rent") stands in honest prose as well; such a piece is known by its file's name
# and its address.
_FEWEST_WORDS = 3


def forbidden_words_of(titles: Iterable[tuple[str, str]]) -> tuple[ForbiddenWords, ...]:
    """Return the forbidden of (words that may not be published, what they are), without what is too common to tell."""
    forbidden = []
    for words, said in titles:
        found = plain(words)
        if found.count(" ") + 1 >= _FEWEST_WORDS:
            forbidden.append(ForbiddenWords(found, max(found.split(), key=len), said))
    return tuple(dict.fromkeys(forbidden))


def plain(text: str) -> str:
    """Return a text's words alone, in small letters: quotes, dashes and markup may be written in many ways."""
    return " ".join(_WORD.findall(unescape(text).casefold()))


def forbidden_words_in(text: str, forbidden: Iterable[ForbiddenWords]) -> Iterator[ForbiddenWords]:
    """Yield the forbidden that stand in a text."""
    by_rarest: dict[str, list[ForbiddenWords]] = {}
    for mark in forbidden:
        by_rarest.setdefault(mark.rarest, []).append(mark)
    if not by_rarest:
        return
    words = _WORD.findall(unescape(text).casefold())
    near = [mark for word in by_rarest.keys() & set(words) for mark in by_rarest[word]]
    if near:
        # With the tags, for what stands in attributes; and without, for words that are set in several.
        forms = f" {' '.join(words)} ", f" {plain(_TAG.sub(' ', unescape(text)))} "
        yield from (mark for mark in near if any(f" {mark.words} " in form for form in forms))


def line_of(text: str, mark: ForbiddenWords) -> int:
    """Return the first line of a text that holds a mark whole, 0 when it runs over several."""
    numbers = (number for number, line in enumerate(text.splitlines(), 1) if f" {mark.words} " in f" {plain(line)} ")
    return next(numbers, 0)


def without(forbidden: Iterable[ForbiddenWords], published: Mapping[str, str]) -> tuple[ForbiddenWords, ...]:
    """Return the forbidden that no published title holds: `published` maps a file to its title."""
    titles = [f" {plain(title)} " for title in published.values()]
    return tuple(mark for mark in forbidden if not any(f" {mark.words} " in title for title in titles))
