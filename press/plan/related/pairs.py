"""Two weighed pieces -> how near they are, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable

from press.model.publication import RelatedRules
from press.plan.related.section import Weighed
from press.plan.related.weights import WHOLE

# Half as much again for the same writer, a quarter for the same series.
WRITER = (3, 2)
SERIES = (5, 4)


def scores(one: Weighed, words: Iterable[int], others: Iterable[Weighed], rules: RelatedRules) -> list[int]:
    """Return for each of other pieces how near it is, in thousandths of WHOLE; `words` are all words of the first.

    That is what is common (terms, and what the other one promises), more by one writer or in one series, less with
    the years: at `half_life_days` between two pieces it is halved, at twice that a third, at three times a quarter.
    What was written long ago stays in reach.
    """
    mine, spoken_of = one.terms, frozenset(words)
    half = max(1, rules.half_life_days)
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
        points = common * 1000 * half // (half + abs(one.day - other.day))
        if not one.authors.isdisjoint(other.authors):
            points = points * WRITER[0] // WRITER[1]
        if other.series and one.series == other.series:
            points = points * SERIES[0] // SERIES[1]
        found.append(points // WHOLE)
    return found
