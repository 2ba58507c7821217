"""HTML of a page of ours -> HTML for feeds: whole addresses, and nothing that readers of feeds may not run."""

from __future__ import annotations

import re
from functools import partial
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

import nh3

_AWAY = frozenset({"script", "style"})
_ELEMENTS = (nh3.ALLOWED_TAGS | {"address", "audio", "section", "source", "tfoot", "video"}) - _AWAY - {"iframe"}
_EVERYWHERE = {"id", "class", "lang", "dir", "title"}
_OWN = {"a": {"href", "hreflang", "rel"}, "audio": {"src", "controls"}, "video": {"src", "controls", "poster"}}
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, **_OWN, "*": _EVERYWHERE, "source": {"src", "type"}}
# Most texts have nothing of the kind. Looking for it in tags alone, as nh3 writes them (small letters, values in
# quotation marks), takes a tenth of the time that whole texts take, and that a tenth of cleaning them.
_UNFIT = re.compile(
    r"<(?:(?:script|style|iframe|object|embed|form)\b"
    r"""|[a-z](?:[^<>"]|"[^"]*")*?\s(?:data-|on\w+=|srcset=|(?:cite|href|poster|src)="(?!\w+:)))"""
)
# A frame as nh3 writes it: a few attributes, their values in double quotation marks.
_FRAME = re.compile(r'<iframe((?: [a-z]+="[^"]{0,2000}"){0,8})>[^<]{0,1000}</iframe>')
_VALUE = re.compile(r' (src|title)="([^"]{1,2000})"')
# What a reader who takes a text as HTML would not show as it stands.
_TAG = re.compile(r"<[A-Za-z/!?]")


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
    linked = _FRAME.sub(_as_link, _cleaned(text, page, frames={"iframe"}))
    # A frame whose address is longer than any that leads somewhere is left out.
    return _cleaned(linked, page, frames=set()) if "<iframe" in linked else linked


def _cleaned(html: str, page: str, *, frames: set[str]) -> str:
    """Return `html` with nothing in it but what feeds may carry, and `frames`, which still have to become links."""
    return nh3.clean(
        html,
        tags=_ELEMENTS | frames,
        clean_content_tags=_AWAY | ({"iframe"} - frames),
        attributes={**_ATTRIBUTES, **{name: {"src"} for name in frames}},
        link_rel=None,
        url_relative=("rewrite_with_base", page),
        attribute_filter=partial(_whole_cite, page),
    )


def _whole_cite(page: str, _element: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute; nh3 makes all addresses whole but where a quotation comes from."""
    if attribute != "cite":
        return value
    address = urljoin(page, value)
    return address if address.startswith(("http://", "https://")) else None


def as_description(text: str) -> str:
    """Return a plain text as the description of an item or a feed.

    RSS defines the element as HTML, and some readers take it as text. Only what looks like a tag or a character
    reference is escaped, which is all that the first kind would lose, so that both show most texts as they are.
    """
    return escape(text, quote=False) if _TAG.search(text) or unescape(text) != text else text
