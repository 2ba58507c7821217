"""A block of plain prose with marks of footnotes, as nh3 writes it -> the same with ids and links settled, at once."""

from __future__ import annotations

import re
from functools import partial
from html import escape

from press.read.markdown.attributes import tidy
from press.read.markdown.findings import Findings
from press.read.markdown.pieces import Block

_STARTS = (("<p>", "p"), ("<blockquote>", "blockquote"), ('<div class="footnote">', "footnotes"))
# A link that is neither a mark nor, written out in full, one to another site.
_OTHER_LINK = re.compile(r"<a(?! href=\"https?://| class=\"footnote-)")
# What is to be settled: a reference and the link in it, a note, the link back, a link to another site.
_UNSETTLED = re.compile(
    r"<(?:(sup|li) id=\"([^\"]+)\"|a class=\"(footnote-(?:back)?ref)\" href=\"#([^\"]+)\"(?: title=\"\")?"
    r"|a href=\"https?://[^\"]*\")>"
)


def noted_block(html: str, findings: Findings) -> Block | None:
    """Return the block, with its ids and jumps recorded in `findings`, as a walk through its tags would.

    None where it takes such a walk.
    """
    tag = next((tag for start, tag in _STARTS if html.startswith(start)), "")
    if not tag or _OTHER_LINK.search(html):
        return None
    return Block(tag, [_UNSETTLED.sub(partial(_settled, findings), html)])


def _settled(findings: Findings, found: re.Match[str]) -> str:
    name, written, mark, target = found.groups()
    if name:
        return "<" + name + tidy({"id": written}, findings) + ">"
    if mark:
        return "<" + f'a href="{escape(findings.jump(target))}"' + tidy({"class": mark}, findings) + ">"
    return found[0][:-1] + ' rel="noopener">'
