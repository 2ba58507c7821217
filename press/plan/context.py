"""Desk: an edition with its addresses, groups and choices: what every planner looks things up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from press.model.catalogue import Catalogue, Piece, Words
from press.model.page_views import FeedLink
from press.model.picture import DerivedFile
from press.model.publication import Kind, Publication
from press.model.views import KindView, Link, Person, Picture, Teaser
from press.plan.grouping import Groups
from press.plan.responsive_images import ResponsiveImages
from press.plan.urls import Addresses

# Social cards by stem ("": the site's), with the file to be made for each; None: the piece has no card.
Cards = Mapping[str, tuple[Picture, DerivedFile] | None]


@dataclass(frozen=True, slots=True)
class ViewSources:
    """What views are made from: the edition, its addresses, groups and pictures.

    `kinds`: kinds as shown, by kind and language, each made out when it is first asked for.
    """

    catalogue: Catalogue
    addresses: Addresses
    groups: Groups
    image_set: ResponsiveImages
    kinds: dict[tuple[str, str], KindView] = field(default_factory=dict)
    _topics: dict[tuple[str, str], Link] = field(default_factory=dict)

    @property
    def publication(self) -> Publication:
        """The publication."""
        return self.catalogue.publication

    def kind(self, piece: Piece) -> Kind:
        """Return the kind of a piece."""
        return self.catalogue.publication.kinds[piece.article.kind]

    def topic_link(self, topic: str, lang: str) -> Link:
        """Return the link to a topic on a page in a language; topics' names are in the site's."""
        link = self._topics.get((topic, lang))
        if link is None:
            own = self.publication.language
            url = self.addresses.url(f"topic:{topic}")
            link = Link(self.catalogue.topics[topic].name, url, lang=own if own != lang else "")
            self._topics[topic, lang] = link
        return link

    def words(self, lang: str) -> Words:
        """Return the interface words of a language."""
        return self.catalogue.words[lang]

    def local(self, moment: datetime) -> datetime:
        """Return an instant in the site's time zone, as readers see it."""
        local = moment.astimezone(self.catalogue.publication.timezone)
        offset = local.utcoffset()
        if not offset or not (offset.seconds % 60 or offset.microseconds):
            return local
        # Before standard time zones differ by seconds, which ISO 8601 cannot write: cut as reading cuts them.
        return moment.astimezone(timezone(timedelta(minutes=offset // timedelta(minutes=1))))


@dataclass(frozen=True, slots=True)
class Publisher:
    """What each page says of the site as a whole: the way to the front page, its feeds, its structured data.

    `home` is the whole address of the front page, `principles` that of the publisher's principles ("" = none).
    """

    home: str
    link: Link
    feeds: tuple[FeedLink, ...]
    nodes: tuple[Mapping[str, object], ...]
    principles: str


@dataclass(frozen=True, slots=True)
class PlanContext:
    """The sources and the views that many pages share, each made once."""

    sources: ViewSources
    people: Mapping[str, Person]
    teasers: Mapping[str, Teaser]
    logo: Picture | None
    cards: Cards
    masthead: Publisher

    @property
    def catalogue(self) -> Catalogue:
        """The edition."""
        return self.sources.catalogue

    @property
    def addresses(self) -> Addresses:
        """Where everything stands."""
        return self.sources.addresses
