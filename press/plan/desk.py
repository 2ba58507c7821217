"""Desk: an edition with its addresses, groups and choices: what every planner looks things up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from press.model.edition import Edition, Piece, Words
from press.model.picture import Derived
from press.model.publication import Kind, Publication
from press.model.views import Person, Picture, Teaser
from press.plan.album import Album
from press.plan.gather import Groups
from press.plan.related.choice import Chosen
from press.plan.urls import Addresses

# Social cards by stem ("": the site's), with the file to be made for each; None: the piece has no card.
Cards = Mapping[str, tuple[Picture, Derived] | None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What views are made from: the edition, its addresses, groups and pictures."""

    edition: Edition
    addresses: Addresses
    groups: Groups
    album: Album

    @property
    def publication(self) -> Publication:
        """The publication."""
        return self.edition.publication

    def kind(self, piece: Piece) -> Kind:
        """Return the kind of a piece."""
        return self.edition.publication.kinds[piece.article.kind]

    def words(self, lang: str) -> Words:
        """Return the interface words of a language."""
        return self.edition.words[lang]

    def local(self, moment: datetime) -> datetime:
        """Return an instant in the site's time zone, as readers see it."""
        local = moment.astimezone(self.edition.publication.timezone)
        offset = local.utcoffset() or timedelta(0)
        # Before standard time zones differ by seconds, which ISO 8601 cannot write: cut as reading cuts them.
        minutes = timedelta(minutes=offset // timedelta(minutes=1))
        return local if minutes == offset else moment.astimezone(timezone(minutes))


@dataclass(frozen=True, slots=True)
class Desk:
    """The sources and the views that many pages share, each made once."""

    sources: Sources
    people: Mapping[str, Person]
    teasers: Mapping[str, Teaser]
    chosen: Mapping[str, Chosen]
    logo: Picture | None
    cards: Cards

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.sources.edition

    @property
    def addresses(self) -> Addresses:
        """Where everything stands."""
        return self.sources.addresses
