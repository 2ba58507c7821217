"""Parts of a body -> HTML: the one module that declares text to be safe.

What is declared safe here is HTML that nh3 let through (`Html`, `Table`, link attributes, `RichText`), and what
the layouts' own macros return.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from press.model.body import CardSlot, Figure, Html, InlinePicture, Letter, Part, PieceLink, Table
from press.model.views import Picture, Remark, Teaser, Text
from press.render.filters import json_text

# In a tag as nh3 writes it: a fragment alone, or a path from the domain's root.
_LOCAL = re.compile(r'(<[a-z][^<>]*?\s(?:href|src)=")(#|/(?!/))')
Bodies = Callable[[str], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class PartMacros:
    """The macros that draw parts, from `_partials/parts.html` or `_partials/feed_parts.html`.

    `origin` is put before addresses from the domain's root where a text leaves the site.
    """

    module: Any
    origin: str = ""


def show_text(text: Text, bodies: Bodies, macros: PartMacros, card: Teaser | None = None) -> Markup:
    """Return a body as HTML, with `card` in its card slot."""
    if not text.digest:
        return Markup("")
    scene = _Scene(dict(text.links), dict(text.pictures), macros, card)
    return scene.draw(bodies(text.digest))


def whole_addresses(html: Markup, page: str, origin: str) -> Markup:
    """Return HTML that leaves the site with addresses that work anywhere: `#note` and `/path/` made whole.

    `page` is the whole address of the page that the HTML stands on.
    """
    if '="#' not in html and '="/' not in html:  # most texts: looked for in a quarter of the time
        return html
    return Markup(_LOCAL.sub(lambda found: f"{found[1]}{page if found[2] == '#' else origin}{found[2]}", html))


def show_remark(remark: Remark) -> Markup:
    """Return rich text with its placeholders filled."""
    html = remark.text.html
    filled = html.replace("{publication}", str(escape(remark.publication))).replace(
        "{author}", str(escape(remark.author))
    )
    return Markup(filled)


def json_ld(value: object) -> Markup:
    """Return a value as JSON for a script element of type application/ld+json."""
    return Markup(json_text(value))


def drawn(text: str) -> Markup:
    """Return what a macro has drawn, where values are escaped: it escaped its own."""
    return text if type(text) is Markup else Markup(text)


def _said(macro: Any, *arguments: object) -> str:  # noqa: ANN401 - Jinja's macro, or a quick one
    """What a macro prints. One that can, says it at once: then no text is copied to be marked as safe."""
    printed = getattr(macro, "printed", None)
    text: str | None = printed(arguments, {}) if printed else None
    return str(macro(*arguments)) if text is None else text


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the parts of one text need to be drawn."""

    links: Mapping[str, str]
    pictures: Mapping[str, Picture]
    macros: PartMacros
    card: Teaser | None

    def draw(self, parts: Sequence[Part]) -> Markup:
        return Markup("".join([part.html if isinstance(part, Html) else self._draw(part) for part in parts]))

    def _draw(self, part: Part) -> str:
        module = self.macros.module
        match part:
            case Html(html):
                return html
            case CardSlot():  # nearly every piece has one
                return _said(module.card, self.card) if self.card else ""
            case PieceLink():
                return self._link(part)
            case Figure(src=src):
                return _said(module.figure, part, self.pictures.get(src))
            case InlinePicture(src=src):
                return _said(module.inline_picture, part, self.pictures.get(src))
            case Table(html):
                return _said(module.table, Markup(html))
            case Letter():
                return _said(module.letter, part, self.draw(part.inner))

    def _link(self, part: PieceLink) -> str:
        inner = self.draw(part.inner)
        url = self.links.get(part.target, "")
        if not url:
            return inner
        if self.macros.origin and url.startswith("/"):
            url = self.macros.origin + url
        fragment = f"#{part.fragment}" if part.fragment else ""
        return _said(self.macros.module.piece_link, url + fragment, Markup(part.attributes), inner)
