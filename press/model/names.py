"""Text -> the forms in which two spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Vowel signs and the like that are no combining marks by class, and are composed with what stands before them:
# https://www.unicode.org/reports/tr15/ (starters that are the second part of a canonical decomposition).
_SECOND = (
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\u1161-\u1175\u11a8-\u11c2\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
)
_JOINING = re.compile(f"[{_SECOND}]")
# The typewriter's, the curled one, its opening twin, the letter of Ukrainian and others, the accents typed for it.
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ´`", "'"))
_GAPS = re.compile(r"[\s_\-\u2010-\u2015]+")


@lru_cache(maxsize=1 << 12)
def fold(name: str) -> str:
    """Return `name` without what writers vary by accident: case, Unicode form, apostrophes, blanks and hyphens."""
    if not name:
        return ""
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", name).casefold().translate(_APOSTROPHES)).strip()


def composed(text: str) -> str:
    """Return a text with letters and their accents as one character each (NFC), whichever way they were typed.

    Other than by NFC, a character by itself stays what it is: the ideographs of some names would look different.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return "\n".join(line if unicodedata.is_normalized("NFC", line) else _composed(line) for line in text.split("\n"))


def _composed(line: str) -> str:
    clusters: list[str] = []
    for sign in line:
        if clusters and (unicodedata.combining(sign) or _JOINING.match(sign)):
            clusters[-1] += sign
        else:
            clusters.append(sign)
    return "".join(unicodedata.normalize("NFC", each) if len(each) > 1 else each for each in clusters)
