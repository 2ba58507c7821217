"""Site + files of a build -> what a build would change in them now; nothing is written but the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.build.engine import engine_digest
from press.build.inputs import scan_inputs
from press.build.last_build import last_build
from press.build.plan import plan_site
from press.build.render import PreviousOutput, RenderJob, renderer_of
from press.model.known_files import KnownFiles
from press.model.site import Site
from press.write.ledger import untouched
from press.write.stage_output import staged_output
from press.write.store import open_store


@dataclass(frozen=True, slots=True)
class Freshness:
    """How a build stands to the content: `pieces` that are out now; paths that are `stale`, which a build would write
    anew, add or remove; those of them, `held_back`, that belong to pieces which are not out.
    """

    pieces: int
    stale: tuple[str, ...]
    held_back: tuple[str, ...]


def compare_with_content(site: Site, files: Mapping[str, str]) -> Freshness:
    """Compare a build, as path -> SHA-256, with what would be built now.

    Where all that the last build looked at is as it was, that says it. Else the steps of a build follow, without the
    swap: files that the ledger knows are recognised by their keys; without a cache everything is rendered and
    compared byte for byte. Raises ProblemsFound or Refusal as a build does. Called with the lock held.
    """
    output, engine = Path(site.output), engine_digest()
    with open_store(Path(site.cache), engine) as store:
        last = last_build(site, store)
        if last and last.inputs == scan_inputs(site).digest:
            return Freshness(last.built.articles, (), ())
        with plan_site(site, store, engine, KnownFiles()) as planned:
            catalogue = planned.loaded.catalogue
            ledger = store.ledger(output)
            printing = RenderJob(
                site,
                planned.plan,
                planned.context,
                planned.loaded,
                renderer_of(planned.loaded.layouts, catalogue, store),
                PreviousOutput(ledger, untouched(output, ledger)),
                store,
                lambda: planned.suggested().chosen,
            )
            made = {put.path: put.sha256 for put in printing.files(staged_output)}
    stale = {path for path, digest in made.items() if files.get(path) != digest}
    surplus = files.keys() - made.keys() - printing.fresh
    slugs = {piece.slug for piece in catalogue.held_back}
    held_back = [path for path in surplus if slugs.intersection(path.removesuffix(".html").split("/"))]
    return Freshness(len(catalogue.pieces), tuple(sorted({*stale, *surplus})), tuple(sorted(held_back)))
