"""Parts of a body -> the words that a search finds in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from press.model.body import Figure, Html, Letter, Part, PieceLink, Table

_TAG = re.compile(r"<[^<>]*>")


def words_of(parts: Iterable[Part]) -> str:
    """Return a body as plain text, without the card: it is another piece's."""
    return " ".join(" ".join(_words(part) for part in parts).split())


def _words(part: Part) -> str:
    match part:
        case Html(html) | Table(html):
            return unescape(_TAG.sub("", html))
        case PieceLink(inner=inner):
            return "".join(_words(each) for each in inner)
        case Figure(caption=caption):
            return caption
        case Letter(title=title, inner=inner, signature=signature):
            return f"{title} {words_of(inner)} {signature}"
        case _:
            return ""
