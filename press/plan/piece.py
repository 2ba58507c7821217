"""A piece -> what its own page and the feeds show of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Literal
from zoneinfo import ZoneInfo

from press.model.body import RichText
from press.model.catalogue import Piece
from press.model.content import Article, Correction
from press.model.problem import Place, Problem
from press.model.views import CorrectionView, Footer, Link, Person, PieceView, Remark, SeriesPlace, Text
from press.plan.context import PlanContext, ViewSources
from press.plan.feedback_links import correction_link, report_desk, share_links
from press.plan.teasers import labelled, picture_of, remark_of, text_of
from press.plan.urls import host_of

_AT_TOP = {"editors-note", "retraction"}


# So many views are kept: pieces that stand in several feeds do so within a few feeds of each other.
_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Views:
    """The pieces as feeds and lists want them, made when they are asked for; the last thousand are kept.

    These say nothing of a piece's age, and have no links of the page's own; without them the clock alone, or a new
    correspondence address, leaves them as they are.
    """

    context: PlanContext
    _made: dict[str, PieceView] = field(default_factory=dict)

    def __getitem__(self, stem: str) -> PieceView:
        """Return the view of the piece with this stem."""
        if stem not in self._made:
            if len(self._made) == _KEPT:
                del self._made[next(iter(self._made))]
            piece = self.context.catalogue.pieces[stem]
            self._made[stem] = _view(
                piece, self.context, footer=Footer(syndicated_disclaimer(piece, self.context.sources))
            )
        return self._made[stem]


def piece_view(piece: Piece, context: PlanContext) -> PieceView:
    """Return a piece with everything that its page shows of itself; a retraction takes text and picture away."""
    return _view(
        piece,
        context,
        footer=footer_of(piece, context.sources),
        share=share_links(piece, context.sources),
        years_old=years_between(piece.article.date, context.catalogue.now),
    )


def _view(
    piece: Piece, context: PlanContext, *, footer: Footer, share: tuple[Link, ...] = (), years_old: int = 0
) -> PieceView:
    article, sources = piece.article, context.sources
    corrections = corrections_of(piece, sources)
    # What other pages show of the piece is made already, by most builds.
    teaser = context.teasers[article.stem]
    changed = article.updated or article.corrections
    view = PieceView(
        stem=article.stem,
        id=context.catalogue.id_of(article.stem),
        url=teaser.url,
        canonical=article.canonical or teaser.canonical,
        title=article.title,
        feed_title=labelled(article.title, teaser.kind),
        dek=article.dek,
        kicker=article.kicker,
        label=teaser.label,
        kind=teaser.kind,
        byline=teaser.byline,
        role=article.role,
        authors=tuple([_with_role(context.people[id_], article.role, piece) for id_ in piece.authors]),
        translators=tuple([context.people[id_] for id_ in piece.translators]),
        editors=tuple([context.people[id_] for id_ in piece.editors]),
        date=teaser.date,
        updated=sources.local(article.updated) if article.updated else None,
        modified=modified_of(article, sources) if changed else teaser.date,
        lang=article.lang,
        topics=_topics(piece, sources),
        text=text_of(article.body, article.lang, piece.links, sources),
        words=article.body.words,
        minutes=teaser.minutes,
        summary=teaser.dek,
        headings=article.body.headings,
        letters=article.body.letters,
        image=picture_of(article.image, "lead", sources),
        column=_column(piece, context),
        series=_series_place(piece, context),
        sponsor=Link(article.sponsor.name, article.sponsor.url) if article.sponsor else None,
        disclosure=remark_of(article.disclosure, piece, sources) if article.disclosure else None,
        notices=tuple([c for c in corrections if c.type in _AT_TOP]),
        corrections=tuple([c for c in corrections if c.type not in _AT_TOP]),
        footer=footer,
        years_old=years_old,
        first_published=Link(host_of(article.canonical), article.canonical) if article.canonical else None,
        share=share,
        extra=article.extra,
        unpublished=teaser.unpublished,
    )
    if not article.is_withdrawn:
        return view
    return replace(view, retracted=True, text=Text("", article.lang), headings=(), letters=(), image=None)


def _topics(piece: Piece, sources: ViewSources) -> tuple[Link, ...]:
    """The topics of a piece; their names are in the site's language."""
    lang = piece.article.lang
    return tuple([sources.topic_link(topic, lang) for topic in piece.topics])


def _column(piece: Piece, context: PlanContext) -> Link | None:
    column = context.sources.groups.column_of(piece.article)
    return Link(column.name, context.addresses.url(f"column:{column.slug}")) if column else None


def corrections_of(piece: Piece, sources: ViewSources) -> tuple[CorrectionView, ...]:
    """Return a piece's corrections, newest first.

    Their ids are made of their days, so that they stay (in feeds too) wherever in the list a newer one is written.
    """
    found = [
        CorrectionView(sources.local(each.date), each.type, remark_of(each.text, piece, sources), id=id_)
        for id_, each in corrections_by_id(piece.article, sources.publication.timezone)
    ]
    return tuple(reversed(found))


def corrections_by_id(article: Article, zone: ZoneInfo) -> Iterator[tuple[str, Correction]]:
    """Give a piece's corrections with their ids, oldest first; `zone` decides what day it was."""
    days: Counter[str] = Counter()
    for correction in sorted(article.corrections, key=attrgetter("date")):
        date = correction.date.astimezone(zone)
        day = f"{date.year:04}-{date:%m-%d}"
        days[day] += 1
        yield f"correction-{day}" if days[day] == 1 else f"correction-{day}-{days[day]}", correction


def footer_of(piece: Piece, sources: ViewSources) -> Footer:
    """Return the parts at the foot of a piece: those that the piece, else its kind, asks for."""
    shown = _parts_of_footer(piece, sources)
    context = report_desk(piece, sources)
    by_form = context is not None and context.way == "endpoint"
    return Footer(
        disclaimer=disclaimer_of(piece, sources) if "disclaimer" in shown else None,
        correction=correction_link(piece, sources) if "correction" in shown else None,
        form=context if "correction" in shown and by_form else None,
        report=context if "report" in shown else None,
    )


def syndicated_disclaimer(piece: Piece, sources: ViewSources) -> Remark | None:
    """Return the disclaimer that goes with the text of a piece, if its footer shows one."""
    return disclaimer_of(piece, sources) if "disclaimer" in _parts_of_footer(piece, sources) else None


def _parts_of_footer(piece: Piece, sources: ViewSources) -> Collection[str]:
    return piece.article.footer if piece.article.footer is not None else sources.kind(piece).footer


def disclaimer_of(piece: Piece, sources: ViewSources) -> Remark | None:
    """Return the first disclaimer that is written: the piece's, its authors', its topics', the kind's."""
    catalogue = sources.catalogue
    written: list[RichText | Literal[False] | None] = [
        piece.article.disclaimer,
        *[catalogue.authors[id_].disclaimer for id_ in piece.authors],
        *[catalogue.topics[id_].disclaimer for id_ in piece.topics],
        catalogue.disclaimers[piece.article.lang, piece.article.kind],
    ]
    text = next((text for text in written if text is not None), None)
    return remark_of(text, piece, sources) if text else None


def missing_disclaimer(piece: Piece, sources: ViewSources) -> Problem | None:
    """Return the problem of a piece without the disclaimer that its kind requires."""
    kind = sources.kind(piece)
    is_sure = not piece.article.is_unread("kind", "disclaimer", "footer")
    if not kind.required or not is_sure or footer_of(piece, sources).disclaimer:
        return None
    place, excerpt = piece.article.where.at("disclaimer")
    message = f'a piece of kind "{kind.id}" is not published without a disclaimer'
    return Problem(Place(place.path, place.line, place.column), message, "take out disclaimer: false", excerpt)


def _with_role(person: Person, role: str, piece: Piece) -> Person:
    """The role that a piece gives is its author's at the time; with several authors it would be nobody's."""
    if not role or len(piece.authors) > 1:
        return person
    return replace(person, role=role)


def _series_place(piece: Piece, context: PlanContext) -> SeriesPlace | None:
    group = context.sources.groups.series_of(piece.article)
    if group is None:
        return None
    stem, lang = piece.article.stem, piece.article.lang
    parts = tuple(
        Link(t.title, t.url, current=t.stem == stem, lang=t.lang if t.lang != lang else "")
        for t in map(context.teasers.__getitem__, group.stems)
    )
    here = group.stems.index(piece.article.stem)
    return SeriesPlace(
        name=group.name,
        url=context.addresses.url(f"series:{group.slug}"),
        part=piece.article.part or here + 1,
        total=max(len(parts), *(context.catalogue.pieces[each].article.part for each in group.stems)),
        parts=parts,
        previous=parts[here - 1] if here else None,
        next=parts[here + 1] if here + 1 < len(parts) else None,
    )


def modified_of(article: Article, sources: ViewSources) -> datetime:
    """Return when a piece last changed, in the site's time zone: the latest of date, updated and corrections."""
    moments = [article.date, *(correction.date for correction in article.corrections)]
    return sources.local(max([*moments, article.updated] if article.updated else moments))


def years_between(then: datetime, now: datetime) -> int:
    """Return the whole years from one instant to another, never negative."""
    now = now.astimezone(then.tzinfo)
    early = (now.month, now.day, now.time()) < (then.month, then.day, then.time())
    return max(0, now.year - then.year - early)
