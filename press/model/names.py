"""Text -> the form in which two spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GAPS = re.compile(r"[\s_\-\u2010-\u2015]+")


@lru_cache(maxsize=1 << 12)
def fold(name: str) -> str:
    """Return `name` without what writers vary by accident: case, Unicode form, blanks, hyphens and underscores."""
    if not name:
        return ""
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()
