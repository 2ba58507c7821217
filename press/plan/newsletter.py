"""Catalogue and period -> the week as a mail shows it: pieces that came out, and corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from press.model.newsletter import NewsletterRules
from press.model.page import Order, Page
from press.model.page_views import Newsletter
from press.model.views import Remark
from press.plan.context import PlanContext
from press.plan.feeds import all_corrections
from press.plan.piece import Views

# Stands for the subscriber's own link until a letter is sent: a text that no writer's words can hold.
UNSUBSCRIBE = "\ue000unsubscribe\ue000"


_MOMENT = timedelta(microseconds=1)  # midnight belongs to the next day


@dataclass(frozen=True, slots=True)
class Period:
    """From an instant up to another, the second one not included."""

    since: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment lies within."""
        return self.since <= moment < self.until


def newsletter_pages(period: Period, rules: NewsletterRules, context: PlanContext) -> tuple[Page, Page]:
    """Return the letter as HTML and as plain text.

    It holds what readers of the site can see: no draft, nothing held back; paid content and retracted pieces stay out.
    """
    publication = context.sources.publication
    views = Views(context)
    stems = list(_pieces(period, context))
    corrections = [
        correction for correction in all_corrections(views, publication.language) if correction.date in period
    ]
    letter = Newsletter(
        title=publication.title,
        since=context.sources.local(period.since),
        until=context.sources.local(period.until - _MOMENT),
        teasers=tuple(context.teasers[stem] for stem in stems[: rules.pieces]),
        more=max(len(stems) - rules.pieces, 0),
        corrections=tuple(corrections),
        disclaimers=tuple(_disclaimers(stems[: rules.pieces], views)),
        home=context.addresses.whole(""),
        imprint=rules.imprint,
        unsubscribe=UNSUBSCRIBE,
    )
    lang = publication.language
    html, text = (
        Page(name, name, {"letter": letter}, lang, "the newsletter", Order.INDEX)
        for name in ("newsletter.html", "newsletter.txt")
    )
    return html, text


def _pieces(period: Period, context: PlanContext) -> Iterator[str]:
    """Yield the pieces of a period: the front page's lead and pins first, then the newest."""
    pieces, front = context.catalogue.pieces, context.sources.publication.front
    wanted = [stem for stem in (front.lead, *front.pins) if stem in pieces]
    for stem in dict.fromkeys((*wanted, *pieces)):
        piece = pieces[stem]
        if piece.article.date in period and not piece.is_retracted and not context.sources.kind(piece).is_sponsored:
            yield stem


def _disclaimers(stems: list[str], views: Views) -> Iterator[Remark]:
    """Yield each disclaimer of the pieces once; those that name the author differ by the name."""
    seen = set()
    for stem in stems:
        disclaimer = views[stem].footer.disclaimer
        if disclaimer and "{author}" not in disclaimer.text.html:
            disclaimer = replace(disclaimer, author="")
        if disclaimer and disclaimer not in seen:
            seen.add(disclaimer)
            yield disclaimer
