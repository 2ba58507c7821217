"""Warm: what a build leaves in memory for the next one of the same site by the same process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.build.inputs import Inputs
from press.build.saved_plan import SavedPlan
from press.model.built import Built
from press.model.cache import ReopenedCache
from press.model.site import Site
from press.render.renderer import Renderer
from press.write.ledger import LedgerRow
from press.write.publish_some import manifest_stat


@dataclass(frozen=True, slots=True)
class BuildSession:
    """A build's request, what it was made from and what it made.

    `known` are stamps and digests as `KnownFiles` takes them, `cache` is where the forme and the renderer ask, `rows`
    is the
    ledger, `mark` what the output's seal looked like.
    """

    site: Site
    engine: str
    inputs: Inputs
    known: Mapping[str, tuple[str, str]]
    saved_plan: SavedPlan
    renderer: Renderer
    cache: ReopenedCache
    built: Built
    rows: Mapping[str, LedgerRow]
    mark: tuple[int, ...]

    @property
    def sealed(self) -> Mapping[str, str]:
        """Path -> SHA-256 of all that stands in the output."""
        return {path: row.sha256 for path, row in self.rows.items()}


def can_continue(last: BuildSession, site: Site) -> bool:
    """Whether only the files of the site can make a difference: the same request, in time, and no other build since."""
    until = last.built.valid_until
    return (
        replace(site, now=last.site.now) == last.site
        and last.site.now <= site.now
        and (until is None or site.now < until)
        and bool(last.mark)
        and manifest_stat(Path(site.output)) == last.mark
    )
