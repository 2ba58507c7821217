"""What layouts see of whole pages: heads, lists, the front page, feeds and indexes. Addresses as in `views`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from press.model.view import view
from press.model.views import CorrectionView, Link, Person, Picture, PieceView, Remark, Teaser, Text


@view
class FeedLink:
    """A feed that a page announces; `type` is its media type."""

    title: str
    url: str
    type: str


@view
class Translation:
    """The same page in another language; `url` is whole, as hreflang wants it."""

    lang: str
    url: str


@view
class Head:
    """A page's head: what browsers, search engines and social networks are told.

    `title` is the page's own, without the publication's name; `type` is Open Graph's. `graph` is the JSON-LD
    value, None = none. `social_title` goes to social networks: with the kind's label where the kind asks for it.
    `default_version`: the whole address of the version for readers of no listed language, "" = none.
    `policy` stands in place of the site's where a page has one of its own.
    """

    url: str
    canonical: str
    title: str
    description: str
    lang: str
    dir: str
    locale: str
    social_title: str = ""
    type: str = "website"
    noindex: bool = False
    image: Picture | None = None
    feeds: tuple[FeedLink, ...] = ()
    translations: tuple[Translation, ...] = ()
    default_version: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    graph: Mapping[str, object] | None = None
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    policy: str = ""


@view
class IconLink:
    """An icon of the site for a page's head; `rel`, `type` and `sizes` as the attributes of those names."""

    rel: str
    url: str
    type: str = ""
    sizes: str = ""


@view
class Newsletter:
    """The week by mail: the pieces that came out from `since` up to `until`, and corrections.

    `more` pieces came out that the letter has no room for. `disclaimers` are those of its pieces, each once.
    `unsubscribe` stands for the subscriber's own link until the letter is sent.
    """

    title: str
    since: datetime
    until: datetime
    teasers: tuple[Teaser, ...]
    more: int
    corrections: tuple[CorrectionView, ...]
    disclaimers: tuple[Remark, ...]
    home: str
    imprint: str
    unsubscribe: str


@view
class RightsView:
    """What programs may do with the texts, in the words of each notation.

    `licence` is the address of license.xml; `reservation` (0 or 1) and `policy` are the TDM Reservation Protocol's,
    `statements` what its file holds; `preferences` is the value of `Content-Usage`; `permitted` and `prohibited` are
    uses by RSL's names; `by_licence`: training is permitted by a licence that `policy` tells of.
    """

    licence: str
    reservation: int
    policy: str
    preferences: str
    permitted: tuple[str, ...]
    prohibited: tuple[str, ...]
    by_licence: bool
    contact: str
    statements: tuple[Mapping[str, object], ...]


@view
class SiteView:
    """The publication as every page shows it.

    `home` is the base path, `url` the whole address, `csp` the policy that stands in each page.
    `search_url` is "" where there is no search page.
    """

    title: str
    description: str
    url: str
    home: str
    language: str
    dir: str
    accent: str
    logo: Picture | None
    feed: str
    search_url: str
    topics_url: str
    authors_url: str
    archive_url: str
    corrections_url: str
    organization: str
    csp: str
    icons: tuple[IconLink, ...] = ()
    rights: RightsView | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@view
class Listing:
    """One page of a list, newest first. `number` is 0 on the first page, else the page's number from the oldest."""

    teasers: tuple[Teaser, ...]
    number: int = 0
    newer: str = ""
    older: str = ""


@view
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


@view
class Group:
    """A named list of teasers: a kind on the front page, a column, a series; `url` leads to all of it, "" = nowhere."""

    title: str
    url: str
    teasers: tuple[Teaser, ...]
    dek: str = ""


@view
class Columnist:
    """A staff writer on the front page, with the newest column."""

    person: Person
    teaser: Teaser


@view
class Block:
    """A section of the front page.

    `look` is `editorial` (one teaser), `columnists` (with `columnists`), `kinds` (with a group for each kind),
    `latest` or `strip` (with teasers). `title`: "" = the usual words, or for a strip none. `url`: "" = it leads
    nowhere.
    """

    look: str
    title: str = ""
    url: str = ""
    dek: str = ""
    teasers: tuple[Teaser, ...] = ()
    columnists: tuple[Columnist, ...] = ()
    groups: tuple[Group, ...] = ()


@view
class Front:
    """The front page; no piece stands in it twice.

    `voices`: the editorial and the columnists, where they come before all other sections: they stand with the lead.
    `beside`: the pieces beside the lead. `blocks`: the other sections, from the top.
    """

    lead: Teaser | None
    voices: tuple[Block, ...]
    beside: tuple[Teaser, ...]
    blocks: tuple[Block, ...]


@view
class ArchiveMonth:
    """A month of the archive; `first` is its first instant, for its name in words."""

    month: int
    first: datetime
    url: str
    count: int


@view
class ArchiveYear:
    """A year of the archive."""

    year: int
    url: str
    count: int
    months: tuple[ArchiveMonth, ...]


@view
class AuthorLine:
    """A writer in the list of writers."""

    person: Person
    count: int


@view
class SitemapEntry:
    """An address for search engines with the date of its last change."""

    canonical: str
    modified: datetime | None


@view
class NewsEntry:
    """A piece of the last 48 hours for news search; `lang` as the news sitemap wants it."""

    canonical: str
    title: str
    date: datetime
    lang: str


@view
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


@view
class Redirect:
    """An older address (`old`, with base path) and the one it leads to now, from the domain's root or whole.

    `query`: what the older address must have behind its question mark, `name=value` each; `status` of HTTP.
    """

    old: str
    new: str
    status: int = 301
    query: tuple[str, ...] = ()
