"""Addresses written out in bodies -> a problem for each below the site's base path that no file answers for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from press.model.body import Body
from press.model.content import Article, StaticPage
from press.model.names import composed
from press.model.problem import Problem
from press.plan.context import PlanContext
from press.plan.urls import file_of, has_address

_WRITTEN = "address:"
Links = tuple[tuple[str, str], ...]


def lost_addresses(context: PlanContext, files: Iterable[str]) -> Iterator[Problem]:
    """Find links such as `/opinion/2026/03/rent/` that lead to nothing; `files` are all paths of the output.

    What lies outside the base path is somebody else's, and left alone; so is what may be the address of a file that
    could not be read.
    """
    there, base, unsure = set(files), context.addresses.base, _unsure(context)
    for body, links in _bodies(context):
        found = dict(links)
        for use in body.links:
            if found.get(use.target) != use.target or not use.target.startswith(_WRITTEN + base):
                continue
            address = composed(unquote(use.target.removeprefix(_WRITTEN).partition("?")[0]))
            path = address.removeprefix(base)
            # Another engine's braces are no address.
            if "{{" in address or file_of(path) in there or f"{path}/index.html" in there or unsure.may_be(path):
                continue
            near = get_close_matches(path, [file.removesuffix("index.html") for file in sorted(there)], n=1)
            hint = (
                f'did you mean "{base}{near[0]}"?' if near else "link to a piece by its file: [words](2026-03-02-x.md)"
            )
            yield Problem(use.place, f"there is no page at {address}", hint, use.excerpt)


@dataclass(frozen=True, slots=True)
class _Unsure:
    """Files of which the address, or an older one, could not be read: the slugs of these; `any`: some slug either."""

    slugs: frozenset[str]
    any: bool

    def may_be(self, path: str) -> bool:
        """Whether one of them may stand at a path."""
        return self.any or path.strip("/").rpartition("/")[2].removesuffix(".html") in self.slugs


def _unsure(context: PlanContext) -> _Unsure:
    catalogue = context.catalogue
    articles = [piece.article for piece in catalogue.pieces.values()]
    files: list[Article | StaticPage] = [*articles, *catalogue.pages.values()]
    unsure = [file for file in files if file.unread]
    slugs = frozenset(file.slug for file in unsure if not has_address(file))
    return _Unsure(slugs, any(not {"", "slug", "aliases"}.isdisjoint(file.unread) for file in unsure))


def _bodies(context: PlanContext) -> Iterator[tuple[Body, Links]]:
    """Every body that is published, with what its links were found to mean."""
    catalogue = context.catalogue
    yield from ((piece.article.body, piece.links) for piece in catalogue.pieces.values())
    named: list[tuple[str, Body]] = [(f"author:{a.id}", a.body) for a in catalogue.authors.values()]
    named += [(f"topic:{t.id}", t.body) for t in catalogue.topics.values()]
    named += [(f"page:{p.stem}", p.body) for p in catalogue.pages.values()]
    yield from ((body, catalogue.links.get(name, ())) for name, body in named)
