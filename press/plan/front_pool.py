"""Desk -> Paper: the pieces that the front page may still show; what was placed does not come again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from press.model.problem import Problem
from press.model.views import Teaser
from press.plan.context import PlanContext


@dataclass(slots=True)
class FrontPool:
    """The pieces still to be placed, newest first, and what is wrong with the names that config gives."""

    context: PlanContext
    left: dict[str, Teaser]
    problems: list[Problem] = field(default_factory=list)

    def take(self, wanted: Callable[[str], bool], most: int) -> tuple[Teaser, ...]:
        """Place the newest pieces that are wanted.

        Paid content is placed only where it is asked for by name or by kind; a retracted piece by name alone.
        """
        found: list[Teaser] = []
        for stem in list(self.left):
            if len(found) >= most:
                break
            if stem in self.left and wanted(stem) and not self.context.catalogue.pieces[stem].is_retracted:
                found.append(self._place(stem))
        return tuple(found)

    def take_unpaid(self, wanted: Callable[[str], bool], most: int) -> tuple[Teaser, ...]:
        """Place the newest pieces that are wanted and that nobody paid for."""
        return self.take(lambda stem: wanted(stem) and not self.is_paid(stem), most)

    def take_named(self, names: Iterable[str], key: str) -> tuple[Teaser, ...]:
        """Place pieces that config names under `key.0`, `key.1`, ...; one that is not there is a problem."""
        stems = [self._stem(name, f"{key}.{n}") for n, name in enumerate(names)]
        return tuple(self._place(stem) for stem in dict.fromkeys(stems) if stem in self.left)

    def take_one(self, name: str, key: str) -> Teaser | None:
        """Place the piece that config names under `key`."""
        stem = self._stem(name, key) if name else ""
        return self._place(stem) if stem in self.left else None

    def kind(self, stem: str) -> str:
        """Return the id of a piece's kind."""
        return self.context.catalogue.pieces[stem].article.kind

    def byline(self, stem: str) -> str:
        """Return who signs a piece of this kind."""
        return self.context.sources.kind(self.context.catalogue.pieces[stem]).byline

    def is_paid(self, stem: str) -> bool:
        """Return whether somebody paid for a piece."""
        return self.context.sources.kind(self.context.catalogue.pieces[stem]).is_sponsored

    def say(self, key: str, message: str, hint: str, *, is_note: bool = False, never_strict: bool = False) -> None:
        """Add a problem at the place of a key in config.yaml; `is_note`, `never_strict` as in Problem."""
        place, excerpt = self.context.sources.publication.where.at(key)
        self.problems.append(Problem(place, message, hint, excerpt, is_note, never_strict))

    def _place(self, stem: str) -> Teaser:
        """Take a piece off the list, and with it the same text in other languages."""
        teaser = self.left.pop(stem)
        for version in self.context.sources.groups.translations.get(stem, ()):
            self.left.pop(version, None)
        return teaser

    def _stem(self, name: str, key: str) -> str:
        """Return the piece that `name` means, a file's name or a unique slug; "" where none is out."""
        pieces, stem = self.context.catalogue.pieces, name.removesuffix(".md")
        if stem in pieces:
            return stem
        named = [other for other, piece in pieces.items() if piece.article.slug == stem]
        if len(named) == 1:
            return named[0]
        if any(stem in {held.stem, held.slug} for held in self.context.catalogue.held_back):
            message = f'"{name}" is not out: the front page does without it'
            self.say(key, message, "", is_note=True, never_strict=True)
            return ""
        if named:
            self.say(key, f'"{name}" could be any of {", ".join(sorted(named))}', f"write {min(named)}")
            return ""
        near = get_close_matches(stem, sorted(pieces), n=1)
        hint = f'did you mean "{near[0]}"?' if near else "write the file name of a published piece, without .md"
        self.say(key, f'no piece is called "{name}"', hint)
        return ""
