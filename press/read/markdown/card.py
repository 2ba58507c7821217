"""Blocks -> where the card "Other topics of interest" stands."""

from __future__ import annotations

from collections.abc import Sequence

from press.read.markdown.findings import Findings
from press.read.markdown.pieces import Block, html_of
from press.read.markdown.vocabulary import HEADINGS
from press.read.markdown.words import plain_of

MARKER = "[[other-topics]]"
_LEFT_AFTER = 2  # blocks: a card at the very end would only repeat the list below the piece


def slot_after(blocks: Sequence[Block], after: int) -> int:
    """Return the number of blocks before which the card stands.

    That is behind the paragraph number `after` (from 1) or the next one where it stands between two paragraphs,
    or a paragraph and a heading, with two blocks or more to come; else at the end.
    """
    paragraphs = 0
    for number, block in enumerate(blocks[: len(blocks) - _LEFT_AFTER], 1):
        if block.tag != "p":
            continue
        paragraphs += 1
        following = blocks[number].tag
        if paragraphs >= after and (following == "p" or following in HEADINGS):
            return number
    return len(blocks)


def take_markers(blocks: Sequence[Block], findings: Findings) -> tuple[list[Block], int]:
    """Return the blocks without markers, and the number of blocks before the first of them, or -1.

    A second marker, or one inside a quotation or list, is a mistake.
    """
    kept: list[Block] = []
    places: list[int] = []
    for block in blocks:
        text = plain_of(block.pieces) if MARKER in html_of(block.pieces) else ""
        if block.tag == "p" and text.strip() == MARKER:
            places.append(len(kept))
            continue
        kept.append(block)
        if MARKER in text:
            findings.problem(
                MARKER,
                f"{MARKER} stands inside other text",
                "give it a paragraph of its own, outside lists and quotations",
            )
    for _ in places[1:]:
        findings.places.find(MARKER)
        findings.problem(MARKER, f"{MARKER} stands here a second time", "a piece has one card; remove one")
    return kept, places[0] if places else -1
