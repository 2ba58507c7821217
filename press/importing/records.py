"""What every source says in its own way, in one form: posts, people, terms, attachments, and remarks on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Markup = Literal["html", "markdown"]
Status = Literal["published", "scheduled", "draft", "withheld", "gone"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One decision that the import took, or one thing that it could not bring along.

    `kind` groups remarks in the report (`picture without alt`); `place` is the source's file and, where known, its
    line; `before` and `after` show the words that the decision is about.
    """

    kind: str
    place: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SourceTerm:
    """A category, tag or entry of another taxonomy. `path` is the address of its list from the domain's root."""

    taxonomy: str
    name: str
    slug: str = ""
    description: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class SourcePerson:
    """A writer. `key` is what posts call the writer by (a login, an id) and is never written anywhere."""

    key: str
    name: str
    slug: str = ""
    biography: str = ""
    portrait: str = ""
    website: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture as the source shows it: `src` is an address or a path of the source."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the source's media library, with the address of its own page and the post that it belongs to."""

    id: str
    url: str
    alt: str = ""
    caption: str = ""
    path: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SourcePost:
    """A post or page as the source holds it.

    `id` is unique in the source and stays over exports. `path`: its old address from the domain's root, `older` the
    addresses before that one. `date` and `updated` are as written (`importing/dates.py` reads them). `status`
    "withheld" is for what readers must not see (private, behind a password, for members), which comes in as a draft;
    "gone" for what does not come in at all (trash); `reason` names either. `folder` is the folder of the file, from
    which relative addresses start.
    """

    id: str
    is_page: bool
    title: str
    body: str
    markup: Markup
    place: str
    date: str = ""
    updated: str = ""
    slug: str = ""
    path: str = ""
    older: tuple[str, ...] = ()
    status: Status = "published"
    reason: str = ""
    authors: tuple[str, ...] = ()
    terms: tuple[SourceTerm, ...] = ()
    dek: str = ""
    image: SourcePicture | None = None
    seo_title: str = ""
    seo_description: str = ""
    noindex: bool = False
    canonical: str = ""
    lang: str = ""
    translation_of: str = ""
    featured: bool = False
    series: str = ""
    folder: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSite:
    """What the source says of itself. `url` is its whole address; `feeds` the paths of its feeds."""

    kind: str
    title: str = ""
    url: str = ""
    description: str = ""
    language: str = ""
    timezone: str = ""
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All of an export but its posts: small enough to be held in memory."""

    site: SourceSite
    people: tuple[SourcePerson, ...] = ()
    terms: tuple[SourceTerm, ...] = ()
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


class Export(Protocol):
    """An export that can be read more than once, a post at a time."""

    def overview(self) -> Overview:
        """Return what the export says besides its posts."""

    def posts(self, overview: Overview) -> Iterator[SourcePost]:
        """Yield its posts and pages in the source's order; `overview` is its own."""
