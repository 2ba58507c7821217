"""Pieces and people -> JSON-LD: one graph a page, in schema.org's words (https://schema.org/NewsArticle)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from press.model.catalogue import Piece
from press.model.graph import Graph
from press.model.views import CorrectionView, Link, Person, Picture, PieceView
from press.plan.context import PlanContext
from press.plan.social_cards import card_at
from press.plan.teasers import plain

Node = Mapping[str, object]


def graph(desk: PlanContext, page: str, crumbs: Sequence[Link], *nodes: Node) -> Graph:
    """Return a page's graph: publisher, site, trail and the page's own nodes."""
    trail = [_breadcrumbs(desk, page, crumbs)] if crumbs else []
    return Graph({"@context": "https://schema.org", "@graph": [*desk.masthead.nodes, *trail, *nodes]})


def _breadcrumbs(desk: PlanContext, page: str, crumbs: Sequence[Link]) -> Node:
    items = [
        {"@type": "ListItem", "position": n, "name": crumb.text, "item": desk.addresses.origin + crumb.url}
        for n, crumb in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": page + "#trail", "itemListElement": items}


def article(piece: Piece, view: PieceView, desk: PlanContext) -> tuple[Node, ...]:
    """Return the node of a piece."""
    home, written = desk.masthead.home, piece.article
    page = desk.addresses.canonical(f"article:{written.stem}")
    corrections = (*view.notices, *view.corrections)
    node = {
        "@type": desk.sources.kind(piece).schema_type,
        "@id": page + "#article",
        "headline": written.title,
        "alternativeHeadline": written.short_title,
        "abstract": written.dek,
        "author": _authors(view, written.byline, desk),
        "editor": [_named(person) for person in view.editors],
        "translator": [_named(person) for person in view.translators],
        "sponsor": filled({"@type": "Organization", "name": view.sponsor.text, "url": view.sponsor.url})
        if view.sponsor
        else None,
        "datePublished": stamp(view.date),
        "dateModified": stamp(view.modified),
        "image": _images(piece, view, desk),
        "articleSection": view.topics[0].text if view.topics else view.label,
        "keywords": [topic.text for topic in view.topics],
        "wordCount": 0 if view.retracted else view.words,
        "inLanguage": written.lang,
        "isPartOf": _series(view, desk),
        "isBasedOn": desk.addresses.canonical(f"article:{piece.replies_to}") if piece.replies_to else None,
        "citation": desk.addresses.canonical(f"article:{piece.replies_to}") if piece.replies_to else None,
        "translationOfWork": _original(piece, desk),
        "correction": [_correction(correction) for correction in corrections],
        "publishingPrinciples": desk.masthead.principles,
        "publisher": {"@id": home + "#org"},
        "isAccessibleForFree": True,
        "mainEntityOfPage": page,
    }
    return (filled(node),)


def profile(
    person: Person, desk: PlanContext, *, lang: str, description: str, knows: Sequence[str]
) -> tuple[Node, ...]:
    """Return the nodes of an author's page."""
    node = {
        "@type": "Person",
        "@id": person.canonical + "#person",
        "name": person.name,
        "url": person.canonical,
        "jobTitle": person.role,
        "worksFor": {"@id": desk.masthead.home + "#org"}
        if person.staff
        else {"@type": "Organization", "name": person.organisation}
        if person.organisation
        else None,
        "description": description,
        "image": image_node(person.portrait) if person.portrait else None,
        "sameAs": [link.url for link in person.links],
        "knowsAbout": list(knows),
    }
    page = {
        "@type": "ProfilePage",
        "@id": person.canonical,
        "url": person.canonical,
        "inLanguage": lang,
        "mainEntity": {"@id": person.canonical + "#person"},
    }
    return page, filled(node)


def stamp(moment: datetime) -> str:
    """Return an instant as ISO 8601 with an offset of whole minutes (old zones have seconds)."""
    offset = moment.utcoffset()
    if offset and offset.seconds % 60:
        moment = moment.astimezone(timezone(timedelta(minutes=round(offset.total_seconds() / 60))))
    return moment.isoformat(timespec="seconds")


def _authors(view: PieceView, written: str, desk: PlanContext) -> list[Node]:
    """Those who sign; `written` is the byline in words that an editor gave, such as "A nurse at St Mary’s"."""
    if view.authors:
        return [_named(person) for person in view.authors]
    if view.kind.sponsored and view.sponsor:
        return [filled({"@type": "Organization", "name": view.sponsor.text, "url": view.sponsor.url})]
    if view.kind.byline == "letters":
        return [{"@type": "Person", "name": name} for name in _letter_writers(view, desk)]
    if written and view.kind.byline == "author":
        return [{"@type": "Person", "name": written}]
    return [{"@type": "Organization", "name": view.byline, "url": desk.masthead.home}]


def _letter_writers(view: PieceView, desk: PlanContext) -> list[str]:
    """The names in signatures such as "Rolf Eide, Upper Mills", without those that were withheld."""
    withheld = desk.sources.words(view.lang)["name_withheld"].casefold()
    signatures = (letter.signature for letter in view.letters if not letter.signature.casefold().startswith(withheld))
    return list(dict.fromkeys(name for s in signatures if (name := s.partition(",")[0].strip())))


def _named(person: Person) -> Node:
    return {
        "@type": "Person",
        "@id": person.canonical + "#person",
        "name": person.name,
        "url": person.canonical,
    }


def _original(piece: Piece, desk: PlanContext) -> Node | None:
    if not piece.translation_of:
        return None
    return {"@id": desk.addresses.canonical(f"article:{piece.translation_of}") + "#article"}


def _series(view: PieceView, desk: PlanContext) -> Node | None:
    if view.series is None:
        return None
    return {
        "@type": "CreativeWorkSeries",
        "name": view.series.name,
        "url": desk.addresses.origin + view.series.url,
    }


def _correction(correction: CorrectionView) -> Node:
    return {
        "@type": "CorrectionComment",
        "text": plain(correction.text),
        "datePublished": stamp(correction.date),
    }


def _images(piece: Piece, view: PieceView, desk: PlanContext) -> list[Node]:
    """The lead picture in the ratios that search engines choose from; else the social card, if there is one."""
    if view.image and piece.article.image:
        return [image_node(picture) for picture in desk.sources.image_set.cuts(piece.article.image)]
    card = card_at(piece.article.stem, desk.cards)
    return [image_node(card)] if card else []


def image_node(picture: Picture) -> Node:
    """Return the node of a picture."""
    return filled(
        {
            "@type": "ImageObject",
            "url": picture.canonical,
            "width": picture.width,
            "height": picture.height,
            "caption": picture.caption,
            "creditText": picture.credit,
            "license": _license(picture.license),
        }
    )


def _license(written: str) -> object:
    """A licence by its address, or by its name where it is written without one."""
    return {"@type": "CreativeWork", "name": written} if written and "://" not in written else written


def filled(node: Mapping[str, object]) -> Node:
    """Return a node without the properties that have no value: schema.org has no word for "none"."""
    return {name: value for name, value in node.items() if value}
