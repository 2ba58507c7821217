"""Addresses written out in bodies -> a problem for each below the site's base path that no file answers for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from press.model.body import Body
from press.model.problem import Problem
from press.plan.context import PlanContext
from press.plan.urls import file_of

_WRITTEN = "address:"
Links = tuple[tuple[str, str], ...]


def lost_addresses(context: PlanContext, files: Iterable[str]) -> Iterator[Problem]:
    """Find links such as `/opinion/2026/03/rent/` that lead to nothing; `files` are all paths of the output.

    What lies outside the base path is somebody else's, and left alone.
    """
    there, base = set(files), context.addresses.base
    for body, links in _bodies(context):
        found = dict(links)
        for use in body.links:
            if found.get(use.target) != use.target or not use.target.startswith(_WRITTEN + base):
                continue
            address = unquote(use.target.removeprefix(_WRITTEN).partition("?")[0])
            path = address.removeprefix(base)
            # Another engine's braces are no address.
            if "{{" in address or file_of(path) in there or f"{path}/index.html" in there:
                continue
            near = get_close_matches(path, [file.removesuffix("index.html") for file in sorted(there)], n=1)
            hint = (
                f'did you mean "{base}{near[0]}"?' if near else "link to a piece by its file: [words](2026-03-02-x.md)"
            )
            yield Problem(use.place, f"there is no page at {address}", hint, use.excerpt)


def _bodies(context: PlanContext) -> Iterator[tuple[Body, Links]]:
    """Every body that is published, with what its links were found to mean."""
    catalogue = context.catalogue
    yield from ((piece.article.body, piece.links) for piece in catalogue.pieces.values())
    named: list[tuple[str, Body]] = [(f"author:{a.id}", a.body) for a in catalogue.authors.values()]
    named += [(f"topic:{t.id}", t.body) for t in catalogue.topics.values()]
    named += [(f"page:{p.stem}", p.body) for p in catalogue.pages.values()]
    yield from ((body, catalogue.links.get(name, ())) for name, body in named)
