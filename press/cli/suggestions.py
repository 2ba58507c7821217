"""Suggestions -> lines of text: what stands beside a piece, and why."""

from __future__ import annotations

from collections.abc import Iterator

from press.pipeline import Suggestions


def list_text(found: Suggestions) -> str:
    """Return each piece (or the one asked for) with its card and list."""
    return "\n".join(line for stem in _asked(found) for line in _lines(stem, found))


def _lines(stem: str, found: Suggestions) -> Iterator[str]:
    chosen = found.chosen[stem]
    yield f"{stem}: {found.edition.pieces[stem].article.title}"
    if chosen.card:
        yield f"  card  {_named(chosen.card, found)}"
    for other in chosen.list:
        yield f"  list  {_named(other, found)}"


def explain_text(found: Suggestions) -> str:
    """Return, for each piece (or the one asked for), every suggestion's score, and why near ones are not shown."""
    return "\n".join(line for stem in _asked(found) for line in _reasons(stem, found))


def _reasons(stem: str, found: Suggestions) -> Iterator[str]:
    yield from _lines(stem, found)
    left_out = dict(found.chosen[stem].left_out)
    for suggestion in found.ranked.get(stem, ()):
        reason = f"  (not shown: {left_out[suggestion.stem]})" if suggestion.stem in left_out else ""
        yield f"  {suggestion.score:5}  {_named(suggestion.stem, found)}{reason}"


def _asked(found: Suggestions) -> list[str]:
    return [found.piece] if found.piece else list(found.edition.pieces)


def _named(stem: str, found: Suggestions) -> str:
    return f"{stem}: {found.edition.pieces[stem].article.title}"


def ranked_stems(found: Suggestions) -> dict[str, list[str]]:
    """Return, for each piece (or the one asked for), up to ten stems, best first, before pins and limits."""
    return {stem: [other.stem for other in found.ranked.get(stem, ())][:10] for stem in _asked(found)}
