"""Blocks -> the parts of a body: figures, tables, letters and the card in their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.model.body import CardSlot, Letter, Part
from press.read.markdown.card import slot_after, take_markers
from press.read.markdown.figures import settle
from press.read.markdown.findings import Findings
from press.read.markdown.pieces import Block, Piece, parts_of
from press.read.markdown.words import plain_of

_DASHES = "—–"  # what begins a signature; two hyphens in a row are an en dash by now


def assemble(blocks: Sequence[Block], findings: Findings, *, card_after: int) -> tuple[Part, ...]:
    """Return the parts of a piece: its blocks, the card among them, footnotes last."""
    text, notes, by_hand = _sorted(blocks, findings)
    at = by_hand if by_hand >= 0 else slot_after(text, card_after)
    return _join([*text[:at], CardSlot(by_hand >= 0), *text[at:], *notes])


def assemble_letters(blocks: Sequence[Block], findings: Findings, *, card_after: int) -> tuple[Part, ...]:
    """Return the parts of a page of letters: the text before them, a Letter each, footnotes last.

    The card stands between two letters, never in one: behind the letter in which a piece would have it, or in
    which the writer placed it.
    """
    text, notes, by_hand = _sorted(blocks, findings)
    starts = [number for number, block in enumerate(text) if block.heading and block.heading.level == 2]
    if not starts:
        findings.note("", "no letter begins here", 'begin each letter with a heading: "## The ferry is late"')
        return assemble(blocks, findings, card_after=card_after)
    wanted = by_hand if by_hand >= 0 else _paragraph(text, card_after)
    items: list[Block | Part] = [*text[: starts[0]]]
    placed = False
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if not placed and by_hand >= 0 and wanted <= start:
            items.append(CardSlot(by_hand=True))
            placed = True
        letter = _letter(text[start], text[start + 1 : end])
        if not letter.signature:
            findings.note(
                letter.title, "nobody signs this letter", "its last line: — Rolf Eide, Upper Mills (or: -- Rolf Eide)"
            )
        items.append(letter)
        if not placed and wanted <= end and (by_hand >= 0 or end < len(text)):
            items.append(CardSlot(by_hand=by_hand >= 0))
            placed = True
    if not placed:
        items.append(CardSlot(by_hand=False))
    return _join([*items, *notes])


def without_signature(paragraph: str) -> str:
    """Return a letter's paragraph (plain text) without the line that signs it."""
    above, _, last = paragraph.strip().rpartition("\n")
    return above if last.lstrip().startswith(tuple(_DASHES)) else paragraph


def _sorted(blocks: Sequence[Block], findings: Findings) -> tuple[list[Block], list[Block], int]:
    """Return the text, the notes, and the number of blocks before the card that was placed by hand, or -1."""
    notes = [block for block in blocks if block.tag == "footnotes"]
    text = [block for block in blocks if block.tag != "footnotes"]
    text, by_hand = take_markers([settle(block) for block in text], findings)
    return text, notes, by_hand


def _paragraph(blocks: Sequence[Block], number: int) -> int:
    """Return how many blocks there are up to the end of the paragraph with this number, or all."""
    paragraphs = [index for index, block in enumerate(blocks, 1) if block.tag == "p"]
    return paragraphs[number - 1] if 0 < number <= len(paragraphs) else len(blocks)


def _letter(head: Block, blocks: Sequence[Block]) -> Letter:
    """Make a letter of its heading and what follows; the signature is taken off its end."""
    assert head.heading is not None
    inner, signature = list(blocks), ""
    if inner and inner[-1].tag == "p":
        plain = plain_of(inner[-1].pieces).strip()
        last = plain.rpartition("\n")[2].strip()
        if last.startswith(tuple(_DASHES)):
            signature = last.lstrip(_DASHES + " ").strip()
            closing = inner.pop()
            if "\n" in plain:
                inner.append(_without_last_line(closing))
    return Letter(head.heading.id, head.heading.text, _join(inner), signature)


def _without_last_line(block: Block) -> Block:
    """Return a paragraph without its last line; links in that line are part of the signature's text."""
    pieces = block.pieces
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if isinstance(piece, str) and "\n" in piece and _starts_signature(pieces[index:]):
            text = piece.rpartition("\n")[0].rstrip().removesuffix("<br>").rstrip()
            return replace(block, pieces=[*pieces[:index], text, "</" + "p>"])
    return block


def _starts_signature(pieces: Sequence[Piece]) -> bool:
    return plain_of(pieces).rstrip().rpartition("\n")[2].lstrip().startswith(tuple(_DASHES))


def _join(items: Sequence[Block | Part]) -> tuple[Part, ...]:
    """Return blocks and parts as parts; stretches of HTML become one each, blocks on lines of their own."""
    pieces: list[Piece] = []
    for item in items:
        if not isinstance(item, Block):
            pieces.append(item)
        elif item.whole:
            pieces.append(item.whole)
        else:
            pieces += item.pieces
            pieces.append("\n")
    return parts_of(pieces)
