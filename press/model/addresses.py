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
_VIRAMAS = (
    r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714"
    r"\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed"
)
_ARABIC = r"\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7"
# Characters that nobody sees. The two joiners are part of the spelling where a letter follows: in Indic scripts behind
# a virama, in Arabic ones (Persian, Urdu) behind a letter: https://www.rfc-editor.org/rfc/rfc5892#appendix-A
HIDDEN = re.compile(
    rf"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u200c\u200d](?!\w)|(?<![{_VIRAMAS}])\u200d"
    rf"|(?<![{_VIRAMAS}{_ARABIC}])\u200c"
)


def check_segment(segment: str, *, limit: int = SEGMENT_LIMIT) -> str | None:
    """Return what is wrong with one name of a path, in words that follow the name; None when nothing is.

    `limit` is in bytes of UTF-8. The rules of every system hold on every system, so that a section
    that builds on one builds on all.
    """
    if not segment:
        return "a part of it is empty"
    if unquote(segment).strip() in {".", ".."} or "/" in unquote(segment):
        return "it leads out of its folder"
    for pattern, words in ((_CONTROL, "a control character"), (HIDDEN, "an invisible character")):
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
