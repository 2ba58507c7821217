"""HTML -> sanitised, balanced HTML, and what was taken out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from html import unescape
from types import MappingProxyType, ModuleType
from typing import Any, Literal

from press.model.problem import ExitCode, Refusal
from press.read.markdown.vocabulary import (
    ATTRIBUTES,
    ELEMENTS,
    EVERY_ELEMENT,
    SCHEMES,
    SUSPECT_SCHEMES,
    SWALLOWED,
    TRUSTED_SCHEMES,
)

Mode = Literal["sanitize", "escape", "trust"]

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_STRAY = re.compile(r"<(?=\?|!(?!--)|/[^a-zA-Z]|/?([a-zA-Z][^\s/>]*))")
_OPEN_TAG = re.compile(r"<([a-z][^\s/<>]*)((?:\s[^=>\s]+=\"[^\"]*\")+)>")
_ATTRIBUTE = re.compile(r"\s([^=>\s]+)=\"([^\"]*)\"")
_LINKING = frozenset("href src action formaction xlink:href data poster background cite".split())
_OUTSIDE_FRAGMENT = re.compile(r"<(html|head|body|frameset|frame)[\s>/]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x20]+")
_ANY_SCHEME = re.compile(r"=[\s\"']*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# HTML that could hold nothing to take out or to keep as words: elements, attributes and schemes that may all stay.
_ADDRESS = r"(?:https?:|mailto:|tel:|[/#?{])[^\"<>]*+|(?:[^\"<>:&]|&(?:amp|quot);)*+"
_ORDINARY = re.compile(
    rf"(?:[^<]++|</?(?:{'|'.join(sorted(ELEMENTS, reverse=True))})"
    rf"(?:\ (?:(?:href|src)=\"(?:{_ADDRESS})\"|(?:alt|class|id|start|title)=\"[^\"<>]*+\"))*+>)*+"
)
# Each letter that an attribute's name may begin with: nh3 has no word for "all of them".
_EVERYTHING: Mapping[str, Any] = MappingProxyType(
    {
        "clean_content_tags": set(),
        "generic_attribute_prefixes": set("abcdefghijklmnopqrstuvwxyz_"),
        "link_rel": None,
    }
)


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was taken out: an element's or attribute's name, or the scheme of an address."""

    what: Literal["element", "attribute", "address"]
    name: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`html`: balanced, every value in double quotes, `<` and `>` in text and values escaped.

    `swallows`: an element (script, style) that is opened and never closed, and would eat the text after it.
    """

    html: str
    removed: tuple[Removed, ...]
    swallows: str = ""


def clean(html: str, mode: Mode) -> Cleaned:
    """Return `html` with nothing in it that could act: by the list of what may stay, with nh3.

    "trust" keeps elements and attributes as they are but balances them. Words in angle brackets that name no
    HTML element become text, and so does what would begin an endless comment. Raises Refusal (ENVIRONMENT)
    when nh3 is not installed.
    """
    nh3 = _sanitiser()
    if mode != "trust" and _ORDINARY.fullmatch(html):
        return Cleaned(_cleaner().clean(html), ())
    trusted = mode == "trust"
    shown = _keep_words(html, trusted)
    names = set(EVERY_ELEMENT)
    if trusted:
        names.update(name.lower() for name in _NAME.findall(shown))
    schemes = {found.lower() for found in _ANY_SCHEME.findall(unescape(shown))} | SUSPECT_SCHEMES
    whole = nh3.clean(shown, url_schemes=schemes | TRUSTED_SCHEMES, tags=names, **_EVERYTHING)
    removed = _removed(shown, whole, TRUSTED_SCHEMES if trusted else SCHEMES)
    if trusted:
        result = nh3.clean(shown, url_schemes=set(TRUSTED_SCHEMES), tags=names, **_EVERYTHING)
        return Cleaned(result, tuple(found for found in removed if found.what == "address"))
    swallows = next((name for name in sorted(SWALLOWED) if _is_left_open(shown, name)), "")
    return Cleaned(_cleaner().clean(shown), tuple(removed), swallows)


def scheme_of(address: str) -> str:
    """Return the scheme of `address` as a browser reads it, without the colon and in small letters, or ""."""
    found = _SCHEME.match(_UNSEEN.sub("", address))
    return found[0][:-1].lower() if found else ""


def _sanitiser() -> ModuleType:
    try:
        import nh3
    except ImportError as fault:
        raise Refusal(
            "nh3, which makes the HTML of articles safe, is not installed",
            code=ExitCode.ENVIRONMENT,
            hint="run: make site, or: pip install nh3",
        ) from fault
    return nh3


@cache
def _cleaner() -> Any:  # noqa: ANN401 - nh3 is imported late
    """The sanitiser with the lists of what may stay; making one takes longer than a short text."""
    return _sanitiser().Cleaner(
        tags=set(ELEMENTS),
        clean_content_tags=set(SWALLOWED),
        attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def _keep_words(html: str, trusted: bool) -> str:
    """Turn into text what an HTML parser would drop without a trace."""
    tail = html.rfind("-->") + 1
    if html.find("<!--", tail) >= 0:
        html = html[:tail] + html[tail:].replace("<!--", "&lt;!--")
    return html if trusted else _STRAY.sub(_as_text_if_unknown, html)


def _as_text_if_unknown(found: re.Match[str]) -> str:
    return "<" if found[1] and found[1].lower() in EVERY_ELEMENT else "&lt;"


def _is_left_open(html: str, name: str) -> bool:
    opened = re.findall(rf"<(/?){name}(?=[\s>/])", html, re.IGNORECASE)
    return bool(opened) and not opened[-1]


def _removed(written: str, whole: str, schemes: Set[str]) -> list[Removed]:
    """Return what of `whole` (everything that the parser saw) may not stay; `written` is before parsing."""
    found: dict[Removed, None] = {}
    names = set(_NAME.findall(whole)) - ELEMENTS
    names.update(name.lower() for name in _OUTSIDE_FRAGMENT.findall(_COMMENT.sub("", written)))
    for name in sorted(names):
        found[Removed("element", name)] = None
    for tag in _OPEN_TAG.finditer(whole):
        for name, value in _ATTRIBUTE.findall(tag[2]):
            if name.startswith("on") or name in {"style", "srcdoc"}:
                found[Removed("attribute", name)] = None
            elif name in _LINKING and tag[1] in ELEMENTS:
                scheme = scheme_of(unescape(value))
                if scheme and scheme not in schemes:
                    found[Removed("address", scheme)] = None
    return list(found)
