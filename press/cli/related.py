"""The command `related`: suggestions -> lines of text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import click

from press.cli.options import build_options_of, common_options, site_of
from press.commands.results import Suggestions
from press.model.problem import ExitCode, Refusal
from press.related import candidates_of, terms_of
from press.related.explain import explain, lines_of


@click.command()
@common_options
@click.argument("piece", required=False)
@click.option("--explain", "explains", is_flag=True, help="Say what makes each suggestion.")
@click.option("--json", "as_json", is_flag=True, help="Print {file stem: [file stem, ...]}, best first.")
def related(piece: str | None, *, explains: bool, as_json: bool, **options: object) -> None:
    """Show which pieces are suggested beside PIECE (a file name without .md, or a slug), or beside all."""
    from press.commands.related import suggestions

    if explains and not piece:
        hint = "python build.py related 2026-03-02-rent-cap --explain"
        raise Refusal("--explain wants a piece", code=ExitCode.USAGE, hint=hint)
    found = suggestions(site_of(options, os.environ), build_options_of(options), piece or "")
    if as_json:
        click.echo(json.dumps(ranked_stems(found), ensure_ascii=False))
    else:
        click.echo(explain_text(found) if explains else list_text(found))


def list_text(found: Suggestions) -> str:
    """Return each piece (or the one asked for) with its card and list."""
    return "\n".join(line for stem in _asked(found) for line in _lines(stem, found))


def explain_text(found: Suggestions) -> str:
    """Return why each suggestion for the piece asked for was found, and why near ones are not shown."""
    names = {topic.id: topic.name for topic in found.catalogue.topics.values()}
    rules, chosen = found.catalogue.publication.related, found.chosen[found.piece]
    explained = explain(found.piece, candidates_of(found.catalogue), terms_of(found.catalogue), rules, chosen)
    return "\n".join(lines_of(explained, names, found.written))


def ranked_stems(found: Suggestions) -> dict[str, list[str]]:
    """Return, for each piece (or the one asked for), up to ten stems, best first, before pins and limits."""
    return {stem: [other.stem for other in found.ranked.get(stem, ())][:10] for stem in _asked(found)}


def _lines(stem: str, found: Suggestions) -> Iterator[str]:
    chosen = found.chosen[stem]
    yield f"{stem}: {found.catalogue.pieces[stem].article.title}"
    if chosen.card:
        yield f"  card  {_named(chosen.card, found)}"
    for other in chosen.list:
        yield f"  list  {_named(other, found)}"


def _asked(found: Suggestions) -> list[str]:
    return [found.piece] if found.piece else list(found.catalogue.pieces)


def _named(stem: str, found: Suggestions) -> str:
    return f"{stem}: {found.catalogue.pieces[stem].article.title}"
