"""Sections before and after an edit -> which pieces must be looked at again, and which pairs scored anew."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from press.related.corpus import Section, Weighed
from press.related.score import OWN_LANGUAGE, REACH, Near, window

# Places of some pieces -> places of those that may have them among what was found.
FoundBy = Callable[[Set[int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Change:
    """A piece before and after; None where it was not there, or is not there any more."""

    old: Weighed | None
    new: Weighed | None

    def terms(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return in which lists the piece stood and stands."""
        return frozenset(self.old.terms if self.old else ()), frozenset(self.new.terms if self.new else ())


@dataclass(slots=True)
class Touched:
    """Places of pieces to look at again, and for each of other pieces those to be scored anew."""

    again: set[int] = field(default_factory=set)
    pairs: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def touched(
    before: Section, after: Section, near: Mapping[int, Near], changes: Mapping[int, Change], found_by: FoundBy
) -> Touched:
    """Return what the changed pieces touch, they themselves among it.

    `near` is what was found before, `found_by` gives the pieces for which any of some were found.
    """
    found = Touched(again={place for place, change in changes.items() if _opens_other_lists(change)})
    moved: defaultdict[int, set[int]] = defaultdict(set)
    heavier = set()
    for place, change in changes.items():
        old, new = change.terms()
        if old == new:
            heavier.add(place)
        else:
            _meet(before, after, near, place, change, found)
        for term in old ^ new:
            moved[term].add(place)
    for term, places in moved.items():
        _shift(before.lists.get(term), after.lists.get(term), places, after, near, found)
    for place in found_by(heavier) if heavier else ():
        found.pairs[place] |= heavier.intersection(near[place].places)
    for place in changes.keys() - found.again:
        found.pairs[place].update(near[place].places)
    for place in found.again:
        found.pairs.pop(place, None)
    found.again -= {place for place, change in changes.items() if not change.new}
    return found


def _opens_other_lists(change: Change) -> bool:
    """Return whether a piece opens other lists than before, or in another order."""
    return not change.old or not change.new or list(change.old.terms) != list(change.new.terms)


def _meet(
    before: Section, after: Section, near: Mapping[int, Near], place: int, change: Change, found: Touched
) -> None:
    """Note the pieces that met the changed one before, or meet it now often enough."""
    old, new = change.terms()
    met_before, met = _readers(before, old, place), _readers(after, new, place)
    for other in met_before.keys() | met.keys():
        if other in found.again:
            continue
        that, times = near[other], met.get(other, 0)
        if times and change.new and len(after.langs) > 1 and after.pieces[other].lang == change.new.lang:
            times += OWN_LANGUAGE
        # One that is met more often than the last of those that were compared is among them still.
        if times > that.bar and place in that.places:
            found.pairs[other].add(place)
        elif (times and times >= that.bar) or place in that.places:
            found.again.add(other)


def _readers(section: Section, terms: Iterable[int], place: int) -> Counter[int]:
    """Count the lists in which each piece reads the one at `place`."""
    counts: Counter[int] = Counter()
    for places in map(section.lists.get, terms):
        # A piece reads one more before its own place than behind it.
        at = bisect_left(places, place)
        counts.update(places if len(places) <= 2 * REACH else places[max(0, at - REACH + 1) : at + REACH + 1])
    counts.pop(place, None)
    return counts


def _shift(
    old: Sequence[int], now: Sequence[int], moved: Set[int], after: Section, near: Mapping[int, Near], found: Touched
) -> None:
    """Note the pieces for which a list, of which they read a part, shows another piece than before.

    `moved` are the places that joined or left the list.
    """
    if max(len(old), len(now)) <= 2 * REACH:
        return
    for reader in _close(now, moved) if min(len(old), len(now)) > 2 * REACH else now:
        if reader in found.again:
            continue
        was, here = set(window(old, reader)) - moved, set(window(now, reader)) - moved
        that = near[reader]
        if any(other in that.places for other in was - here) or any(
            _may_enter(after, reader, other, that) for other in here - was
        ):
            found.again.add(reader)


def _close(now: Sequence[int], moved: Iterable[int]) -> set[int]:
    """Return the pieces of a list that read a part of it in which something changed."""
    close: set[int] = set()
    for place in moved:
        at = bisect_left(now, place)
        close.update(now[max(0, at - REACH - 1) : at + REACH + 2])
    return close


def _may_enter(after: Section, reader: int, other: int, that: Near) -> bool:
    """Return whether a piece that a list shows now may be one of those that are compared."""
    if other in that.places:
        return False
    mine, theirs = after.pieces[reader], after.pieces[other]
    times = len(mine.terms.keys() & theirs.terms.keys())
    return times + OWN_LANGUAGE * (len(after.langs) > 1 and mine.lang == theirs.lang) >= that.bar
