"""What layouts see: small values, whole in themselves, that name no file and hold nothing unpublished.

Addresses in `url` begin with the site's base path (`/opinion/2026/03/rent-cap/`); those called `canonical`,
and all in structured data, are whole. Dates are aware and in the site's time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from press.model.body import Heading, LetterHead, RichText
from press.model.report import ReportDesk
from press.model.view import view


@view
class Link:
    """Words and where they lead.

    `current`: leads to the page it stands on. `lang`: the language of the words where it is not the page's.
    """

    text: str
    url: str
    current: bool = False
    lang: str = ""


@view
class PictureSource:
    """The files of a picture in one format; `srcset` as the attribute of that name wants it."""

    type: str
    srcset: str


@view
class Picture:
    """A picture ready to show.

    `url` and `canonical` (whole) are the file for browsers and readers that take only one; width and height in
    pixels are that file's. `sources` are the better formats, best first; `srcset` are all sizes of the file's own
    format, "" where there is only one. `widest`: width in pixels of the largest file. `slot` names what it is
    cut for: lead, figure, inline, teaser or portrait.
    """

    url: str
    canonical: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    license: str = ""
    sources: tuple[PictureSource, ...] = ()
    srcset: str = ""
    widest: int = 0
    slot: str = ""


@view
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


@view
class Remark:
    """Rich text with what its placeholders stand for; printed as it is: `{{ remark }}`."""

    text: RichText
    publication: str = ""
    author: str = ""


@view
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


@view
class KindView:
    """A kind as a layout tells it apart; `label` is in the piece's language.

    `label_in_title`: the label goes with the headline wherever that stands alone, as in feeds and on cards.
    """

    id: str
    label: str
    byline: str
    sponsored: bool = False
    label_in_title: bool = False


@view
class Unpublished:
    """Why a piece that a preview shows is not published: `reason` is draft, scheduled (`due` says when), expired or
    withdrawn.
    """

    reason: str
    due: datetime | None = None


@view
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
    unpublished: Unpublished | None = None


@view
class SeriesPlace:
    """Where a piece stands in its series; `parts` are all published parts in order."""

    name: str
    url: str
    part: int
    total: int
    parts: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None


@view
class CorrectionView:
    """A correction as shown on its piece and in the list of all corrections (`piece` is set there).

    `lang`: the language of its text where it is not the page's. `id`: its place on the page; `feed_id`: what feeds
    know it by, "" on its piece.
    """

    date: datetime
    type: str
    text: Remark
    piece: Link | None = None
    lang: str = ""
    id: str = ""
    feed_id: str = ""


@view
class Footer:
    """The parts at the foot of a piece that show.

    `correction`: where to suggest a correction (a `mailto:` prefilled with title and address, or an https
    address), None = not shown; its `text` is the address or host that it leads to. `form`: in place of that link
    where config names an endpoint. `report`: where words that a reader marks are reported (Ctrl/Cmd + Enter).
    """

    disclaimer: Remark | None = None
    correction: Link | None = None
    form: ReportDesk | None = None
    report: ReportDesk | None = None


@view
class PieceView:
    """A piece on its own page (and, with its text, in feeds).

    `id`: what feeds know it by, which never changes. `summary`: its dek, else its first sentences, as plain text.
    `feed_title`: the headline as feeds show it.
    `share`: plain links that pass it on, by mail and on social networks. `modified`: the latest of its date, update
    and corrections. In feeds `share` is empty, and the footer holds no more than the disclaimer.
    """

    stem: str
    id: str
    url: str
    canonical: str
    title: str
    feed_title: str
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
    modified: datetime
    lang: str
    topics: tuple[Link, ...]
    text: Text
    words: int
    minutes: int
    summary: str = ""
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
    share: tuple[Link, ...] = ()
    years_old: int = 0
    first_published: Link | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    unpublished: Unpublished | None = None
