"""A path or one of its segments -> what is wrong with it as a name in the output, on any system."""

from __future__ import annotations

import re
from urllib.parse import unquote

SEGMENT_LIMIT = 200  # bytes of a name that a writer chooses: leaves room for what the engine adds
NAME_LIMIT = 255  # bytes of any file name, the limit of all common file systems
PATH_LIMIT = 1_000  # bytes of a whole path

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
# Small letters, digits and hyphens, with what could begin a reserved name left out: most paths are nothing else.
_SEGMENT = r"(?!con|prn|aux|nul|com|lpt)[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)*"
_PLAIN = re.compile(rf"(?:{_SEGMENT}/)*{_SEGMENT}/?")
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def check_segment(segment: str, *, limit: int = SEGMENT_LIMIT) -> str | None:
    """Return what is wrong with one name of a path, in words that follow the name; None when nothing is.

    `limit` is in bytes of UTF-8. The rules of every system hold on every system, so that a section
    that builds on one builds on all.
    """
    if not segment:
        return "a part of it is empty"
    if unquote(segment).strip() in {".", ".."} or "/" in unquote(segment):
        return "it leads out of its folder"
    for pattern, words in ((_CONTROL, "a control character"), (_HIDDEN, "an invisible character")):
        found = pattern.search(segment)
        if found:
            return f"it holds {words}, U+{ord(found[0]):04X}"
    found = _FORBIDDEN.search(segment)
    if found:
        return f"it holds {found[0]} which not every system allows in a name"
    if _RESERVED.match(segment):
        return f'"{segment}" is a name that Windows keeps for itself'
    if segment != segment.strip() or segment.endswith("."):
        return "a part of it begins or ends with a blank, or ends with a dot"
    return _length_fault(segment, limit)


def path_fault(path: str) -> str | None:
    """Return what is wrong with a path relative to the site (`2026/03/rent/index.html`); None when nothing is.

    One slash at the end is allowed; the site's own root is "".
    """
    if not path or (len(path) <= NAME_LIMIT and _PLAIN.fullmatch(path)):
        return None
    for segment in path.removesuffix("/").split("/"):
        fault = check_segment(segment, limit=NAME_LIMIT)
        if fault:
            return fault
    return _length_fault(path, PATH_LIMIT)


def _length_fault(text: str, limit: int) -> str | None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return "it holds half a character"
    return f"it is longer than {limit} bytes ({size})" if size > limit else None
