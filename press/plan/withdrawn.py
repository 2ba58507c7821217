"""Paths of an earlier build + what is published now -> pieces that would be taken away, or would come back. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from press.model.catalogue import Catalogue
from press.plan.urls import file_of

# A build or a deployment may take away this share of all pieces without being asked, yet always so many.
SHARE, LEAST = 0.10, 20
_FIELDS: Mapping[str, str] = {"year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "kind": r"[^/]+", "slug": r"[^/]+"}
_LISTS = re.compile(
    r"(?:archive|authors|topics|columns|series|corrections|page|search|assets|images|pagefind)/|.*/page/\d+/"
)
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class TakenAway:
    """Pieces that readers have and would lose: their files, sorted; `before` is the number of all that they have."""

    files: tuple[str, ...]
    before: int

    @property
    def limit(self) -> int:
        """How many may go without being asked."""
        return max(LEAST, int(self.before * SHARE))

    @property
    def is_too_much(self) -> bool:
        """Whether more would go than may."""
        return len(self.files) > self.limit


def taken_away(before: Collection[str], after: Collection[str], catalogue: Catalogue) -> TakenAway:
    """Return the pieces among the paths `before` of which nothing is left in the paths `after`.

    A piece at another address now is not lost. What was taken back on purpose, or by the clock, does not count: the
    pieces that are held back.
    """
    there = frozenset(after)
    pieces = [path for path in before if is_piece(path, catalogue)]
    kept = _slugs(catalogue) | {piece.slug for piece in catalogue.held_back}
    lost = [path for path in pieces if path not in there and kept.isdisjoint(_parts(path))]
    return TakenAway(tuple(sorted(lost)), len(pieces))


def brought_back(files: Collection[str], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield file and reason of each piece among `files` that is not published now: held back, or gone.

    `reason` is a word such as draft, or "gone" where the content holds no such piece any more.
    """
    reasons = {piece.slug: piece.reason for piece in catalogue.held_back}
    published = _slugs(catalogue)
    for path in sorted(files):
        if not is_piece(path, catalogue) or not published.isdisjoint(_parts(path)):
            continue
        yield path, next((reasons[part] for part in _parts(path) if part in reasons), "gone")


def is_piece(path: str, catalogue: Catalogue) -> bool:
    """Whether a path of the output has the form that the permalink pattern gives to pieces."""
    if _LISTS.match(path):
        return False
    pattern = catalogue.publication.permalink.lstrip("/")
    file = file_of(pattern if pattern.endswith(("/", ".html")) else f"{pattern}/")
    literals, names = _FIELD.split(file)[::2], _FIELD.split(file)[1::2]
    fields = [*(_FIELDS.get(name, "[^/]+") for name in names), ""]
    form = "".join(re.escape(literal) + one for literal, one in zip(literals, fields, strict=True))
    own = {f"{stem}/index.html" for stem in catalogue.pages}
    return path not in own and path != "404.html" and re.fullmatch(form, path) is not None


def _slugs(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(piece.article.slug for piece in catalogue.pieces.values())


def _parts(path: str) -> frozenset[str]:
    return frozenset(path.removesuffix("/index.html").removesuffix(".html").split("/"))
