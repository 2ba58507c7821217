"""A piece and its section -> the pieces nearest to it, best first.

Pair-local: a score depends on the two pieces and on levels (weights.py). Who is compared at all is found through
the lists of a piece's heaviest words, topics, writers and series; of a long list only the pieces nearest in time are
read, so that the work for a piece is bounded however large the section.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.model.publication import RelatedRules
from press.related.corpus import Section, Weighed
from press.related.pairs import scores

# So many to both sides are read of each list.
REACH = 12
# So many of those that stand in most of the lists are compared in full.
COMPARED = 32
_OFTEN = 2
# What a piece of the same language has ahead of all others: more lists than any piece opens.
OWN_LANGUAGE = 1 << 16


@dataclass(frozen=True, slots=True)
class Near:
    """What was found for a piece: places and scores, best first.

    `bar` is in how many lists the last of those stood that were compared; 0 when all that was found was compared.
    """

    places: Sequence[int]
    scores: Sequence[int]
    bar: int


def nearest(section: Section, place: int, rules: RelatedRules) -> Near:
    """Compare a piece with those that stand in most of its lists."""
    one = section.pieces[place]
    likely, bar = _most(meetings(section, one))
    others = [section.pieces[other] for other in likely]
    return best(one, others, scores(one, section.words[place], others, rules), bar)


def best(one: Weighed, others: Iterable[Weighed], points: Iterable[int], bar: int) -> Near:
    """Return what was found for a piece: its own language before others, high scores first, ties by stem."""
    lang = one.lang
    order = sorted(
        [(other.lang != lang, -score, other.stem, other.place) for other, score in zip(others, points, strict=True)]
    )
    return Near([item[3] for item in order], [-item[1] for item in order], bar)


def meetings(section: Section, one: Weighed) -> Mapping[int, int]:
    """Return for each piece that the lists of a piece lead to in how many of them it stands near."""
    place, list_of = one.place, section.lists.get
    read: list[int] = []
    for term in one.terms:
        places = list_of(term)
        if len(places) > 2 * REACH:
            at = bisect_left(places, place)
            read += places[max(0, at - REACH) : at + REACH]
        else:
            read += places
    found = Counter(read)
    found.pop(place, None)
    if len(section.langs) > 1:
        for other in found:
            if section.pieces[other].lang == one.lang:
                found[other] += OWN_LANGUAGE
    return found


def window(places: Sequence[int], place: int) -> Sequence[int]:
    """Return the part of an ascending list that is nearest to `place`."""
    if len(places) <= 2 * REACH:
        return places
    at = bisect_left(places, place)
    return places[max(0, at - REACH) : at + REACH]


def _most(found: Mapping[int, int]) -> tuple[Sequence[int], int]:
    """Return those met most often, of equals those first whose list is of a heavier term; and the bar."""
    if len(found) <= COMPARED:
        return list(found), 0
    # Most are met once or twice, and need not be sorted where others are enough.
    often = [place for place, times in found.items() if times > _OFTEN]
    most = sorted(often if len(often) >= COMPARED else found, key=found.__getitem__, reverse=True)[:COMPARED]
    return most, found[most[-1]]
