"""The command `build`: the folder of a site becomes the published folder, stage by stage.

There are three ways, and each gives the same bytes: nothing has changed since the last build (`unchanged_build`), only
the words of a few texts have (`partial_from_disk`), or anything else (`full_build`).
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from press.build.engine import engine_digest
from press.build.inputs import Inputs, encode_known_files, known_files_of, scan_inputs
from press.build.last_build import last_build, record_of, unchanged_build
from press.build.load import is_strict, load_site, only_notes
from press.build.partial import partial_from_disk
from press.build.plan import PlannedSite, choose_related, plan_site
from press.build.render import PreviousOutput, RenderedSite, RenderJob, render_stale, renderer_of
from press.build.saved_plan import encode_plan, load_ranking, saved_plan_of
from press.build.session import BuildRequest, BuildResult, BuildSession
from press.model.built import Built
from press.model.cache import ReopenedCache
from press.model.catalogue import Catalogue
from press.model.known_files import KnownFiles
from press.model.plural import count
from press.model.problem import ExitCode, Problem, ProblemsFound, Refusal
from press.model.site import BuildOptions, Site
from press.plan.pages import article_file
from press.plan.urls import split_url
from press.plan.validity import valid_until
from press.plan.vanished_urls import other_ids, vanished
from press.plan.withdrawn import taken_away
from press.write.feed_ids import published_ids
from press.write.guard import check_contents, check_output
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.manifest import read_manifest
from press.write.publish import publish
from press.write.stage_output import open_stager
from press.write.store import forget_all, has_store, open_store
from press.write.swap import recover


def build(site: Site, options: BuildOptions, inputs: Inputs | None = None) -> Built:
    """Build a site: all of it or nothing. `inputs` are those of `scan_inputs`, where the caller has them already.

    Raises ProblemsFound for mistakes in the site, Refusal for what the machine or the folder does not allow; then the
    output is untouched.
    """
    with garbage_collection_paused():
        inputs = inputs or scan_inputs(site)
        try:
            return unchanged_build(site, options, inputs) or build_from_disk(site, options, inputs)[1].built
        except Exception as fault:
            if not may_be_the_cache(fault, site, options):
                raise
        return build_without_cache(site, options, inputs)[1].built


def may_be_the_cache(fault: Exception, site: Site, options: BuildOptions) -> bool:
    """Whether a fault in the program may come from what the cache holds.

    Its checksums protect from damage, not from somebody who writes there: no such value may stop every build.
    """
    return not isinstance(fault, ProblemsFound | Refusal) and not options.clean and has_store(Path(site.cache))


def build_without_cache(site: Site, options: BuildOptions, inputs: Inputs) -> tuple[BuildRequest, BuildResult]:
    """Build as if nothing had been kept, and say so. Raises as `build`."""
    request, result = build_from_disk(site, replace(options, clean=True), inputs)
    remark = f"What {site.cache} holds could not be read; everything was made anew."
    built = replace(result.built, remarks=(remark, *result.built.remarks))
    return replace(request, options=options), replace(result, built=built)


def build_from_disk(
    site: Site, options: BuildOptions, inputs: Inputs, *, is_continued: bool = False
) -> tuple[BuildRequest, BuildResult]:
    """Build with what the last build left in the store, and leave the same for the next one. Raises as `build`.

    `is_continued`: the next build of this process begins with the result, so the whole ledger is read before the store
    is closed; a build of a few pages asks for their rows alone.
    """
    output, cache = Path(site.output), Path(site.cache)
    check_output(site, whole=False)
    with output_lock(output, cache):
        if options.clean:
            forget_all(cache)
        last = None if options.clean else last_build(site, options)
        if last is None:
            check_contents(site)
        # The program's digest need not be taken again where none of its files has changed.
        is_same_engine = last and last.other_inputs == inputs.other_inputs
        engine = last.engine if last and is_same_engine else engine_digest()
        with open_store(cache, engine) as store:
            remarks = recover(output)
            known = KnownFiles(inputs.content, inputs.trustworthy)
            known = known if options.clean else known_files_of(site, inputs, store)
            request = BuildRequest(site, options, store, engine, inputs, known, ReopenedCache(store))
            result = (partial_from_disk(request, last) if last else None) or full_build(request)
            result = with_remarks(result, (*remarks, *store.remarks))
            # The record comes last: without it nothing else that was kept counts.
            stat_keys = result.published.file_stamps
            store.keep(output, record_of(site, options, inputs, engine, result.built, stat_keys))
            if is_continued:
                store.ledger(output)
            return request, result


def full_build(request: BuildRequest, last: BuildSession | None = None) -> BuildResult:
    """Read and plan the whole site, render what is stale, and publish that. Raises as `build`.

    `last` is what the last build left in memory, in the preview; then nothing is kept for a build from the disk.
    """
    site, options, store, output = request.site, request.options, request.store, request.output
    in_memory = last.renderer.layouts if last else None
    loaded = load_site(site, options, store, request.engine, known_files=request.known_files, layouts=in_memory)
    catalogue, strict = loaded.catalogue, is_strict(options, loaded.catalogue.publication)
    planned = plan_site(loaded, strict=strict)
    store.flush()  # processes read the texts from the store, each through a connection of its own
    ranking = None if options.clean or last else load_ranking(store, output)
    related = choose_related(catalogue, jobs=options.jobs, before=ranking, last=last.saved_plan if last else None)

    before = () if options.drafts else read_manifest(output) or ()
    _check_taken_away(request, planned, catalogue, before)
    gone = _vanished(request, planned, before, strict=strict)
    ledger = {} if options.clean else store.ledger(output)
    renderer = renderer_of(loaded.layouts, catalogue, request.cache, last.renderer if last else None)
    previous = PreviousOutput(ledger, untouched(output, ledger))
    job = RenderJob(
        plan=planned.plan,
        context=planned.context,
        engine=request.engine,
        chosen=related.chosen,
        renderer=renderer,
        previous=previous,
        assets=loaded.assets.outputs,
        fonts=loaded.fonts,
    )
    with open_stager(output) as stager:
        rendered = render_stale(job, site, options, store, stager)
        saved_plan = saved_plan_of(loaded, planned.context, related.ranking, related.chosen)
        kept = {} if last else {**encode_plan(saved_plan), **encode_known_files(request.known_files)}
        published = publish(rendered.outputs, stager, fresh=rendered.fresh, store=store, kept=kept)
    return BuildResult(_report(planned, catalogue, rendered, gone), saved_plan, renderer, published)


def with_remarks(result: BuildResult, remarks: tuple[str, ...]) -> BuildResult:
    """Return a result that reports what became of the published folder, and `remarks` on the cache."""
    published = result.published
    built = replace(result.built, removed=published.removed, foreign=published.foreign, remarks=remarks)
    return replace(result, built=built)


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Leave reference cycles alone until the block ends: nearly all that a build makes lives as long as it does."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _vanished(
    request: BuildRequest, planned: PlannedSite, before: Collection[str], *, strict: bool
) -> tuple[Problem, ...]:
    """Return notes on what readers lose by this build: addresses, and ids in feeds; `before` as below."""
    ids = published_ids(request.output) if "feed.json" in before else {}
    found = [*vanished(before, planned.plan, planned.context), *other_ids(ids, planned.context)]
    return only_notes(found, strict=strict)


def _check_taken_away(
    request: BuildRequest, planned: PlannedSite, catalogue: Catalogue, before: Collection[str]
) -> None:
    """Refuse a build that would take away many pieces, which nobody does by intent without saying so.

    `before` are the paths that the last build published, none for a preview, which has no readers.
    """
    if request.options.allow_shrink or not before:
        return
    plan = planned.plan
    after = {
        *(article_file(stem, planned.context) for stem in plan.pieces),
        *(page.path for page in plan.pages),
        *(copy.path for copy in plan.copied_files),
    }
    lost = taken_away(before, after, catalogue)
    if lost.is_too_much:
        raise Refusal(
            f"{count(len(lost.files), 'piece')} of {lost.before} would be taken away, more than the {lost.limit} that "
            f"may go unasked: {', '.join(lost.files[:3])} ...",
            code=ExitCode.USAGE,
            hint="is all of content/articles there? if it is meant, add --allow-shrink",
        )


def _report(planned: PlannedSite, catalogue: Catalogue, rendered: RenderedSite, gone: tuple[Problem, ...]) -> Built:
    return Built(
        pages=len(planned.plan.pieces) + len(planned.plan.pages),
        articles=len(catalogue.pieces),
        scheduled=sum(piece.reason == "scheduled" for piece in catalogue.held_back),
        next_due=_local(catalogue.next_due, catalogue),
        valid_until=_local(valid_until(catalogue), catalogue),
        rendered=len(rendered.reasons),
        notes=planned.notes,
        vanished=gone,
        reasons=rendered.reasons,
        base=split_url(catalogue.publication.url)[1],
    )


def _local(moment: datetime | None, catalogue: Catalogue) -> datetime | None:
    """Return an instant in the site's time zone."""
    return moment.astimezone(catalogue.publication.timezone) if moment else None
