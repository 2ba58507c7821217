"""Desk + older addresses -> where in a writer's file an address of the output was decided, for problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.model.problem import Place, Where
from press.plan.desk import Desk
from press.plan.redirects import Older, redirect_file

Spot = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where addresses come from: aliases by the redirect's path and their file, all else by its file."""

    aliases: Mapping[tuple[str, str], Older]
    files: Mapping[str, Where]

    def spot(self, path: str, source: str) -> Spot | None:
        """Return place and source line of what gave the output its `path`, None where no file of a writer did."""
        alias = self.aliases.get((path, source))
        if alias:
            return alias.where.at(alias.key)
        where = self.files.get(source)
        if where:
            return where.at("slug")
        # Files that are published as they are have no lines.
        return (Place(source), "") if source.startswith("content/") else None


def origins_of(desk: Desk, older: Sequence[Older]) -> Origins:
    """Return the origins of all addresses of an edition."""
    edition, base = desk.edition, desk.addresses.base
    wheres = [
        *(piece.article.where for piece in edition.pieces.values()),
        *(page.where for page in edition.pages.values()),
        *(author.where for author in edition.authors.values()),
        *(topic.where for topic in edition.topics.values()),
    ]
    return Origins(
        {(redirect_file(alias, base), alias.where.path): alias for alias in older},
        {where.path: where for where in wheres if where.path},
    )
