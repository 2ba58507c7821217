"""Sanitised HTML -> the same with bare addresses as links, and without ways back from notes that nothing refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_KEPT = frozenset({"a", "code", "kbd", "pre", "samp", "script", "style", "textarea"})  # text in these stays as it is
_ADDRESS = re.compile(r"(?<![\w/.=@:-])https?://[^\s<>\"'“”‘’«»{}\u00a0]{4,2000}")
_ENTITY = re.compile(r"&(?:lt|gt|quot|nbsp);")
_CLOSING = re.compile(r"[.,;:!?…*_\]]{1,9}\Z")
_DASHES = (("—", "---"), ("–", "--"), ("…", "..."))  # what the Markdown library made of hyphens and dots in an address
_SIGNS = {
    "**": "put the stars next to the words, in pairs: **words**",
    "~~": "write <del>words</del>, or take the signs out",
}
_MOST_SIGNS = 9  # behind an address
_WAY_BACK = re.compile(
    r"(?:<p>)?(?:&nbsp;)?<a [^<>]{0,200}href=\"#fnref-([^\"<>]{1,300})\"[^<>]{0,200}>[^<>]{0,20}</a>(?:</p>)?"
)
# What becomes of a footnote that ends in a block of code: its way back stands behind the block, outside a paragraph.
_CODE_AT_END = re.compile(
    r"<p></p>(<pre>(?:<code[^<>]{0,99}>)?[^<]*(?:</code>)?</pre>)&nbsp;(<a [^<>]{0,300}>[^<>]{0,20}</a>)<p></p>"
)
_REFERENCE = re.compile(r" id=\"fnref-([^\"<>]{1,300})\"")


def without_lost_ways_back(html: str) -> tuple[str, tuple[str, ...]]:
    """Return `html` without the links from footnotes to references that are not there, and those notes' names."""
    if 'href="#fnref-' not in html:
        return html, ()
    html = _CODE_AT_END.sub(r"\1\n<p>\2</p>", html)
    there = set(_REFERENCE.findall(html))
    lost: dict[str, None] = {}

    def settled(found: re.Match[str]) -> str:
        if found[1] in there:
            return found[0]
        lost[unescape(found[1])] = None
        return "</p>" if found[0].endswith("</p>") and not found[0].startswith("<p>") else ""

    return _WAY_BACK.sub(settled, html), tuple(lost)


def with_linked_addresses(html: str) -> str:
    """Return `html` (balanced) with each https: and http: address in its text as a link, outside links and code."""
    return "".join(_linked(html)) if "://" in _TAG.sub("", html) else html


def leftover_signs(html: str) -> Iterator[tuple[str, str]]:
    """Yield signs of stress in the text of `html` that stress nothing, with what to write; each kind once."""
    for sign, hint in _SIGNS.items():
        if sign in html:
            depth = 0
            for piece in _TAG.split(html):
                tag = _NAME.match(piece)
                if tag and tag[2] in _KEPT:
                    depth = max(0, depth - 1) if tag[1] else depth + 1
                elif not tag and not depth and (found := re.search(re.escape(sign) + r"[^<>&\n]{0,12}", piece)):
                    yield found[0].rstrip(), hint
                    break


def _linked(html: str) -> Iterator[str]:
    depth = 0
    for piece in _TAG.split(html):
        tag = _NAME.match(piece)
        if tag and tag[2] in _KEPT:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        yield _ADDRESS.sub(_link, piece) if not tag and not depth and "://" in piece else piece


def _link(found: re.Match[str]) -> str:
    """Return an address as a link; punctuation behind it, and a bracket that it does not open, stay outside."""
    written = _ENTITY.split(found[0], maxsplit=1)[0]
    end = len(written)
    for _ in range(_MOST_SIGNS):
        shorter = _CLOSING.sub("", written[:end])
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if len(shorter) == end:
            break
        end = len(shorter)
    address = unescape(written[:end])
    for sign, typed in _DASHES:
        address = address.replace(sign, typed)
    return f'<a href="{escape(address)}">{escape(address, quote=False)}</a>' + found[0][end:]
