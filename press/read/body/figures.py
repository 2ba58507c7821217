"""A paragraph that is only a picture -> Figure, with caption and credit."""

from __future__ import annotations

import re

from press.model.body import Figure
from press.read.body.pieces import Block, Picture

# "Caption. Credit: Name", with the word of the writer's language.
_CREDIT = re.compile(
    r"(?:^|(?<=\s))(?:credits?|photo(?:graph|grapher)?|illustration|"
    r"фото|світлина|ілюстрація|автор(?:ка)?|foto|crédit|crédito|illustrazione)\s*:\s*",
    re.IGNORECASE,
)
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def figure_of(block: Block) -> Figure | None:
    """Return the figure that `block` is, or None when it holds more than one picture and nothing else."""
    if block.tag != "p":
        return None
    inside = block.pieces[1:-1]
    pictures = [piece for piece in inside if isinstance(piece, Picture)]
    if len(pictures) != 1 or any(not isinstance(p, str) or p.strip() for p in inside if p is not pictures[0]):
        return None
    caption, credit = caption_and_credit(pictures[0].title)
    return Figure(pictures[0].src, pictures[0].alt, caption, credit)


def caption_and_credit(title: str) -> tuple[str, str]:
    """Return what stands before the last "Credit:" (or "Photo:", "Фото:", …) of `title`, and what stands after it."""
    text = _APOSTROPHE.sub("’", " ".join(title.split()))
    marks = list(_CREDIT.finditer(text))
    if not marks:
        return text, ""
    return text[: marks[-1].start()].strip(), text[marks[-1].end() :].strip()
