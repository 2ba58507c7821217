"""Block and Piece: a body on its way from HTML to parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from press.model.body import Figure, Heading, Html, InlinePicture, Part, PieceLink, Table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of content/ before it is known whether it stands alone; `title` is what its caption is made of."""

    src: str
    alt: str
    title: str


Piece = str | Part | Picture


@dataclass(slots=True)
class Block:
    """A top-level element as pieces of it; `whole` is the part that it is when it is one by itself.

    `tag`: its name, "" for a bare line of text, "footnotes" for the notes, "figure" also for a lone picture.
    """

    tag: str
    pieces: list[Piece] = field(default_factory=list)
    heading: Heading | None = None
    whole: Figure | Table | None = None


def parts_of(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """Return `pieces` as parts, neighbouring stretches of HTML joined, pictures within a line of text."""
    parts: list[Part] = []
    written: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            written.append(piece)
        elif isinstance(piece, Html):
            written.append(piece.html)
        else:
            if any(written):
                parts.append(Html("".join(written)))
            written = []
            parts.append(InlinePicture(piece.src, piece.alt) if isinstance(piece, Picture) else piece)
    if any(written):
        parts.append(Html("".join(written)))
    return tuple(parts)


def html_of(pieces: Sequence[Piece]) -> str:
    """Return the HTML among `pieces`, what stands in links with it; pictures are left out."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0]
    return "".join(_stretches(pieces))


def _stretches(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Html):
            yield piece.html
        elif isinstance(piece, PieceLink):
            yield from _stretches(piece.inner)
