"""What layouts see: small values, whole in themselves, that name no file and hold nothing unpublished.

Addresses in `url` begin with the site's base path (`/opinion/2026/03/rent-cap/`); those called `canonical`,
and all in structured data, are whole. Dates are aware and in the site's time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from press.model.body import Heading, LetterHead, RichText


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; `current`: leads to the page it stands on."""

    text: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to show; width and height in pixels; `canonical` is its whole address."""

    url: str
    canonical: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    license: str = ""
    focus: tuple[float, float] = (50.0, 50.0)


@dataclass(frozen=True, slots=True)
class Text:
    """A body by its digest, with everything that its parts point to; shown by `show(text)`.

    `links` maps a target to an address, or to "" where the words stay without a link. `lang` chooses the words
    of the partials.
    """

    digest: str
    lang: str
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, Picture], ...] = ()

    def __bool__(self) -> bool:
        """A body without any text is false."""
        return bool(self.digest)


@dataclass(frozen=True, slots=True)
class Remark:
    """Rich text with what its placeholders stand for; printed as it is: `{{ remark }}`."""

    text: RichText
    publication: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A writer as named beside a piece. `role` is the role at the time where the piece gives one."""

    id: str
    name: str
    url: str
    canonical: str = ""
    role: str = ""
    organisation: str = ""
    staff: bool = False
    portrait: Picture | None = None
    links: tuple[Link, ...] = ()
    email: str = ""
    biography: Text | None = None


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind as a layout tells it apart; `label` is in the piece's language."""

    id: str
    label: str
    byline: str
    sponsored: bool = False


@dataclass(frozen=True, slots=True)
class Teaser:
    """What another page shows of a piece.

    `title` is the short title where there is one; `dek` is plain text of at most 200 characters; `label` is the
    kind's label (a column's name for columns); `byline` is plain text, the names joined.
    """

    stem: str
    url: str
    canonical: str
    title: str
    dek: str
    label: str
    kind: KindView
    byline: str
    authors: tuple[Person, ...]
    date: datetime
    lang: str
    kicker: str = ""
    image: Picture | None = None
    sponsor: str = ""
    minutes: int = 1


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Where a piece stands in its series; `parts` are all published parts in order."""

    name: str
    url: str
    part: int
    total: int
    parts: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction as shown on its piece and in the list of all corrections (`piece` is set there)."""

    date: datetime
    type: str
    text: Remark
    piece: Link | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Footer:
    """The parts at the foot of a piece that show.

    `correction`: where to suggest a correction (a `mailto:` prefilled with title and address, or an https
    address), None = not shown; its `text` is the address or host that it leads to. `report`: whether the
    Ctrl/Cmd + Enter line shows.
    """

    disclaimer: Remark | None = None
    correction: Link | None = None
    report: bool = False


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece on its own page (and, with its text, in feeds)."""

    stem: str
    url: str
    canonical: str
    title: str
    dek: str
    kicker: str
    label: str
    kind: KindView
    byline: str
    role: str
    authors: tuple[Person, ...]
    translators: tuple[Person, ...]
    editors: tuple[Person, ...]
    date: datetime
    updated: datetime | None
    lang: str
    topics: tuple[Link, ...]
    text: Text
    words: int
    minutes: int
    headings: tuple[Heading, ...] = ()
    letters: tuple[LetterHead, ...] = ()
    image: Picture | None = None
    column: Link | None = None
    series: SeriesPlace | None = None
    sponsor: Link | None = None
    disclosure: Remark | None = None
    notices: tuple[CorrectionView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    retracted: bool = False
    footer: Footer = field(default_factory=Footer)
    years_old: int = 0
    first_published: Link | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces; `type` is its media type."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The same page in another language; `url` is whole, as hreflang wants it."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """A page's head: what browsers, search engines and social networks are told.

    `title` is the page's own, without the publication's name; `type` is Open Graph's. `graph` is the JSON-LD
    value, None = none. `body_class` names the kind of page for styles.
    """

    url: str
    canonical: str
    title: str
    description: str
    lang: str
    dir: str
    locale: str
    type: str = "website"
    noindex: bool = False
    image: Picture | None = None
    feeds: tuple[FeedLink, ...] = ()
    translations: tuple[Translation, ...] = ()
    breadcrumbs: tuple[Link, ...] = ()
    graph: Mapping[str, object] | None = None
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteView:
    """The publication as every page shows it. `home` is the base path, `url` the whole address."""

    title: str
    description: str
    url: str
    home: str
    language: str
    dir: str
    accent: str
    logo: Picture | None
    feed: str
    search: bool
    topics_url: str
    authors_url: str
    archive_url: str
    corrections_url: str
    organization: str
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, newest first. `number` is 0 on the first page, else the page's number from the oldest."""

    teasers: tuple[Teaser, ...]
    number: int = 0
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic on its own page and in the list of topics; `count` is 0 where it is not shown."""

    id: str
    name: str
    url: str
    dek: str = ""
    image: Picture | None = None
    text: Text | None = None
    count: int = 0
    latest: Teaser | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A named list of teasers: a strip on the front page, a column, a series; `url` leads to all of them."""

    title: str
    url: str
    teasers: tuple[Teaser, ...]
    dek: str = ""


@dataclass(frozen=True, slots=True)
class Columnist:
    """A staff writer on the front page, with the newest column."""

    person: Person
    teaser: Teaser


@dataclass(frozen=True, slots=True)
class Front:
    """The front page; no piece stands in it twice."""

    lead: Teaser | None
    beside: tuple[Teaser, ...]
    editorial: Teaser | None
    columnists: tuple[Columnist, ...]
    latest: tuple[Teaser, ...]
    strips: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ArchiveMonth:
    """A month of the archive; `first` is its first instant, for its name in words."""

    month: int
    first: datetime
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """A year of the archive."""

    year: int
    url: str
    count: int
    months: tuple[ArchiveMonth, ...]


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """A writer in the list of writers."""

    person: Person
    count: int


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address for search engines with the date of its last change."""

    canonical: str
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `canonical` is its own address, `page` that of the page it belongs to; `updated` = its newest item."""

    title: str
    description: str
    canonical: str
    page: str
    lang: str
    updated: datetime | None
    items: tuple[PieceView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """An older address (`old`, with base path) and the one it leads to now."""

    old: str
    new: str
