"""Block -> the same block, known as a figure or a table where it is one."""

from __future__ import annotations

import re
from dataclasses import replace

from press.model.body import Figure, Table
from press.read.markdown.pieces import Block, Picture, Piece, html_of

# "Caption. Credit: Name", with the word of the writer's language.
_CREDIT = re.compile(
    r"(?:^|(?<=\s))(?:credits?|photo(?:graph|grapher)?|illustration|"
    r"фото|світлина|ілюстрація|автор(?:ка)?|foto|crédit|crédito|illustrazione)\s*:\s*",
    re.IGNORECASE,
)
# The corner of a table that heads rows and columns: a screen reader would announce a header without a word. The
# others then have to say what they head.
_EMPTY_HEADER = re.compile(r"<th([^<>]*)></th>")
_HEADER = re.compile(r"<th(?=[ >])")
_LONE_PICTURE = re.compile(r"\s*<p[^<>]*>\s*<img[^<>]*>\s*</p>\s*")


def settle(block: Block) -> Block:
    """Return `block` with what it is by itself.

    A paragraph that is only a picture is a figure; where the picture is not one of content/, it stays HTML. A table
    with links to pieces in it stays a run of parts.
    """
    if block.tag == "table" and all(isinstance(piece, str) for piece in block.pieces):
        return replace(block, whole=Table(_headed(html_of(block.pieces))))
    if block.tag != "p" or (len(block.pieces) == 1 and "<img" not in str(block.pieces[0])):
        return block
    figure = _figure_of(block)
    if figure is None and not _LONE_PICTURE.fullmatch(html_of(block.pieces)):
        return block
    return replace(block, tag="figure", whole=figure)


def caption_and_credit(title: str) -> tuple[str, str]:
    """Return what stands before the last "Credit:" (or "Photo:", "Фото:", …) of `title`, and what stands after."""
    text = " ".join(title.split())
    marks = list(_CREDIT.finditer(text))
    if not marks:
        return text, ""
    return text[: marks[-1].start()].strip(), text[marks[-1].end() :].strip()


def _figure_of(block: Block) -> Figure | None:
    inside = _inside(block)
    pictures = [piece for piece in inside if isinstance(piece, Picture)]
    if len(pictures) != 1 or any(not isinstance(p, str) or p.strip() for p in inside if p is not pictures[0]):
        return None
    caption, credit = caption_and_credit(pictures[0].title)
    return Figure(pictures[0].src, pictures[0].alt, caption, credit)


def _inside(block: Block) -> list[Piece]:
    """Return the pieces between the tags of a paragraph."""
    first, last = str(block.pieces[0]), str(block.pieces[-1])
    return [first.partition(">")[2], *block.pieces[1:-1], last.removesuffix("</" + "p>")]


def _headed(table: str) -> str:
    found = _EMPTY_HEADER.search(table)
    return _HEADER.sub('<th scope="col"', _EMPTY_HEADER.sub(r"<td\1></td>", table)) if found else table
