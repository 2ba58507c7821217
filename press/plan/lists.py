"""Topics, authors, columns, series and years -> their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from babel.dates import format_skeleton

from press.model.content import Author, Topic
from press.model.page import Page
from press.model.page_views import ArchiveMonth, ArchiveYear, AuthorLine, Group, Listing, TopicView
from press.model.views import Link, Teaser
from press.plan import structured
from press.plan.context import PlanContext
from press.plan.grouping import NamedGroup
from press.plan.head import Subject, feed_below, head_of
from press.plan.teasers import picture_of, share_of, text_of_file
from press.plan.urls import file_of


def listing_pages(stems: Sequence[str], path: str, context: PlanContext) -> Iterator[tuple[str, Listing]]:
    """Cut a list, newest first, into pages: `path` and `path/page/1/`, `path/page/2/`, ...

    Pages are numbered from the oldest, so that a new piece changes the first page alone; that one holds from
    one to two pages' worth.
    """
    size = context.sources.publication.per_page
    full = max(0, len(stems) // size - 1)
    teasers = [context.teasers[stem] for stem in stems]
    rest = len(teasers) - full * size
    paths = {0: path} | {n: f"{path}page/{n}/" for n in range(1, full + 1)}
    for number, at in paths.items():
        start = rest + (full - number) * size
        shown = teasers[start : start + size] if number else teasers[:rest]
        older = full if number == 0 else number - 1
        newer = paths[(number + 1) if number < full else 0] if number else None
        yield (
            at,
            Listing(
                tuple(shown),
                number,
                newer="" if newer is None else context.addresses.at(newer),
                older=context.addresses.at(paths[older]) if older else "",
            ),
        )


def topic_pages(context: PlanContext) -> Iterator[Page]:
    """Make the pages of every topic and the list of topics."""
    words = context.sources.words(context.sources.publication.language)
    trail = (Link(words["topics"], context.addresses.url("topics:")),)
    lines = []
    for topic in topics_in_order(context):
        stems = context.sources.groups.by_topic.get(topic.id, ())
        path = context.addresses.paths[f"topic:{topic.id}"]
        view = topic_view(topic, context)
        lines.append(topic_view(topic, context, stems))
        for at, listing in listing_pages(stems, path, context):
            subject = Subject(
                at,
                _titled(topic.name, listing, context),
                topic.dek,
                trail=trail,
                feeds=(feed_below(topic.name, path, context),),
                image=share_of(topic.image, context.sources),
            )
            parts = {"head": head_of(subject, context), "topic": view, "listing": listing}
            yield _page(at, "topic.html", parts, context, topic.where.path or f'topic "{topic.name}"')
    yield _index("topics:", words["topics"], "topics.html", {"topics": tuple(lines)}, context)


def topics_in_order(context: PlanContext) -> list[Topic]:
    """Return topics by their `order`, then by name."""
    topics = context.catalogue.topics.values()
    return sorted(topics, key=lambda t: (t.order is None, t.order or 0, t.name.casefold(), t.id))


def topic_view(topic: Topic, context: PlanContext, stems: Sequence[str] = ()) -> TopicView:
    """Return a topic as shown; with `stems`, with their number and the newest."""
    name = f"topic:{topic.id}"
    return TopicView(
        id=topic.id,
        name=topic.name,
        url=context.addresses.url(name),
        dek=topic.dek,
        image=picture_of(topic.image, "lead", context.sources),
        text=text_of_file(topic.body, context.sources.publication.language, name, context.sources),
        count=len(stems),
        latest=context.teasers[stems[0]] if stems else None,
    )


def author_pages(context: PlanContext) -> Iterator[Page]:
    """Make the pages of every author and the list of authors."""
    words = context.sources.words(context.sources.publication.language)
    trail = (Link(words["authors"], context.addresses.url("authors:")),)
    lines = []
    for author in sorted(context.catalogue.authors.values(), key=lambda a: (a.name.casefold(), a.id)):
        stems = context.sources.groups.by_author.get(author.id, ())
        lines.append(AuthorLine(context.people[author.id], len(stems)))
        path = context.addresses.paths[f"author:{author.id}"]
        for at, listing in listing_pages(stems, path, context):
            yield _author_page(author, at, listing, stems, trail, context)
    yield _index("authors:", words["authors"], "authors.html", {"authors": tuple(lines)}, context)


def _author_page(
    author: Author, at: str, listing: Listing, stems: Sequence[str], trail: tuple[Link, ...], context: PlanContext
) -> Page:
    person = context.people[author.id]
    about = author.body.excerpt or author.role
    subject = Subject(
        at,
        _titled(author.name, listing, context),
        about,
        trail=trail,
        feeds=(feed_below(author.name, context.addresses.paths[f"author:{author.id}"], context),),
        image=person.portrait,
        type="profile",
    )
    lang = context.sources.publication.language
    topics = dict.fromkeys(t for stem in stems for t in context.catalogue.pieces[stem].topics)
    knows = [context.catalogue.topics[t].name for t in topics][:10]
    nodes = structured.profile(person, context, lang=lang, description=about, knows=knows)
    parts = {"head": head_of(subject, context, *nodes), "person": person, "listing": listing}
    return _page(at, "author.html", parts, context, author.where.path or f'author "{author.name}"')


def group_pages(context: PlanContext) -> Iterator[Page]:
    """Make the pages of every column and series."""
    for column in context.sources.groups.columns.values():
        yield from _column_pages(column, context)
    for series in context.sources.groups.series.values():
        path = context.addresses.paths[f"series:{series.slug}"]
        group = _group(series, path, context)
        subject = Subject(path, series.name, feeds=(feed_below(series.name, path, context),))
        parts = {"head": head_of(subject, context), "series": group}
        yield _page(path, "series.html", parts, context, f'series "{series.name}"')


def _column_pages(column: NamedGroup, context: PlanContext) -> Iterator[Page]:
    path = context.addresses.paths[f"column:{column.slug}"]
    writers = {id_ for stem in column.stems for id_ in context.catalogue.pieces[stem].authors}
    person = context.people[next(iter(writers))] if len(writers) == 1 else None
    for at, listing in listing_pages(column.stems, path, context):
        subject = Subject(
            at,
            _titled(column.name, listing, context),
            feeds=(feed_below(column.name, path, context),),
            image=person.portrait if person else None,
        )
        parts = {
            "head": head_of(subject, context),
            "column": Group(column.name, context.addresses.at(path), ()),
            "person": person,
            "listing": listing,
        }
        yield _page(at, "column.html", parts, context, f'column "{column.name}"')


def _titled(name: str, listing: Listing, context: PlanContext) -> str:
    """A list's name, with the number on its later pages: a browser's history should tell them apart."""
    number = context.sources.words(context.sources.publication.language)["page_number"].replace(
        "{n}", str(listing.number)
    )
    return f"{name}, {number}" if listing.number else name


def _group(group: NamedGroup, path: str, context: PlanContext) -> Group:
    return Group(group.name, context.addresses.at(path), tuple(context.teasers[stem] for stem in group.stems))


def archive_pages(context: PlanContext) -> Iterator[Page]:
    """Make the archive: all years, each year, each month."""
    words = context.sources.words(context.sources.publication.language)
    trail = (Link(words["archive"], context.addresses.url("archive:")),)
    newest_first = [t for stem, t in context.teasers.items() if not _is_paid(stem, context)]
    years = []
    for number, in_year in groupby(newest_first, key=lambda teaser: teaser.date.year):
        path = f"archive/{number:04}/"
        months = []
        for month, in_month in groupby(in_year, key=lambda teaser: teaser.date.month):
            teasers = tuple(in_month)
            months.append(_archive_month(number, month, len(teasers), teasers[0].date, context))
            yield _month_page(months[-1], teasers, (*trail, Link(f"{number}", context.addresses.at(path))), context)
        year = ArchiveYear(number, context.addresses.at(path), sum(m.count for m in months), tuple(months))
        years.append(year)
        subject = Subject(path, f"{words['archive']}: {number}", trail=trail)
        yield _page(
            path,
            "archive_year.html",
            {"head": head_of(subject, context), "year": year},
            context,
            f"archive of {number}",
        )
    yield _index("archive:", words["archive"], "archive.html", {"years": tuple(years)}, context)


def _archive_month(year: int, month: int, count: int, sample: datetime, context: PlanContext) -> ArchiveMonth:
    first = sample.replace(day=1, hour=12, minute=0, second=0, microsecond=0)
    return ArchiveMonth(month, first, context.addresses.at(f"archive/{year:04}/{month:02}/"), count)


def _month_page(
    month: ArchiveMonth, teasers: tuple[Teaser, ...], trail: tuple[Link, ...], context: PlanContext
) -> Page:
    path = f"archive/{month.first.year:04}/{month.month:02}/"
    subject = Subject(path, _month_title(month.first, context), trail=trail)
    parts = {"head": head_of(subject, context), "month": month, "teasers": teasers}
    return _page(path, "archive_month.html", parts, context, f"archive of {month.first.year:04}-{month.month:02}")


def _month_title(first: datetime, context: PlanContext) -> str:
    locale = context.sources.publication.language.replace("-", "_")
    title = str(format_skeleton("yMMMM", first, locale=locale))
    return title[:1].upper() + title[1:]  # many languages write months small, but not at the beginning of a title


def _is_paid(stem: str, context: PlanContext) -> bool:
    return context.sources.kind(context.catalogue.pieces[stem]).is_sponsored


def _index(name: str, title: str, layout: str, parts: dict[str, object], context: PlanContext) -> Page:
    path = context.addresses.paths[name]
    return _page(
        path,
        layout,
        {"head": head_of(Subject(path, title), context), **parts},
        context,
        f"the page of layouts/{layout}",
    )


def _page(path: str, layout: str, parts: dict[str, object], context: PlanContext, source: str) -> Page:
    return Page(file_of(path), layout, parts, context.sources.publication.language, source)
