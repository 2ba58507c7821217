"""SiteFacts: what a file is checked against. FileFacts: what one built file says, and what is wrong with it alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForbiddenWords:
    """Words that may stand in no published file: `words` as `held_back.plain` gives them, `said` what they are.

    `rarest` is the longest of the words: a file that lacks it need not be searched.
    """

    words: str
    rarest: str
    said: str


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A built section as a whole. `origin` and `base` as in its address; `paths`: every file of it.

    `copied`: files published as they came. `redirects`: older paths from the domain's root.
    `held`: path of a page that may not be there -> whose page it is.
    """

    origin: str
    base: str
    paths: frozenset[str]
    copied: frozenset[str] = frozenset()
    redirects: Collection[str] = ()
    held: Mapping[str, str] | None = None
    forbidden: tuple[ForbiddenWords, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong in a built file. `address`: what to look for in the sources to find whose mistake it is.

    `mark`: the words that leaked, as in `ForbiddenWords.words`; the sources say whether a writer wrote them on purpose.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    address: str = ""
    mark: str = ""
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """An address in a file that leads to a place on another page: `target` is that page's file."""

    target: str
    fragment: str
    address: str
    line: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What other pages have to agree with. `canonical`: a file of the section, "" = another site's or none.

    `versions`: (language, file) of each translation that it names. `moved`: it only leads elsewhere.
    """

    lang: str
    canonical: str
    versions: tuple[tuple[str, str], ...]
    noindex: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One built file: its SHA-256, its findings, and what only the whole section can judge.

    `nodes` and `references` are @ids of structured data, defined and used. `outgoing`: (address, line) of other
    sites. `listed`: files that a sitemap names; `is_sitemap` tells an empty one from no sitemap.
    """

    path: str
    sha256: str
    findings: tuple[Finding, ...] = ()
    ids: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    nodes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    outgoing: tuple[tuple[str, int], ...] = ()
    listed: tuple[str, ...] = ()
    is_sitemap: bool = False
    page: PageFacts | None = None
