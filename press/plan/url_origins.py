"""Desk + older addresses -> where in a writer's file an address of the output was decided, for problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.model.problem import Place, Where
from press.plan.context import PlanContext
from press.plan.redirects import Older, redirect_file

Position = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where addresses come from: aliases by the redirect's path and their file, all else by its file."""

    aliases: Mapping[tuple[str, str], Older]
    files: Mapping[str, Where]

    def spot(self, path: str, source: str) -> Position | None:
        """Return place and source line of what gave the output its `path`, None where no file of a writer did."""
        alias = self.aliases.get((path, source))
        if alias:
            return alias.where.at(alias.key)
        where = self.files.get(source)
        if where:
            return where.at("slug")
        # Files that are published as they are have no lines.
        return (Place(source), "") if source.startswith("content/") else None


def origins_of(context: PlanContext, older: Sequence[Older]) -> Origins:
    """Return the origins of all addresses of an edition."""
    catalogue, base = context.catalogue, context.addresses.base
    wheres = [
        *(piece.article.where for piece in catalogue.pieces.values()),
        *(page.where for page in catalogue.pages.values()),
        *(author.where for author in catalogue.authors.values()),
        *(topic.where for topic in catalogue.topics.values()),
        catalogue.publication.where,
    ]
    return Origins(
        {(redirect_file(alias, base), alias.where.path): alias for alias in older},
        {where.path: where for where in wheres if where.path},
    )
