"""Site and the files of a build -> what a build would change in them now; nothing is written but the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.build.engine import engine_digest
from press.build.inputs import scan_inputs
from press.build.last_build import last_build
from press.build.load import is_strict, load_site
from press.build.plan import choose_related, plan_site
from press.build.render import PreviousOutput, RenderJob, render_stale, renderer_of
from press.build.saved_plan import load_ranking
from press.model.site import BuildOptions, Site
from press.write.ledger import untouched
from press.write.store import open_store


@dataclass(frozen=True, slots=True)
class Freshness:
    """How a build compares with the content: the number of pieces that are out now; the paths that a build would
    write anew, add or remove (`stale`); those of them that belong to pieces which are not out (`held_back`).
    """

    pieces: int
    stale: tuple[str, ...]
    held_back: tuple[str, ...]


def compare_with_content(site: Site, options: BuildOptions, files: Mapping[str, str]) -> Freshness:
    """Compare a build, as path -> SHA-256, with what would be built now.

    Where no input has changed since the last build nothing more is done. Else the stages of a build follow, but for
    publishing: files that the ledger has are compared by their keys; without a cache everything is rendered and
    compared byte for byte. Raises ProblemsFound or Refusal as a build does. Called with the lock held.
    """
    output, cache = Path(site.output), Path(site.cache)
    last = last_build(site, options)
    if last and last.inputs == scan_inputs(site).digest:
        return Freshness(last.built.articles, (), ())
    engine = engine_digest()
    with open_store(cache, engine) as store:
        loaded = load_site(site, options, store, engine)
        catalogue = loaded.catalogue
        planned = plan_site(loaded, strict=is_strict(options, catalogue.publication))
        store.flush()
        related = choose_related(catalogue, jobs=options.jobs, before=load_ranking(store, output))
        ledger = store.ledger(output)
        job = RenderJob(
            planned.plan,
            planned.context,
            engine,
            related.chosen,
            renderer_of(loaded.layouts, catalogue, store),
            PreviousOutput(ledger, untouched(output, ledger)),
            loaded.assets.outputs,
            loaded.fonts,
        )
        rendered = render_stale(job, site, options, store, None)
    made = {made.path: made.sha256 for made in rendered.outputs}
    stale = {path for path, sha256 in made.items() if files.get(path) != sha256}
    surplus = files.keys() - made.keys() - rendered.fresh
    slugs = {piece.slug for piece in catalogue.held_back}
    held_back = [path for path in surplus if slugs.intersection(path.removesuffix(".html").split("/"))]
    return Freshness(len(catalogue.pieces), tuple(sorted({*stale, *surplus})), tuple(sorted(held_back)))
