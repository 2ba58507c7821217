"""Two weighed pieces -> how near they are, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable

from press.model.publication import RelatedRules
from press.related.corpus import Weighed
from press.related.weights import WHOLE


def for_writer(rules: RelatedRules) -> tuple[int, int]:
    """Return by what two pieces of one writer are nearer: half as much again where config says nothing."""
    return 200 + rules.weights.author, 200


def for_series(rules: RelatedRules) -> tuple[int, int]:
    """Return by what two pieces of one series are nearer: a quarter more where config says nothing."""
    return 400 + rules.weights.series, 400


def scores(one: Weighed, words: Iterable[int], others: Iterable[Weighed], rules: RelatedRules) -> list[int]:
    """Return for each of other pieces how near it is, in thousandths of WHOLE; `words` are all words of the first.

    That is what is common (terms, and what the other one promises), more by one writer or in one series, less with
    the years: at `half_life_days` between two pieces it is halved, at twice that a third, at three times a quarter.
    What was written long ago stays in reach.
    """
    mine, spoken_of = one.terms, frozenset(words)
    day, authors, serial = one.day, frozenset(one.authors), one.series
    half = max(1, rules.half_life_days)
    whole = 1000 * half
    (writer, of_writer), (series, of_series) = for_writer(rules), for_series(rules)
    found = []
    for other in others:
        # Loops are quicker here than the sets of what both have: most of these would hold a handful.
        common = 0
        for term, weight in other.terms.items():
            if term in mine:
                common += mine[term] * weight
        for word, worth in other.promise.items():
            if word in spoken_of:
                common += worth
        points = common * whole // (half + abs(day - other.day))
        if not authors.isdisjoint(other.authors):
            points = points * writer // of_writer
        if serial and serial == other.series:
            points = points * series // of_series
        found.append(points // WHOLE)
    return found
