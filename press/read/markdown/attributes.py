"""Attributes as nh3 leaves them -> attributes as a page shows them."""

from __future__ import annotations

import re
from html import escape, unescape

from press.read.markdown.findings import Findings
from press.read.markdown.vocabulary import CLASSES, LANGUAGE_CLASS

_ATTRIBUTE = re.compile(r"\s([^=>\s]+)=\"([^\"]*)\"")
_SIDES = frozenset({"left", "right", "center"})
# What a screen reader calls the two ends of a footnote.
_ROLES = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}


def values_of(written: str) -> dict[str, str]:
    """Return the attributes in `written` (` href="x" title="y"`), name -> value as still escaped."""
    return dict(_ATTRIBUTE.findall(written))


def tidy(values: dict[str, str], findings: Findings) -> str:
    """Return `values` as HTML that begins with a blank, or "".

    Ids become unique and prefixed, classes are those that layouts know, `align` becomes a class.
    """
    if not values:
        return ""
    kept = {name: value for name, value in values.items() if name not in {"id", "name", "class", "align"}}
    if kept.get("title") == "":
        del kept["title"]
    known = {}
    written = values.get("id") or values.get("name")
    if written and unescape(written).strip():
        known["id"] = escape(findings.claim(unescape(written)))
    classes = values.get("class", "") if findings.trusted else _known_classes(values.get("class", ""))
    side = values.get("align", "").lower()
    if side in _SIDES:
        classes = f"{classes} align-{side}".strip()
    if classes:
        known["class"] = classes
        if classes in _ROLES:
            known["role"] = _ROLES[classes]
    return "".join(f' {name}="{value}"' for name, value in (known | kept).items())


def _known_classes(written: str) -> str:
    names = written.lower().split()
    return " ".join(name for name in names if name in CLASSES or LANGUAGE_CLASS.fullmatch(name))
