"""Warm: what a build leaves in memory for the next one of the same site by the same process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.forme import Forme
from press.model.built import Built
from press.model.memo import Relay
from press.model.site import Site
from press.render.renderer import Renderer
from press.stocktaking import Inputs
from press.write.ledger import LedgerRow
from press.write.replace import mark_of


@dataclass(frozen=True, slots=True)
class Warm:
    """A build's request, what it was made from and what it made.

    `known` are stamps and digests as `Stock` takes them, `memo` is where the forme and the renderer ask, `rows` is the
    ledger, `mark` what the output's seal looked like.
    """

    site: Site
    engine: str
    inputs: Inputs
    known: Mapping[str, tuple[str, str]]
    forme: Forme
    renderer: Renderer
    memo: Relay
    built: Built
    rows: Mapping[str, LedgerRow]
    mark: tuple[int, ...]

    @property
    def sealed(self) -> Mapping[str, str]:
        """Path -> SHA-256 of all that stands in the output."""
        return {path: row.sha256 for path, row in self.rows.items()}


def is_warm(last: Warm, site: Site) -> bool:
    """Whether only the files of the site can make a difference: the same request, in time, and no other build since."""
    until = last.built.valid_until
    return (
        replace(site, now=last.site.now) == last.site
        and last.site.now <= site.now
        and (until is None or site.now < until)
        and bool(last.mark)
        and mark_of(Path(site.output)) == last.mark
    )
