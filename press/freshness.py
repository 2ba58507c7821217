"""Site + files of a build -> what a build would change in them now; nothing is written but the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.engine import engine_digest
from press.model.site import Site
from press.model.stock import Stock
from press.planning import plan_edition
from press.printing import Printing, Standing, renderer_of
from press.standing import last_stand
from press.stocktaking import take_stock
from press.write.ledger import untouched
from press.write.stager import put_of
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
        last = last_stand(site, store)
        if last and last.inputs == take_stock(site).digest:
            return Freshness(last.built.articles, (), ())
        with plan_edition(site, store, engine, Stock()) as planned:
            edition = planned.taken.edition
            ledger = store.ledger(output)
            printing = Printing(
                site,
                planned.plan,
                planned.desk,
                planned.taken,
                renderer_of(planned.taken.layouts, edition, store),
                Standing(ledger, untouched(output, ledger)),
                store,
                lambda: planned.suggested().chosen,
            )
            made = {put.path: put.sha256 for put in printing.files(put_of)}
    stale = {path for path, digest in made.items() if files.get(path) != digest}
    surplus = files.keys() - made.keys() - printing.fresh
    slugs = {piece.slug for piece in edition.held_back}
    held_back = [path for path in surplus if slugs.intersection(path.removesuffix(".html").split("/"))]
    return Freshness(len(edition.pieces), tuple(sorted({*stale, *surplus})), tuple(sorted(held_back)))
