"""Sanitised HTML -> the blocks at its top level, with links, pictures, ids and headings settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from press.read.markdown.findings import Findings
from press.read.markdown.pieces import Block
from press.read.markdown.walk import Walk

_ID = re.compile(r" id=\"([^\"]+)\"")
_LEVEL = re.compile(r"<h([1-6])[\s>]")


def blocks_of(html: str, findings: Findings) -> list[Block]:
    """Return the top-level blocks of `html` (balanced, as nh3 writes it) and record links and the like in `findings`.

    A heading's level is 2, and one more for each heading that it stands under: the highest in use becomes h2 and
    none is skipped, whatever the writer began with.
    """
    if 'href="#' in html:
        findings.expect(unescape(written) for written in _ID.findall(html))
    return Walk(html, findings, levels_of(html)).run()


def levels_of(html: str) -> Iterator[int]:
    """Return each heading's level on the page: 2, and one more for each heading that it stands under."""
    above: list[int] = []
    for written in map(int, _LEVEL.findall(html)):
        while above and above[-1] >= written:
            above.pop()
        yield min(2 + len(above), 6)
        above.append(written)
