"""Pieces that are not out -> the words by which they would show in a published file, and where those stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from press.check.facts import Mark

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")
# A title of one or two words ("Rent") stands in honest prose as well; such a piece is known by its file's name
# and its address.
_FEWEST_WORDS = 3


def marks_of(titles: Iterable[tuple[str, str]]) -> tuple[Mark, ...]:
    """Return the marks of (words that may not be published, what they are), without what is too common to tell."""
    marks = []
    for words, said in titles:
        found = plain(words)
        if found.count(" ") + 1 >= _FEWEST_WORDS:
            marks.append(Mark(found, max(found.split(), key=len), said))
    return tuple(dict.fromkeys(marks))


def plain(text: str) -> str:
    """Return a text's words alone, in small letters: quotes, dashes and markup may be written in many ways."""
    return " ".join(_WORD.findall(unescape(text).casefold()))


def marks_in(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks that stand in a text."""
    by_rarest: dict[str, list[Mark]] = {}
    for mark in marks:
        by_rarest.setdefault(mark.rarest, []).append(mark)
    if not by_rarest:
        return
    words = _WORD.findall(unescape(text).casefold())
    near = [mark for word in by_rarest.keys() & set(words) for mark in by_rarest[word]]
    if near:
        # With the tags, for what stands in attributes; and without, for words that are set in several.
        forms = f" {' '.join(words)} ", f" {plain(_TAG.sub(' ', unescape(text)))} "
        yield from (mark for mark in near if any(f" {mark.words} " in form for form in forms))


def line_of(text: str, mark: Mark) -> int:
    """Return the first line of a text that holds a mark whole, 0 when it runs over several."""
    numbers = (number for number, line in enumerate(text.splitlines(), 1) if f" {mark.words} " in f" {plain(line)} ")
    return next(numbers, 0)


def without(marks: Iterable[Mark], published: Mapping[str, str]) -> tuple[Mark, ...]:
    """Return the marks that no published title holds: `published` maps a file to its title."""
    titles = [f" {plain(title)} " for title in published.values()]
    return tuple(mark for mark in marks if not any(f" {mark.words} " in title for title in titles))
