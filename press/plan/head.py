"""A page's address and words -> its head: what browsers, search engines and social networks are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from babel.core import get_global

from press.model.catalogue import Piece
from press.model.languages import direction
from press.model.page_views import FeedLink, Head, Translation
from press.model.views import Link, Picture, PieceView
from press.plan import structured
from press.plan.context import PlanContext
from press.plan.publisher import RSS
from press.plan.social_cards import card_at
from press.plan.teasers import labelled, share_of, shortened

_TERRITORY = 2  # letters of a territory in a language tag (ISO 3166)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page says of itself; `path` is its path, `trail` leads to it from the front page."""

    path: str
    title: str
    description: str = ""
    lang: str = ""
    trail: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    image: Picture | None = None
    noindex: bool = False
    type: str = "website"


def head_of(subject: Subject, context: PlanContext, *nodes: Mapping[str, object]) -> Head:
    """Return the head of a page that is not a piece; `nodes` join its structured data."""
    lang = subject.lang or context.sources.publication.language
    canonical = context.addresses.whole(subject.path)
    crumbs = (
        context.masthead.link,
        *subject.trail,
        Link(subject.title, context.addresses.at(subject.path), current=True),
    )
    return Head(
        url=context.addresses.at(subject.path),
        canonical=canonical,
        title=subject.title,
        social_title=subject.title,
        description=shortened(subject.description or context.sources.publication.description),
        lang=lang,
        dir=direction(lang),
        locale=locale_of(lang),
        type=subject.type,
        noindex=subject.noindex or context.sources.publication.is_preview,
        image=subject.image or card_at("", context.cards) or context.logo,
        feeds=() if context.sources.publication.is_preview else (*context.masthead.feeds, *subject.feeds),
        breadcrumbs=crumbs if subject.path else (),
        graph=structured.graph(context, canonical, crumbs if subject.path else (), *nodes),
    )


def head_of_piece(piece: Piece, view: PieceView, context: PlanContext) -> Head:
    """Return the head of a piece's page."""
    article, sources = piece.article, context.sources
    crumbs = _trail_of_piece(piece, view, context)
    own = context.addresses.canonical(f"article:{article.stem}")
    return Head(
        url=view.url,
        canonical=view.canonical,
        title=article.seo.title or article.title,
        social_title=labelled(article.seo.title or article.title, view.kind),
        description=shortened(article.seo.description) or view.summary or shortened(sources.publication.description),
        lang=article.lang,
        dir=direction(article.lang),
        locale=locale_of(article.lang),
        type="article",
        noindex=article.seo.noindex or sources.publication.is_preview,
        image=share_of_piece(piece, context),
        feeds=() if sources.publication.is_preview else (*context.masthead.feeds, *_feeds_of_piece(view)),
        translations=_translations(piece, context),
        default_version=_default_version(piece, context),
        breadcrumbs=crumbs,
        graph=structured.graph(context, own, crumbs, *structured.article(piece, view, context)),
        published=view.date,
        modified=view.modified,
        section=view.topics[0].text if view.topics else view.label,
        tags=tuple([link.text for link in view.topics]),
        authors=tuple([person.canonical for person in view.authors]),
    )


def share_of_piece(piece: Piece, context: PlanContext) -> Picture | None:
    """Return what the preview of a link to a piece shows: its picture, else its card, else the site's."""
    article = piece.article
    own = None if article.is_withdrawn else share_of(article.image, context.sources)
    return own or card_at(article.stem, context.cards) or card_at("", context.cards) or context.logo


def feed_below(title: str, path: str, context: PlanContext) -> FeedLink:
    """Return the feed of the list that stands at `path`."""
    return FeedLink(title, context.addresses.at(path + "feed.xml"), RSS)


@lru_cache(maxsize=64)
def locale_of(lang: str) -> str:
    """Return a language with its likely territory, as Open Graph wants it: `uk` is `uk_UA`."""
    language, _, rest = lang.partition("-")
    territory = rest.rpartition("-")[2] if rest else get_global("likely_subtags").get(language, "").rpartition("_")[2]
    return f"{language}_{territory}" if len(territory) == _TERRITORY else language


def _trail_of_piece(piece: Piece, view: PieceView, context: PlanContext) -> tuple[Link, ...]:
    middle = (view.column,) if view.column else view.topics[:1]
    return (
        context.masthead.link,
        *middle,
        Link(piece.article.short_title or piece.article.title, view.url, current=True),
    )


def _feeds_of_piece(view: PieceView) -> tuple[FeedLink, ...]:
    """The feeds in which readers of a piece find more like it: its topic's, its column's, its series'."""
    series = Link(view.series.name, view.series.url) if view.series else None
    links = (*view.topics[:1], view.column, series)
    return tuple([FeedLink(link.text, link.url + "feed.xml", RSS) for link in links if link])


def _translations(piece: Piece, context: PlanContext) -> tuple[Translation, ...]:
    stems, pieces = _versions(piece, context), context.catalogue.pieces
    versions = [Translation(pieces[s].article.lang, context.addresses.canonical(f"article:{s}")) for s in stems]
    return tuple(sorted(versions, key=attrgetter("lang")))


def _default_version(piece: Piece, context: PlanContext) -> str:
    """Where search engines send readers of no listed language: the version in the site's language, else the original.

    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    stems = _versions(piece, context)
    if not stems:
        return ""
    own = [s for s in stems if context.catalogue.pieces[s].article.lang == context.sources.publication.language]
    return context.addresses.canonical(f"article:{(own or stems)[0]}")


def _versions(piece: Piece, context: PlanContext) -> tuple[str, ...]:
    """A piece and its translations; of those first published elsewhere, search engines are told there."""
    stems = context.sources.groups.translations.get(piece.article.stem)
    if not stems:
        return ()
    found = tuple(stem for stem in stems if not context.catalogue.pieces[stem].article.canonical)
    return found if piece.article.stem in found and len(found) > 1 else ()
