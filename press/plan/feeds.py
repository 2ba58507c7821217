"""Edition -> feeds: of the section, of each topic, author, column and series, and of corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from press.model.lazy import Later
from press.model.page import Order, Page
from press.model.page_views import Feed
from press.model.views import CorrectionView, Link
from press.plan.desk import Desk
from press.plan.piece import Views, modified_of


@dataclass(frozen=True, slots=True)
class _List:
    """What a feed is made of: the name of the page it belongs to ("" = the section), and all pieces, newest first."""

    name: str
    title: str
    dek: str
    stems: Sequence[str]


def feed_pages(desk: Desk, views: Views) -> Iterator[Page]:
    """Make all feeds. Paid content and pieces with `feed: false` stay out."""
    for each in _lists(desk):
        yield from _pages_of(each, _items(each, desk), views, desk)
    path, language = desk.addresses.paths["corrections:"], desk.sources.publication.language
    corrections = all_corrections(views, language)
    yield _page(path + "feed.xml", "feed.xml", partial(corrections_feed, desk, path, corrections), desk)


def feeds_with(stems: Set[str], desk: Desk, views: Views) -> Iterator[Page]:
    """Make the feeds that carry the text of one of these pieces; the pieces of other feeds are not looked at."""
    for each in _lists(desk):
        if stems.isdisjoint(each.stems):
            continue
        items = _items(each, desk)
        if not stems.isdisjoint(items):
            yield from _pages_of(each, items, views, desk)


def _lists(desk: Desk) -> Iterator[_List]:
    edition, groups = desk.edition, desk.sources.groups
    publication = desk.sources.publication
    yield _List("", publication.title, publication.description, tuple(edition.pieces))
    for topic in edition.topics.values():
        yield _List(f"topic:{topic.id}", topic.name, topic.dek, groups.by_topic.get(topic.id, ()))
    for author in edition.authors.values():
        yield _List(f"author:{author.id}", author.name, "", groups.by_author.get(author.id, ()))
    for column in groups.columns.values():
        yield _List(f"column:{column.slug}", column.name, "", column.stems)
    if groups.series:
        order = {stem: number for number, stem in enumerate(edition.pieces)}
        for series in groups.series.values():
            yield _List(f"series:{series.slug}", series.name, "", sorted(series.stems, key=order.__getitem__))


def _items(each: _List, desk: Desk) -> tuple[str, ...]:
    """The newest pieces of a list, as many as a feed holds."""
    return tuple(islice((s for s in each.stems if _is_syndicated(s, desk)), desk.sources.publication.feed_items))


def _pages_of(each: _List, stems: Sequence[str], views: Views, desk: Desk) -> Iterator[Page]:
    addresses = desk.addresses
    if each.name:
        path, title = addresses.paths[each.name], f"{each.title} – {desk.sources.publication.title}"
        make = partial(_feed, title, each.dek or title, path, stems, views)
        yield _page(path + "feed.xml", "feed.xml", make, desk)
        return
    make = partial(_feed, each.title, each.dek, "", stems, views)
    yield _page("feed.xml", "feed.xml", make, desk)
    yield _page("feed.json", "feed.json", lambda: replace(make(), canonical=addresses.whole("feed.json")), desk)


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
    words = desk.sources.words(publication.language)
    return Feed(
        title=f"{words['corrections']} – {publication.title}",
        description=words["corrections_intro"],
        canonical=desk.addresses.whole(path + "feed.xml"),
        page=desk.addresses.whole(path),
        lang=publication.language,
        updated=corrections[0].date if corrections else None,
        corrections=tuple(corrections[: publication.feed_items]),
    )


def _is_syndicated(stem: str, desk: Desk) -> bool:
    piece = desk.edition.pieces[stem]
    return piece.article.feed and not desk.sources.kind(piece).is_sponsored


def _feed(title: str, description: str, path: str, stems: Sequence[str], views: Views) -> Feed:
    desk = views.desk
    publication, pieces = desk.sources.publication, desk.edition.pieces
    items = tuple(views[stem] for stem in stems)
    return Feed(
        title=title,
        description=description or title,
        canonical=desk.addresses.whole(path + "feed.xml"),
        page=desk.addresses.whole(path),
        lang=publication.language,
        updated=max((modified_of(pieces[item.stem].article, desk.sources) for item in items), default=None),
        items=items,
    )


def _page(path: str, layout: str, make: Callable[[], Feed], desk: Desk) -> Page:
    """A feed's page. The feed itself, with all its pieces, is made when the page is."""
    parts = Later(("feed",), lambda _: make())
    return Page(path, layout, parts, desk.sources.publication.language, f"the feed {path}", Order.INDEX)
