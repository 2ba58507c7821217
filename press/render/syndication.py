"""HTML of a page of ours -> HTML for feeds: whole addresses, and nothing that readers of feeds may not run."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urlsplit

import nh3

_AWAY = frozenset({"script", "style", "iframe"})
_ELEMENTS = (nh3.ALLOWED_TAGS | {"address", "audio", "section", "source", "tfoot", "video"}) - _AWAY
_EVERYWHERE = {"id", "class", "lang", "dir", "title"}
_OWN = {"a": {"href", "hreflang", "rel"}, "audio": {"src", "controls"}, "video": {"src", "controls", "poster"}}
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, **_OWN, "*": _EVERYWHERE, "source": {"src", "type"}}
# Most texts have nothing of the kind. Looking for it in tags alone, as nh3 writes them (small letters, values in
# quotation marks), takes a tenth of the time that whole texts take, and that a tenth of cleaning them.
_UNFIT = re.compile(
    r"<(?:(?:script|style|iframe|object|embed|form)\b"
    r"""|[a-z](?:[^<>"]|"[^"]*")*?\s(?:data-|on\w+=|srcset=|(?:href|src)="(?!\w+:)))"""
)


_FRAME = re.compile(r"<iframe\b([^<>]{0,5000})>[^<]{0,1000}</iframe>", re.IGNORECASE)
_VALUE = re.compile(r'\s(src|title)="([^"<>]{1,2000})"')


def _as_link(frame: re.Match[str]) -> str:
    """Return a link to what a frame shows, by its title or else its host."""
    values = dict(_VALUE.findall(frame[1]))
    address = values.get("src", "")
    words = values.get("title") or urlsplit(unescape(address)).hostname
    href = f' href="{escape(unescape(address))}"'
    return _element("p", _element("a", escape(unescape(words), quote=False), href)) if address and words else ""


def _element(name: str, inner: str, attributes: str = "") -> str:
    return "<" + name + attributes + ">" + inner + "</" + name + ">"


def for_feed(html: str, page: str) -> str:
    """Return `html` as feeds carry it.

    Relative addresses and those that only name a place on the page are made whole with `page`, its whole address.
    Scripts, styles and `data-` attributes, which a site may trust its own writers to use, are left out; a frame is a
    link to what it shows.
    """
    text = str(html)
    if not _UNFIT.search(text):
        return text
    return nh3.clean(
        _FRAME.sub(_as_link, text),
        tags=set(_ELEMENTS),
        clean_content_tags=set(_AWAY),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_relative=("rewrite_with_base", page),
    )
