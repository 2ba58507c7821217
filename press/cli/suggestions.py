"""Suggestions -> lines of text: what stands beside a piece, and why."""

from __future__ import annotations

from collections.abc import Iterator

from press.pipeline import Suggestions
from press.plan.related import candidates_of, terms_of
from press.plan.related.explain import explain, lines_of


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
    """Return why each suggestion for the piece asked for was found, and why near ones are not shown."""
    names = {topic.id: topic.name for topic in found.edition.topics.values()}
    rules, chosen = found.edition.publication.related, found.chosen[found.piece]
    explained = explain(found.piece, candidates_of(found.edition), terms_of(found.edition), rules, chosen)
    return "\n".join(lines_of(explained, names, found.written))


def _asked(found: Suggestions) -> list[str]:
    return [found.piece] if found.piece else list(found.edition.pieces)


def _named(stem: str, found: Suggestions) -> str:
    return f"{stem}: {found.edition.pieces[stem].article.title}"


def ranked_stems(found: Suggestions) -> dict[str, list[str]]:
    """Return, for each piece (or the one asked for), up to ten stems, best first, before pins and limits."""
    return {stem: [other.stem for other in found.ranked.get(stem, ())][:10] for stem in _asked(found)}
