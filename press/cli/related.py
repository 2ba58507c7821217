"""Suggestions -> lines of text: what stands beside a piece, and why."""

from __future__ import annotations

from collections.abc import Iterator

from press.commands.build import Suggestions
from press.related import candidates_of, terms_of
from press.related.explain import explain, lines_of


def list_text(found: Suggestions) -> str:
    """Return each piece (or the one asked for) with its card and list."""
    return "\n".join(line for stem in _asked(found) for line in _lines(stem, found))


def _lines(stem: str, found: Suggestions) -> Iterator[str]:
    chosen = found.chosen[stem]
    yield f"{stem}: {found.catalogue.pieces[stem].article.title}"
    if chosen.card:
        yield f"  card  {_named(chosen.card, found)}"
    for other in chosen.list:
        yield f"  list  {_named(other, found)}"


def explain_text(found: Suggestions) -> str:
    """Return why each suggestion for the piece asked for was found, and why near ones are not shown."""
    names = {topic.id: topic.name for topic in found.catalogue.topics.values()}
    rules, chosen = found.catalogue.publication.related, found.chosen[found.piece]
    explained = explain(found.piece, candidates_of(found.catalogue), terms_of(found.catalogue), rules, chosen)
    return "\n".join(lines_of(explained, names, found.written))


def _asked(found: Suggestions) -> list[str]:
    return [found.piece] if found.piece else list(found.catalogue.pieces)


def _named(stem: str, found: Suggestions) -> str:
    return f"{stem}: {found.catalogue.pieces[stem].article.title}"


def ranked_stems(found: Suggestions) -> dict[str, list[str]]:
    """Return, for each piece (or the one asked for), up to ten stems, best first, before pins and limits."""
    return {stem: [other.stem for other in found.ranked.get(stem, ())][:10] for stem in _asked(found)}
