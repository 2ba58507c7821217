"""Edition -> feeds: of the section, of each topic, author, column and series, and of corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.model.page import Order, Page
from press.model.page_views import Feed
from press.model.views import CorrectionView, Link
from press.plan.desk import Desk
from press.plan.piece import Views, modified_of


def feed_pages(desk: Desk, views: Views) -> Iterator[Page]:
    """Make all feeds. Paid content and pieces with `feed: false` stay out."""
    publication, addresses = desk.sources.publication, desk.addresses
    syndicated = [stem for stem in desk.edition.pieces if _is_syndicated(stem, desk)]
    whole = _feed(publication.title, publication.description, "", syndicated, views, desk)
    yield _page("feed.xml", "feed.xml", whole, desk)
    yield _page("feed.json", "feed.json", replace(whole, canonical=addresses.whole("feed.json")), desk)
    groups, allowed = desk.sources.groups, set(syndicated)
    for topic in desk.edition.topics.values():
        stems = groups.by_topic.get(topic.id, ())
        yield _list_feed(f"topic:{topic.id}", topic.name, topic.dek, [s for s in stems if s in allowed], views, desk)
    for author in desk.edition.authors.values():
        stems = groups.by_author.get(author.id, ())
        yield _list_feed(f"author:{author.id}", author.name, "", [s for s in stems if s in allowed], views, desk)
    for column in groups.columns.values():
        yield _list_feed(
            f"column:{column.slug}", column.name, "", [s for s in column.stems if s in allowed], views, desk
        )
    for series in groups.series.values():
        pieces = desk.edition.pieces
        newest_first = sorted(allowed & set(series.stems), key=lambda s: (-pieces[s].article.date.timestamp(), s))
        yield _list_feed(f"series:{series.slug}", series.name, "", newest_first, views, desk)
    path = addresses.paths["corrections:"]
    yield _page(
        path + "feed.xml", "feed.xml", corrections_feed(desk, path, all_corrections(views, publication.language)), desk
    )


def all_corrections(views: Views, language: str) -> tuple[CorrectionView, ...]:
    """Return every correction of every piece, newest first, each with its piece; `language` is the list's own."""
    listed = []
    for stem, piece in views.desk.edition.pieces.items():
        if not piece.article.corrections:
            continue
        view = views[stem]
        lang = view.lang if view.lang != language else ""
        here = Link(view.title, view.url, lang=lang)
        listed += [
            CorrectionView(c.date, c.type, c.text, piece=here, lang=lang, id=f"{view.stem}-{c.id}")
            for c in (*view.notices, *view.corrections)
        ]
    return tuple(sorted(listed, key=lambda c: (-c.date.timestamp(), c.id)))


def corrections_feed(desk: Desk, path: str, corrections: Sequence[CorrectionView]) -> Feed:
    """Return the feed of corrections."""
    publication = desk.sources.publication
    title = f"{publication.title}: {desk.sources.words(publication.language)['corrections']}"
    return Feed(
        title=title,
        description=title,
        canonical=desk.addresses.whole(path + "feed.xml"),
        page=desk.addresses.whole(path),
        lang=publication.language,
        updated=corrections[0].date if corrections else None,
        corrections=tuple(corrections[: publication.feed_items]),
    )


def _is_syndicated(stem: str, desk: Desk) -> bool:
    piece = desk.edition.pieces[stem]
    return piece.article.feed and not desk.sources.kind(piece).is_sponsored


def _list_feed(name: str, title: str, dek: str, stems: Sequence[str], views: Views, desk: Desk) -> Page:
    path = desk.addresses.paths[name]
    full_title = f"{title} – {desk.sources.publication.title}"
    return _page(path + "feed.xml", "feed.xml", _feed(full_title, dek or full_title, path, stems, views, desk), desk)


def _feed(title: str, description: str, path: str, stems: Sequence[str], views: Views, desk: Desk) -> Feed:
    publication, pieces = desk.sources.publication, desk.edition.pieces
    items = tuple(views[stem] for stem in stems[: publication.feed_items])
    return Feed(
        title=title,
        description=description or title,
        canonical=desk.addresses.whole(path + "feed.xml"),
        page=desk.addresses.whole(path),
        lang=publication.language,
        updated=max((modified_of(pieces[item.stem].article, desk.sources) for item in items), default=None),
        items=items,
    )


def _page(path: str, layout: str, feed: Feed, desk: Desk) -> Page:
    return Page(path, layout, {"feed": feed}, desk.sources.publication.language, f"the feed {path}", Order.INDEX)
