"""Page: an address, a layout and the parts that it shows. Output: a file's bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from press.model.picture import DerivedFile


class Order(IntEnum):
    """The order in which files come to stand in the published folder; deletes come last."""

    ASSET = 0
    PAGE = 1
    INDEX = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One file to be made from a layout.

    `path` is the file inside the output (`2026/03/rent-cap/index.html`). `parts` maps the names that the layout
    may use to values whose `repr` is complete: the key is made of them and the layout sees nothing else.
    `source` says what the page comes from, for problems (`content/articles/x.md`, `topic "Housing"`).
    """

    path: str
    layout: str
    parts: Mapping[str, object]
    lang: str
    source: str
    order: Order = Order.PAGE


@dataclass(frozen=True, slots=True)
class CopiedOutput:
    """A file that is published as it stands in the site: `path` in the output, `source` in the site's folder."""

    path: str
    source: str
    digest: str
    order: Order = Order.ASSET


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A piece as a search finds it: its `path` in the output; `body` is the digest of its text, "" = none of it."""

    path: str
    title: str
    lang: str
    label: str
    byline: str
    dek: str
    body: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All files of an edition, and the collections that any layout may name.

    `pieces` are the stems whose pages are made one by one, when they are wanted; `pages` are all others. `search`
    is what the search index holds, () = there is none.
    """

    pieces: tuple[str, ...]
    pages: tuple[Page, ...]
    copied_files: tuple[CopiedOutput, ...]
    shared: Mapping[str, object]
    search: tuple[SearchRecord, ...] = ()
    pictures: tuple[DerivedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the published folder: its path in it, bytes, and place in the order of appearance."""

    path: str
    data: bytes
    order: Order


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output with what it was made from, as the ledger keeps it to tell later whether and why it is stale.

    `key` stands for all that went into it; `parts` names the pieces of that, each with its digest.
    """

    output: Output
    key: str
    parts: tuple[tuple[str, str], ...] = ()
