"""Sanitised HTML -> the blocks at its top level, with links, pictures, ids and headings settled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from press.read.markdown.findings import Findings
from press.read.markdown.headings import levels_of
from press.read.markdown.notes import noted_block
from press.read.markdown.pieces import Block
from press.read.markdown.walk import Walk, heading_block, plain_block

# What every link has; it is found sooner than the beginning of its tag.
_LINKED = 'href="'
# A link in plain prose that is not to another site, written out in full.
_OTHER_LINK = re.compile(r"<a(?! href=\"https?://)")
# A heading of words alone.
_HEADING = re.compile(r"<h[1-6] id=\"([\w-]+)\">([^<&]+)</h[1-6]>")
_ID = re.compile(r" id=\"([^\"]+)\"")


def blocks_of(html: str, findings: Findings) -> list[Block]:
    """Return the top-level blocks of `html` (balanced, as nh3 writes it) and record what turns up in `findings`.

    A heading's level is 2, and one more for each heading that it stands under: the highest in use becomes h2 and
    none is skipped, whatever the writer began with.
    """
    _expect_jumps(html, findings)
    return Walk(html, findings, levels_of(html)).run()


def blocks_of_prose(elements: Sequence[str], findings: Findings) -> list[Block]:
    """Return the same of `elements`, the HTML of each block of a text that is plain prose.

    Of paragraphs and quotations with nothing but words, stress and links to other sites, there is nothing else to find
    out.
    """
    plain = [_plain_block(html) for html in elements]
    others = "".join([html for html, block in zip(elements, plain, strict=True) if block is None])
    _expect_jumps(others, findings)
    levels = levels_of(others)
    blocks: list[Block] = []
    for html, block in zip(elements, plain, strict=True):
        if block is not None:
            blocks.append(block)
        elif found := _HEADING.fullmatch(html):
            blocks.append(heading_block(next(levels, 2), found[1], found[2], findings))
        elif noted := noted_block(html, findings):
            blocks.append(noted)
        else:
            blocks += Walk(html, findings, levels).run()
    return blocks


def _plain_block(html: str) -> Block | None:
    tag = "p" if html.startswith("<p") else "blockquote" if html.startswith("<blockquote") else ""
    has_links = _LINKED in html
    return None if not tag or (has_links and _OTHER_LINK.search(html)) else plain_block(tag, html, has_links=has_links)


def _expect_jumps(html: str, findings: Findings) -> None:
    if 'href="#' in html:
        findings.expect(unescape(written) for written in _ID.findall(html))
