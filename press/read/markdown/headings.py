"""Sanitised HTML -> the levels of its headings on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEVEL = re.compile(r"<h([1-6])[\s>]")


def levels_of(html: str) -> Iterator[int]:
    """Give each heading's level: 2, and one more for each heading that it stands under."""
    above: list[int] = []
    for written in map(int, _LEVEL.findall(html)):
        while above and above[-1] >= written:
            above.pop()
        yield min(2 + len(above), 6)
        above.append(written)
