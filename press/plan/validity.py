"""Edition -> until when it holds: the first instant at which time alone changes what is published or said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, datetime, timedelta

from press.model.catalogue import Catalogue
from press.model.content import Article
from press.plan.indexes import NEWS_HOURS


def valid_until(catalogue: Catalogue) -> datetime | None:
    """Return the next embargo, expiry, anniversary of a piece or end of its 48 hours as news; None: never.

    Anniversaries are days of the site's time zone: a piece says at its top how many years old it is. An update or a
    correction that is dated later than now has a note until its date.
    """
    now = catalogue.now
    waiting = [*catalogue.held_back, *catalogue.unpublished.values()]
    moments = [piece.due for piece in waiting if piece.due]
    for piece in catalogue.pieces.values():
        moments += (moment for moment in _moments(piece.article, catalogue) if moment > now)
    return min(moments, default=None)


def _moments(article: Article, catalogue: Catalogue) -> Iterator[datetime]:
    if article.expires:
        yield article.expires
    if article.updated:
        yield article.updated
    yield from (correction.date for correction in article.corrections)
    yield article.date + timedelta(hours=NEWS_HOURS)
    then = article.date
    this_year = catalogue.now.astimezone(then.tzinfo).year
    for year in (this_year, this_year + 1):
        if year <= MAXYEAR:
            yield _anniversary(then, year)


def _anniversary(then: datetime, year: int) -> datetime:
    try:
        return then.replace(year=year)
    except ValueError:  # 29 February: in other years the day after
        return then.replace(year=year, month=3, day=1, hour=0, minute=0, second=0, microsecond=0)
