"""Article, Author, Topic, StaticPage: the files of content/ as values, typed and checked one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from press.model.body import NO_BODY, Body, RichText
from press.model.problem import Where
from press.model.publication import FooterPart
from press.model.terms import NO_TERMS, Terms

CorrectionType = Literal["correction", "clarification", "update", "editors-note", "retraction"]


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A picture named in front matter; `src` is a path inside content/; `focus` in percent from the left and top."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""
    focus: tuple[float, float] = (50.0, 50.0)


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a published piece, dated in the site's time zone."""

    date: datetime
    type: CorrectionType
    text: RichText


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who paid for a piece."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Seo:
    """What search engines are told instead of title and dek."""

    title: str = ""
    description: str = ""
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A piece as its file says, before the section is looked at as a whole.

    `stem` is the file's name without `.md` and is the piece's identity. Names in `authors`, `topics`, `related`,
    `related_exclude`, `card`, `replies_to`, `translation_of` are as written. `disclaimer`: None = not written.
    `footer`: None = as the kind says. `card`: "auto", "off" or a piece. `imported`: it was brought in from another
    program, and rules that older pieces cannot keep are lowered for it. `unread`: the keys that could not be read,
    "" = any of them; a site with such a file is never published, but the rest of it is checked.
    """

    stem: str
    where: Where = field(repr=False)
    title: str
    date: datetime
    slug: str
    lang: str
    short_title: str = ""
    kicker: str = ""
    dek: str = ""
    kind: str = "op-ed"
    column: str = ""
    series: str = ""
    part: int = 0
    authors: tuple[str, ...] = ()
    byline: str = ""
    role: str = ""
    translator: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    sponsor: Sponsor | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    draft: bool = False
    topics: tuple[str, ...] = ()
    image: ImageRef | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    related_exclude: tuple[str, ...] = ()
    card: str = "auto"
    replies_to: str = ""
    corrections: tuple[Correction, ...] = ()
    keep_body: bool = False
    disclosure: RichText | None = None
    disclaimer: RichText | Literal[False] | None = None
    footer: tuple[FooterPart, ...] | None = None
    canonical: str = ""
    translation_of: str = ""
    lead: bool = False
    seo: Seo = Seo()
    feed: bool = True
    imported: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    body: Body = NO_BODY
    terms: Terms = field(default=NO_TERMS, repr=False)
    unread: tuple[str, ...] = ()

    def is_unread(self, *keys: str) -> bool:
        """Whether something of one of these keys could not be read: nothing follows from its being empty."""
        return bool(self.unread) and not {"", *keys}.isdisjoint(self.unread)

    @property
    def is_withdrawn(self) -> bool:
        """Whether a retraction stands in place of the text."""
        return not self.keep_body and any(correction.type == "retraction" for correction in self.corrections)


@dataclass(frozen=True, slots=True)
class Author:
    """A writer. `declared`: has a file of its own. `id` is the address under authors/ and the identity.

    `unread` as in Article.
    """

    id: str
    name: str
    where: Where = field(default=Where(""), repr=False)
    declared: bool = False
    role: str = ""
    staff: bool = False
    organisation: str = ""
    portrait: ImageRef | None = None
    links: tuple[tuple[str, str], ...] = ()
    email: str = ""
    disclaimer: RichText | Literal[False] | None = None
    aliases: tuple[str, ...] = ()
    lang: str = ""
    body: Body = NO_BODY
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. `id` is the address under topics/ and the identity; `aliases` are names or ids merged into it.

    `unread` as in Article.
    """

    id: str
    name: str
    where: Where = field(default=Where(""), repr=False)
    declared: bool = False
    dek: str = ""
    image: ImageRef | None = None
    order: int | None = None
    disclaimer: RichText | Literal[False] | None = None
    aliases: tuple[str, ...] = ()
    body: Body = NO_BODY
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page such as "About"; `menu` is its position in the menu, None = not in it. `unread` as in Article."""

    stem: str
    title: str
    slug: str
    lang: str
    where: Where = field(default=Where(""), repr=False)
    dek: str = ""
    menu: int | None = None
    aliases: tuple[str, ...] = ()
    seo: Seo = Seo()
    body: Body = NO_BODY
    unread: tuple[str, ...] = ()


# Words for the reasons of HeldBack, as in "the piece is a draft".
STATES: Mapping[str, str] = {
    "draft": "a draft",
    "scheduled": "not out yet",
    "expired": "expired",
    "withdrawn": "unpublished",
}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A piece that is not published now. Nothing of it but its name may travel; `due` for scheduled ones.

    withdrawn: an editor took it down (content/unpublished.yaml); its file may be gone.
    """

    stem: str
    slug: str
    reason: Literal["draft", "scheduled", "expired", "withdrawn"]
    due: datetime | None = None
