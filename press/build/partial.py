"""Run -> Done where single pages are enough: from what the last build left in memory or, else, in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from press.build.inputs import Inputs, save_changed_files
from press.build.last_build import LastBuild
from press.build.layouts import layout_texts
from press.build.load import LoadedSite, is_strict, read_publication
from press.build.render import PreviousOutput, RenderJob, renderer_of
from press.build.saved_plan import SavedPlan, encode_plan_changes, layouts_of, load_saved_plan
from press.build.session import BuildSession
from press.build.text_edit import TextEdit, changed_articles, notes_after, paths_of, plan_text_edit, read_text_edit
from press.model.built import Built
from press.model.cache import ReopenedCache
from press.model.known_files import KnownFiles
from press.model.site import Site
from press.read.cached import CacheMiss
from press.read.folder import read_layers
from press.render.assets import NO_ASSETS
from press.render.renderer import Renderer
from press.write.publish import Published
from press.write.publish_some import PreviousFiles, manifest_stat, publish_files
from press.write.store import Store


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """One build on its way: what was asked for, what stands around, and what is known of the files."""

    site: Site
    store: Store
    engine: str
    inputs: Inputs
    known_files: KnownFiles
    cache: ReopenedCache

    @property
    def output(self) -> Path:
        """The folder that is built."""
        return Path(self.site.output)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of it: what is said, the edition locked up, and what draws its pages."""

    built: Built
    saved_plan: SavedPlan
    renderer: Renderer
    published: Published


def partial_from_disk(run: BuildRequest, last: LastBuild) -> BuildResult | None:
    """Print only the pages of texts that have changed; None where more than that must be looked at."""
    changed = changed_articles(run.known_files)
    if changed is None or last.other_inputs != run.inputs.other_inputs:
        return None
    site, store = run.site, run.store
    kept = partial(store.kept, run.output)
    publication, _ = read_publication(site)
    try:
        # A search index holds the words of all texts: it is made from the whole edition.
        new = (
            None
            if publication.search
            else read_text_edit(site, publication, changed, run.known_files, store, run.engine)
        )
        saved_plan = load_saved_plan(kept, publication, site, run.cache) if new else None
        if new is None or saved_plan is None:
            return None
        renderer = renderer_of(
            layouts_of(saved_plan, layout_texts(read_layers(site.layouts))), saved_plan.catalogue, run.cache
        )
        return _partial_build(run, last.built, saved_plan, new, renderer, last.outputs)
    except CacheMiss:
        return None


def partial_from_memory(run: BuildRequest, last: BuildSession) -> BuildResult | None:
    """The same, with what the last build of this process left in memory."""
    changed, publication = changed_articles(run.known_files), last.saved_plan.catalogue.publication
    if changed is None or publication.search or last.inputs.other_inputs != run.inputs.other_inputs:
        return None
    try:
        new = read_text_edit(run.site, publication, changed, run.known_files, run.store, run.engine)
        if new is None:
            return None
        saved_plan = replace(last.saved_plan, catalogue=replace(last.saved_plan.catalogue, now=run.site.now))
        return _partial_build(run, last.built, saved_plan, new, last.renderer, {})
    except CacheMiss:
        return None


def _partial_build(
    run: BuildRequest, last: Built, saved_plan: SavedPlan, new: TextEdit, renderer: Renderer, there: Mapping[str, str]
) -> BuildResult | None:
    """Print pages anew and keep what that changed; `there`: the output's inventory, {} where all is kept in memory."""
    site, store = run.site, run.store
    notes = notes_after(last.notes, new, strict=is_strict(site, saved_plan.catalogue.publication))
    if notes is None or not new.articles.keys() <= saved_plan.catalogue.pieces.keys():  # others are held back
        return None
    done = plan_text_edit(saved_plan, new)
    if done is None or not set(done.notes) <= set(notes):
        return None
    paths = paths_of(done)
    rows = store.ledger_of(run.output, paths)
    if rows.keys() != paths:
        return None
    loaded = LoadedSite(
        done.saved_plan.catalogue, renderer.layouts, NO_ASSETS, {}, saved_plan.picture_settings, run.engine, {}, notes
    )
    store.flush()
    store.ask_little()
    standing, chosen = PreviousOutput(rows, rows.keys()), done.saved_plan.chosen
    if new.changed_teasers:  # most pages are only looked at, which is done before others are called to help
        site = replace(site, jobs=1)
    printing = RenderJob(site, done.plan, done.context, loaded, renderer, standing, store, lambda: chosen)

    def keep() -> None:
        if there:
            kept = partial(store.kept, run.output)
            store.keep(run.output, encode_plan_changes(done.saved_plan, done.plan.pieces, saved_plan.ranking, kept))
            save_changed_files(site, run.known_files, store)

    left = PreviousFiles(rows, there, last.foreign)
    published = publish_files(printing.files, output=run.output, left=left, store=store, meanwhile=keep)
    built = replace(last, rendered=len(printing.reasons), reasons=printing.reasons, notes=notes, vanished=())
    return BuildResult(built, done.saved_plan, renderer, published)


def session_after(run: BuildRequest, built: Built, saved_plan: SavedPlan, renderer: Renderer) -> BuildSession:
    """Return what a build that is done leaves in memory."""
    rows, mark = run.store.ledger(run.output), manifest_stat(run.output)
    return BuildSession(
        run.site, run.engine, run.inputs, run.known_files.to_keep(), saved_plan, renderer, run.cache, built, rows, mark
    )
