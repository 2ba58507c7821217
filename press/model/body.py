"""Body: a text as a tuple of parts, and the small facts about it that the other stages need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from press.model.problem import Place
from press.model.view import view


@dataclass(frozen=True, slots=True)
class Html:
    """Sanitised HTML that is shown as it is."""

    html: str


@dataclass(frozen=True, slots=True)
class PieceLink:
    """A link to another file of the section, resolved when the page is rendered.

    `target` is a `Target` as text (`article:2026-03-02-rent-cap`); `attributes` is sanitised HTML beginning
    with a blank, or ""; where the target is not published `inner` stays without the link.
    """

    target: str
    fragment: str
    attributes: str
    inner: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A paragraph that was only a picture. `src` is a path inside content/ (`images/bridge.jpg`)."""

    src: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Table:
    """A top-level table, whole (`<table>…</table>`, sanitised): the layout lets it scroll on narrow screens."""

    html: str


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture inside a line of text; `src` as in `Figure`."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class CardSlot:
    """Where the card "Other topics of interest" stands; `by_hand`: the writer placed it."""

    by_hand: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a letters page: its anchor, title (plain text), text and signature (plain text, may be "")."""

    id: str
    title: str
    inner: tuple[Part, ...]
    signature: str


Part = Html | PieceLink | Figure | Table | InlinePicture | CardSlot | Letter
TargetKind = Literal["article", "author", "topic", "page", "address"]


@dataclass(frozen=True, slots=True)
class LinkUse:
    """One link from a body to a file of the section.

    `target`: `article:<stem>`, `author:<id>`, `topic:<id>` or `page:<stem>` as the writer's file name says, or
    `address:/2016/04/05/slug/` for an address from a domain's root that may be an older address of a piece.
    """

    target: str
    fragment: str
    place: Place
    excerpt: str


@dataclass(frozen=True, slots=True)
class PictureUse:
    """One picture that a body asks for; `src` is a path inside content/."""

    src: str
    alt: str
    place: Place
    excerpt: str
    credit: str = ""


@view
class Heading:
    """A heading of a body: level 2 to 6, anchor, plain text."""

    level: int
    id: str
    text: str


@view
class LetterHead:
    """A letter's anchor, title and signature, for lists and structured data."""

    id: str
    title: str
    signature: str


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a text without its parts; the parts are kept under `digest`.

    `excerpt`: the first sentences as plain text, at most 200 characters. `anchors`: every id in the text.
    `words` counts the words of the text without card and footnote marks.
    """

    digest: str
    words: int
    excerpt: str
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    links: tuple[LinkUse, ...] = ()
    pictures: tuple[PictureUse, ...] = ()
    letters: tuple[LetterHead, ...] = ()


NO_BODY = Body(digest="", words=0, excerpt="")


@view
class RichText:
    """A line or two of sanitised inline HTML in which `{publication}` and `{author}` may stand."""

    html: str
