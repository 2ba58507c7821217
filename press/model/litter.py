"""A file's name -> whether it is litter of an editor or the system, and no file of anybody's."""

from __future__ import annotations

import re

_LITTER = re.compile(r"~$|\.sw[a-p]$|^\.#|^#.*#$|^4913$|^\.DS_Store$|^Thumbs\.db$|___jb_\w+___$|\.orig$")


def is_litter(name: str) -> bool:
    """Whether a name is one that editors and systems give to what they leave about: `.x.swp`, `x~`, `4913`."""
    return bool(_LITTER.search(name))
