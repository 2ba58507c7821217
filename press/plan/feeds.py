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
from press.plan.context import PlanContext
from press.plan.piece import Views, modified_of
from press.plan.redirects import feed_copies


@dataclass(frozen=True, slots=True)
class _List:
    """What a feed is made of: the name of the page it belongs to ("" = the section), and all pieces, newest first."""

    name: str
    title: str
    dek: str
    stems: Sequence[str]


def feed_pages(context: PlanContext, views: Views) -> Iterator[Page]:
    """Make all feeds. Paid content and pieces with `feed: false` stay out."""
    for each in _lists(context):
        yield from _pages_of(each, _items(each, context), views, context)
    path, language = context.addresses.paths["corrections:"], context.sources.publication.language
    corrections = all_corrections(views, language)
    yield _page(path + "feed.xml", "feed.xml", partial(corrections_feed, context, path, corrections), context)


def feeds_with(stems: Set[str], context: PlanContext, views: Views) -> Iterator[Page]:
    """Make the feeds that carry the text of one of these pieces; the pieces of other feeds are not looked at."""
    for each in _lists(context):
        if stems.isdisjoint(each.stems):
            continue
        items = _items(each, context)
        if not stems.isdisjoint(items):
            yield from _pages_of(each, items, views, context)


def _lists(context: PlanContext) -> Iterator[_List]:
    catalogue, groups = context.catalogue, context.sources.groups
    publication = context.sources.publication
    yield _List("", publication.title, publication.description, tuple(catalogue.pieces))
    for topic in catalogue.topics.values():
        yield _List(f"topic:{topic.id}", topic.name, topic.dek, groups.by_topic.get(topic.id, ()))
    for author in catalogue.authors.values():
        yield _List(f"author:{author.id}", author.name, "", groups.by_author.get(author.id, ()))
    for column in groups.columns.values():
        yield _List(f"column:{column.slug}", column.name, "", column.stems)
    if groups.series:
        order = {stem: number for number, stem in enumerate(catalogue.pieces)}
        for series in groups.series.values():
            yield _List(f"series:{series.slug}", series.name, "", sorted(series.stems, key=order.__getitem__))


def _items(each: _List, context: PlanContext) -> tuple[str, ...]:
    """The newest pieces of a list, as many as a feed holds."""
    return tuple(islice((s for s in each.stems if _is_syndicated(s, context)), context.sources.publication.feed_items))


def _pages_of(each: _List, stems: Sequence[str], views: Views, context: PlanContext) -> Iterator[Page]:
    addresses = context.addresses
    if each.name:
        path, title = addresses.paths[each.name], f"{each.title} – {context.sources.publication.title}"
        make = partial(_feed, title, each.dek or title, path, stems, views)
        yield _page(path + "feed.xml", "feed.xml", make, context)
        return
    make = partial(_feed, each.title, each.dek, "", stems, views)
    yield _page("feed.xml", "feed.xml", make, context)
    in_json = partial(_in_json, make, addresses.whole("feed.json"))
    yield _page("feed.json", "feed.json", in_json, context)
    # Copies, since hosts that read no _redirects answer an older address with a page, which no reader of feeds takes.
    for path in feed_copies(context):
        is_json = path.endswith(".json")
        yield _page(path, "feed.json" if is_json else "feed.xml", in_json if is_json else make, context)


def _in_json(make: Callable[[], Feed], canonical: str) -> Feed:
    return replace(make(), canonical=canonical)


def all_corrections(views: Views, language: str) -> tuple[CorrectionView, ...]:
    """Return every correction of every piece, newest first, each with its piece; `language` is the list's own."""
    listed = []
    id_of = views.context.catalogue.id_of
    for stem, piece in views.context.catalogue.pieces.items():
        if not piece.article.corrections:
            continue
        view = views[stem]
        lang = view.lang if view.lang != language else ""
        here = Link(view.title, view.url, lang=lang)
        listed += [
            replace(c, piece=here, lang=lang, id=f"{view.stem}-{c.id}", feed_id=id_of(stem, c.id))
            for c in (*view.notices, *view.corrections)
        ]
    return tuple(sorted(listed, key=lambda c: (-c.date.timestamp(), c.id)))


def corrections_feed(context: PlanContext, path: str, corrections: Sequence[CorrectionView]) -> Feed:
    """Return the feed of corrections."""
    publication = context.sources.publication
    words = context.sources.words(publication.language)
    return Feed(
        title=f"{words['corrections']} – {publication.title}",
        description=words["corrections_intro"],
        canonical=context.addresses.whole(path + "feed.xml"),
        page=context.addresses.whole(path),
        lang=publication.language,
        updated=corrections[0].date if corrections else None,
        corrections=tuple(corrections[: publication.feed_items]),
    )


def _is_syndicated(stem: str, context: PlanContext) -> bool:
    piece = context.catalogue.pieces[stem]
    return piece.article.feed and not context.sources.kind(piece).is_sponsored


def _feed(title: str, description: str, path: str, stems: Sequence[str], views: Views) -> Feed:
    context = views.context
    publication, pieces = context.sources.publication, context.catalogue.pieces
    items = tuple(views[stem] for stem in stems)
    return Feed(
        title=title,
        description=description or title,
        canonical=context.addresses.whole(path + "feed.xml"),
        page=context.addresses.whole(path),
        lang=publication.language,
        updated=max((modified_of(pieces[item.stem].article, context.sources) for item in items), default=None),
        items=items,
    )


def _page(path: str, layout: str, make: Callable[[], Feed], context: PlanContext) -> Page:
    """A feed's page. The feed itself, with all its pieces, is made when the page is."""
    parts = Later(("feed",), lambda _: make())
    return Page(path, layout, parts, context.sources.publication.language, f"the feed {path}", Order.INDEX)
