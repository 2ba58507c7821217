"""Edition -> which pieces are one text in several languages, and what is wrong with what they say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from press.model.catalogue import Catalogue, Piece
from press.model.problem import Problem


def translations(catalogue: Catalogue) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Return for each piece with versions in other languages the stems of all, its own among them, original first.

    A piece may translate another translation. Problems: a piece that translates itself, also by way of others; one
    in the language of what it translates; two versions in one language.
    """
    versions: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for stem, piece in catalogue.pieces.items():
        original, is_circle = _original(stem, catalogue)
        if is_circle:
            problems.append(
                _at(piece, "this piece is a translation of itself", "name the piece that was written first")
            )
            continue
        versions.setdefault(original, [original])
        if original != stem:
            versions[original].append(stem)
    for stems in versions.values():
        problems += _same_language(stems, catalogue)
    together = [tuple(stems) for stems in versions.values() if len(stems) > 1]
    return {stem: stems for stems in together for stem in stems}, tuple(problems)


def _original(stem: str, catalogue: Catalogue) -> tuple[str, bool]:
    """The piece that was translated in the end, and whether the way there runs in a circle."""
    seen = {stem}
    while catalogue.pieces[stem].translation_of:
        stem = catalogue.pieces[stem].translation_of
        if stem in seen:
            return stem, True
        seen.add(stem)
    return stem, False


def _same_language(stems: list[str], catalogue: Catalogue) -> list[Problem]:
    problems = []
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for stem in stems:
        article = catalogue.pieces[stem].article
        if not article.is_unread("lang", "translation_of"):
            by_language[article.lang.casefold()].append(stem)
    for same in by_language.values():
        first, *others = same
        for stem in others:
            piece, other = catalogue.pieces[stem], catalogue.pieces[first].article
            is_original = first == stems[0]
            what = (
                f"what it translates, {other.where.path}" if is_original else f"another translation, {other.where.path}"
            )
            hint = "give the translation its own lang, such as lang: uk" if is_original else "keep one of the two"
            message = f'this translation has the language of {what}: "{piece.article.lang}"'
            problems.append(_at(piece, message, hint))
    return problems


def _at(piece: Piece, message: str, hint: str) -> Problem:
    place, excerpt = piece.article.where.at("translation_of")
    return Problem(place, message, hint, excerpt)
