"""Run -> Done where single pages are enough: from what the last build left in memory or, else, in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from press.forme import Forme, keep_changes, layouts_of, take_up
from press.intake import Taken, is_strict, read_publication
from press.layering import layout_texts
from press.model.built import Built
from press.model.memo import Relay
from press.model.site import Site
from press.model.stock import Stock
from press.printing import Printing, Standing, renderer_of
from press.read.folder import read_layers
from press.read.readings import Forgotten
from press.render.assets import NO_ASSETS
from press.render.renderer import Renderer
from press.replate import Rewritten, changed_articles, notes_after, paths_of, replated, rewritten
from press.standing import Stand
from press.stocktaking import Inputs, keep_stock_changed
from press.warm import Warm
from press.write.publish import Published
from press.write.replace import Left, mark_of, replace_files
from press.write.store import Store


@dataclass(frozen=True, slots=True)
class Run:
    """One build on its way: what was asked for, what stands around, and what is known of the files."""

    site: Site
    store: Store
    engine: str
    inputs: Inputs
    stock: Stock
    memo: Relay

    @property
    def output(self) -> Path:
        """The folder that is built."""
        return Path(self.site.output)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: what is said, the edition locked up, and what draws its pages."""

    built: Built
    forme: Forme
    renderer: Renderer
    published: Published


def replated_cold(run: Run, last: Stand) -> Done | None:
    """Print only the pages of texts that have changed; None where more than that must be looked at."""
    changed = changed_articles(run.stock)
    if changed is None or last.around != run.inputs.around:
        return None
    site, store = run.site, run.store
    kept = partial(store.kept, run.output)
    publication, _ = read_publication(site)
    try:
        # A search index holds the words of all texts: it is made from the whole edition.
        new = None if publication.search else rewritten(site, publication, changed, run.stock, store, run.engine)
        forme = take_up(kept, publication, site, run.memo) if new else None
        if new is None or forme is None:
            return None
        renderer = renderer_of(layouts_of(forme, layout_texts(read_layers(site.layouts))), forme.edition, run.memo)
        return _reprinted(run, last.built, forme, new, renderer, last.outputs)
    except Forgotten:
        return None


def replated_warm(run: Run, last: Warm) -> Done | None:
    """The same, with what the last build of this process left in memory."""
    changed, publication = changed_articles(run.stock), last.forme.edition.publication
    if changed is None or publication.search or last.inputs.around != run.inputs.around:
        return None
    try:
        new = rewritten(run.site, publication, changed, run.stock, run.store, run.engine)
        if new is None:
            return None
        forme = replace(last.forme, edition=replace(last.forme.edition, now=run.site.now))
        return _reprinted(run, last.built, forme, new, last.renderer, {})
    except Forgotten:
        return None


def _reprinted(
    run: Run, last: Built, forme: Forme, new: Rewritten, renderer: Renderer, there: Mapping[str, str]
) -> Done | None:
    """Print pages anew and keep what that changed; `there`: the output's inventory, {} where all is kept in memory."""
    site, store = run.site, run.store
    notes = notes_after(last.notes, new, strict=is_strict(site, forme.edition.publication))
    if notes is None or not new.articles.keys() <= forme.edition.pieces.keys():  # others are held back
        return None
    done = replated(forme, new)
    if done is None or not set(done.notes) <= set(notes):
        return None
    paths = paths_of(done)
    rows = store.ledger_of(run.output, paths)
    if rows.keys() != paths:
        return None
    taken = Taken(done.forme.edition, renderer.layouts, NO_ASSETS, {}, forme.darkroom, run.engine, {}, notes)
    store.flush()
    store.ask_little()
    standing, chosen = Standing(rows, rows.keys()), done.forme.chosen
    if new.retold:  # most pages are only looked at, which is done before others are called to help
        site = replace(site, jobs=1)
    printing = Printing(site, done.plan, done.desk, taken, renderer, standing, store, lambda: chosen)

    def keep() -> None:
        if there:
            kept = partial(store.kept, run.output)
            store.keep(run.output, keep_changes(done.forme, done.plan.pieces, forme.ranking, kept))
            keep_stock_changed(site, run.stock, store)

    left = Left(rows, there, last.foreign)
    published = replace_files(printing.files, output=run.output, left=left, store=store, meanwhile=keep)
    built = replace(last, rendered=len(printing.reasons), reasons=printing.reasons, notes=notes, departed=())
    return Done(built, done.forme, renderer, published)


def warmed(run: Run, built: Built, forme: Forme, renderer: Renderer) -> Warm:
    """Return what a build that is done leaves in memory."""
    rows, mark = run.store.ledger(run.output), mark_of(run.output)
    return Warm(run.site, run.engine, run.inputs, run.stock.to_keep(), forme, renderer, run.memo, built, rows, mark)
