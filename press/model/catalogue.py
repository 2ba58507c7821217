"""Edition: everything that is published at one instant, with names resolved and indexed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from press.model.body import RichText
from press.model.content import Article, Author, HeldBack, StaticPage, Topic
from press.model.publication import Publication

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture of content/: `path` inside content/, digest of its bytes, width and height in pixels, media type.

    `source`: the path of its file in the site's folder, which may spell the letters of `path` in another way.
    `fallback` is the format for browsers that know no better one. `as_it_is`: published as it stands, since cutting
    and scaling would take something from it (SVG, moving pictures).
    """

    path: str
    digest: str
    width: int
    height: int
    type: str
    fallback: Literal["jpeg", "png"] = "jpeg"
    as_it_is: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that is published as it is: `path` in the output, `source` for problems, digest of its bytes."""

    path: str
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of the edition with every name resolved to an identity.

    Stems point into `Catalogue.pieces`, ids into `Catalogue.authors` and `Catalogue.topics`. What is held back is left
    out. `links` maps the body's targets (`LinkUse.target`) to a resolved target (`article:<stem>`, `author:<id>`,
    `topic:<id>`, `page:<stem>`), or to "" where the text stays without the link.
    """

    article: Article
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    translators: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    related_exclude: tuple[str, ...] = ()
    card: str = "auto"
    replies_to: str = ""
    translation_of: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def is_retracted(self) -> bool:
        """Whether the piece has been retracted: no list and no suggestion leads a reader to it."""
        return any(correction.type == "retraction" for correction in self.article.corrections)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is published now. `pieces` runs newest first, ties by stem.

    `words` maps a language to its interface words, complete (what a language lacks is taken from English).
    `disclaimers` maps (language, kind id) to the text that applies when piece, author and topic say nothing;
    None = no disclaimer. `links` maps an author's, topic's or page's file (`author:<id>`, ...) to its resolved
    links, as in `Piece.links`. `unpublished` says of pieces, by stem, that they stand here for a preview only;
    in an edition that is published there are none. `ids`: the ids in feeds that content/ids.yaml lists.
    """

    publication: Publication
    now: datetime
    pieces: Mapping[str, Piece]
    authors: Mapping[str, Author]
    topics: Mapping[str, Topic]
    pages: Mapping[str, StaticPage]
    words: Mapping[str, Words]
    disclaimers: Mapping[tuple[str, str], RichText | None]
    pictures: Mapping[str, PictureFile]
    files: tuple[CopiedFile, ...]
    held_back: tuple[HeldBack, ...] = ()
    links: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    unpublished: Mapping[str, HeldBack] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)

    def id_of(self, stem: str, correction: str = "") -> str:
        """Return what feeds know a piece by, or its correction with that id: it never changes."""
        id_ = self.ids.get(stem, stem)
        return self.ids.get(f"{stem}#{correction}", f"{id_}#{correction}") if correction else id_

    @property
    def next_due(self) -> datetime | None:
        """The instant at which the next scheduled piece comes out."""
        return min((piece.due for piece in self.held_back if piece.due), default=None)
