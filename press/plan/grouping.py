"""Edition -> Groups: columns, series, replies and translations, gathered from what each piece says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from slugify import slugify

from press.model.catalogue import Catalogue
from press.model.content import Article
from press.model.names import fold
from press.model.problem import Problem
from press.model.slugs import unicode_slug
from press.plan.translations import translations


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A column or series: its name as most pieces write it, and its pieces."""

    name: str
    slug: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Columns and series by slug (columns newest first, series by part), replies and translations by piece.

    `by_author`: what a person wrote or translated; of one who did neither, what was edited.
    """

    columns: Mapping[str, NamedGroup]
    series: Mapping[str, NamedGroup]
    replies: Mapping[str, tuple[str, ...]]
    translations: Mapping[str, tuple[str, ...]]
    by_topic: Mapping[str, tuple[str, ...]]
    by_author: Mapping[str, tuple[str, ...]]

    def column_of(self, article: Article) -> NamedGroup | None:
        """Return the column that a piece belongs to."""
        return self.columns.get(slug_of(article.column)) if article.column else None

    def series_of(self, article: Article) -> NamedGroup | None:
        """Return the series that a piece belongs to."""
        return self.series.get(slug_of(article.series)) if article.series else None


@lru_cache(maxsize=1024)  # every piece of a column or series names it
def slug_of(name: str) -> str:
    """Return the last part of a column's or series' address."""
    return unicode_slug(fold(name)) or slugify(name)


def group_pieces(catalogue: Catalogue) -> tuple[Groups, tuple[Problem, ...]]:
    """Gather all groups.

    Two pieces that claim one part of a series are a problem; so are replies and translations of a piece to itself.
    """
    articles = [piece.article for piece in catalogue.pieces.values()]
    columns = _named(articles, lambda article: article.column)
    series = _named(sorted(articles, key=lambda a: (a.part or 10**6, a.date, a.stem)), lambda article: article.series)
    replies: dict[str, list[str]] = defaultdict(list)
    by_topic: dict[str, list[str]] = defaultdict(list)
    by_author: dict[str, list[str]] = defaultdict(list)
    by_editor: dict[str, list[str]] = defaultdict(list)
    for stem, piece in catalogue.pieces.items():
        if piece.replies_to:
            replies[piece.replies_to].append(stem)
        if not catalogue.publication.kinds[piece.article.kind].is_sponsored:
            for topic in piece.topics:
                by_topic[topic].append(stem)
        for author in dict.fromkeys((*piece.authors, *piece.translators)):
            by_author[author].append(stem)
        for editor in piece.editors:
            by_editor[editor].append(stem)
    versions, faults = translations(catalogue)
    groups = Groups(
        columns=columns,
        series=series,
        replies={stem: tuple(reversed(answers)) for stem, answers in replies.items()},
        translations=versions,
        by_topic={topic: tuple(stems) for topic, stems in by_topic.items()},
        by_author={author: tuple(stems) for author, stems in {**by_editor, **by_author}.items()},
    )
    return groups, (*_same_part(catalogue, series), *_own_replies(catalogue), *faults)


def _named(articles: list[Article], name_of: Callable[[Article], str]) -> Mapping[str, NamedGroup]:
    members: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if name_of(article):
            members[slug_of(name_of(article))].append(article)
    return {
        slug: NamedGroup(_usual([name_of(a) for a in group]), slug, tuple(a.stem for a in group))
        for slug, group in sorted(members.items())
    }


def _usual(names: list[str]) -> str:
    return min(set(names), key=lambda name: (-names.count(name), name))


def _own_replies(catalogue: Catalogue) -> tuple[Problem, ...]:
    places = [
        piece.article.where.at("replies_to") for stem, piece in catalogue.pieces.items() if piece.replies_to == stem
    ]
    message, hint = "this piece replies to itself", "name the piece that it answers"
    return tuple(Problem(place, message, hint, excerpt) for place, excerpt in places)


def _same_part(catalogue: Catalogue, series: Mapping[str, NamedGroup]) -> tuple[Problem, ...]:
    problems = []
    for group in series.values():
        seen: dict[int, Article] = {}
        for stem in group.stems:
            article = catalogue.pieces[stem].article
            other = seen.setdefault(article.part, article)
            if article.part and other is not article:
                place, excerpt = article.where.at("part")
                message = f'part {article.part} of "{group.name}" is also {other.where.path}'
                problems.append(Problem(place, message, "give each part a number of its own", excerpt))
    return tuple(problems)
