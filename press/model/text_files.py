"""Names of the text files of content/ -> stems, and signs that a file is a copy that a program made."""

from __future__ import annotations

import re
from collections.abc import Collection

from press.model.names import composed

_ENDING = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
# Dropbox, Syncthing, Windows, macOS, git mergetool: what they put into the names of copies, in some languages.
_COPY = re.compile(
    r"conflicted copy|conflicting copy|case conflict|\.sync-conflict-\d{8}-\d{6}|^copy of |^kopie von |^копія "
    r"| - (?:copy|kopie|копія|copie|kopia)(?: \(\d+\))?$|_(?:backup|base|local|remote)_\d+$",
    re.IGNORECASE,
)
# Endings that a name can have by itself: a copy only where the name without it is there as well.
_PERHAPS = re.compile(
    r"(?: copy(?: \d+)?| ?\(\d{1,2}\)|-(?:[A-Z0-9]+-)*[A-Z0-9]*(?:PC|MBP|MACBOOK|DESKTOP|LAPTOP)[A-Z0-9-]*)$"
)


def is_text_name(path: str) -> bool:
    """Whether a file is read as a piece, author, topic or page: its name ends in .md or .markdown, in any case."""
    return _ENDING.search(path) is not None


def stem_of(path: str) -> str:
    """Return a text file's name without folder and ending, composed (NFC) as links and addresses have it."""
    return composed(_ENDING.sub("", path.rpartition("/")[2]))


def is_copy_name(path: str, others: Collection[str]) -> bool:
    """Whether a name says that its file is a copy; `others` are the stems of all files of the folder."""
    stem = stem_of(path)
    return _COPY.search(stem) is not None or (_PERHAPS.search(stem) is not None and _PERHAPS.sub("", stem) in others)
