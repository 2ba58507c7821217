"""Site -> published folder: the whole data flow, on one screen."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from press.build.engine import engine_digest
from press.build.inputs import known_files_of, rescan_inputs, save_known_files
from press.build.last_build import InputCheck, checked_inputs, garbage_collection_paused, remember
from press.build.layouts import Examined, not_beside
from press.build.load import is_strict, load_site, only_notes, read_publication
from press.build.partial import BuildRequest, BuildResult, partial_from_disk, partial_from_memory, session_after
from press.build.plan import PlannedSite, plan_site
from press.build.render import PreviousOutput, RenderJob, bodies_of, renderer_of
from press.build.saved_plan import SavedPlan, encode_plan, saved_plan_of
from press.build.session import BuildSession, can_continue
from press.model.built import Built
from press.model.cache import ReopenedCache
from press.model.catalogue import Catalogue
from press.model.content import Article
from press.model.known_files import KnownFiles
from press.model.problem import ExitCode, Refusal
from press.model.related import Chosen
from press.model.site import Site
from press.plan.urls import split_url
from press.plan.validity import valid_until
from press.plan.vanished_urls import vanished
from press.read.terms import written_forms
from press.related import candidates_of, terms_of
from press.related.candidate import Suggestion
from press.related.choice import choose, choosing_of
from press.related.ranking import Ranked, rank
from press.render.layouts import Layouts, unpacked_layouts
from press.render.renderer import Renderer
from press.search.text import words_of
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.manifest import read_manifest
from press.write.new_article import NewArticle, write_new_article
from press.write.publish import publish
from press.write.store import Store, open_store
from press.write.swap import recover


def build(site: Site) -> Built:
    """Build the site: all of it or nothing. Raises ProblemsFound or Refusal; then the output is untouched.

    Where only words of texts have changed since the last build, their pages alone are planned.
    """
    with checked_inputs(site) as look:
        return build_on(look)


def build_on(look: InputCheck, examined: Examined = not_beside) -> Built:
    """Build as `build`, with what a look at all files has shown; `examined` gives the layouts, where they are."""
    return _built(look, (), examined)[1].built


@garbage_collection_paused()
def build_again(site: Site, last: BuildSession | None, changed: Iterable[str]) -> tuple[Built, BuildSession]:
    """Build as `build`, and return besides what the next build in this process can begin with.

    `last` is what the one before returned, None where there was none; `changed` are the files (absolute paths) that
    may differ since then. What such a build learns is kept in memory alone.
    """
    started = time.perf_counter()
    remarks: tuple[str, ...] = ()
    output, cache = Path(site.output), Path(site.cache)
    if last and can_continue(last, site):
        with output_lock(output, cache), open_store(cache, last.engine) as store:
            remarks = recover(output)
            if not remarks and can_continue(last, site):  # else another build has been before us
                run = _session_request(site, store, last, changed)
                done = _finished(partial_from_memory(run, last) or _whole(run, last), store, remarks, started)
                return done.built, session_after(run, done.built, done.saved_plan, done.renderer)
    with checked_inputs(site) as look:
        run, done = _built(look, remarks)
        return done.built, session_after(run, done.built, done.saved_plan, done.renderer)


def _session_request(site: Site, store: Store, last: BuildSession, changed: Iterable[str]) -> BuildRequest:
    """Look at the files that may have changed, and take what is in memory of all others."""
    inputs = rescan_inputs(changed, site, last.inputs)
    store.know(Path(site.output), last.rows)
    last.cache.to = store
    return BuildRequest(
        site, store, last.engine, inputs, KnownFiles(inputs.content, inputs.trustworthy, last.known), last.cache
    )


def _built(
    look: InputCheck, remarks: tuple[str, ...], examined: Examined = not_beside
) -> tuple[BuildRequest, BuildResult]:
    """Build with nothing in memory, and keep on the disk what the next build can begin with."""
    site, store, inputs, last = look.site, look.store, look.inputs, look.wait()
    # What the program is made of has the stamps that it had: it need not be read to know its digest.
    store.engine = last.engine if last and last.other_inputs == inputs.other_inputs else engine_digest()
    remarks = (*remarks, *recover(Path(site.output)))
    known_files = KnownFiles(inputs.content, inputs.trustworthy) if site.clean else known_files_of(site, inputs, store)
    run = BuildRequest(site, store, store.engine, inputs, known_files, ReopenedCache(store))
    done = (partial_from_disk(run, last) if last else None) or _whole(run, None, examined)
    done = _finished(done, store, remarks, look.started)
    # The record of the build, by which all that was kept counts, comes last.
    remember(look, done.built, done.published.file_stamps)
    return run, done


def _finished(done: BuildResult, store: Store, remarks: tuple[str, ...], started: float) -> BuildResult:
    """Complete what is said of a build."""
    built = replace(
        done.built,
        removed=done.published.removed,
        foreign=done.published.foreign,
        remarks=(*remarks, *store.remarks),
        seconds=time.perf_counter() - started,
    )
    return replace(done, built=built)


def _whole(run: BuildRequest, last: BuildSession | None, examined: Examined = not_beside) -> BuildResult:
    """Plan the whole edition, and print what is stale."""
    saved_plan, renderer = (last.saved_plan, last.renderer) if last else (None, None)

    def layouts() -> Layouts | None:
        if renderer:
            return renderer.layouts
        found = examined()
        return unpacked_layouts(found) if found else None

    with plan_site(run.site, run.store, run.engine, run.known_files, saved_plan, layouts) as planned:
        return _printed(run, planned, renderer, is_kept=not last)


def _printed(run: BuildRequest, planned: PlannedSite, renderer: Renderer | None, *, is_kept: bool) -> BuildResult:
    """Print what is stale of a whole edition; `renderer` is what drew the last one, if still in memory.

    `is_kept`: what was planned is kept on the disk.
    """
    site, store = run.site, run.store
    plan, context, loaded = planned.plan, planned.context, planned.loaded
    catalogue = loaded.catalogue
    # Nobody knows the addresses of a preview.
    before = () if site.drafts else read_manifest(run.output) or ()
    gone = only_notes([*vanished(before, plan, context)], strict=is_strict(site, catalogue.publication))
    ledger = store.ledger(run.output) if not site.clean else {}
    renderer = renderer_of(loaded.layouts, catalogue, run.cache, renderer)
    standing = PreviousOutput(ledger, untouched(run.output, ledger))
    printing = RenderJob(site, plan, context, loaded, renderer, standing, store, lambda: planned.suggested().chosen)
    keep = partial(_keep, run, planned) if is_kept else lambda: None
    published = publish(printing.files, fresh=printing.fresh, output=run.output, store=store, meanwhile=keep)
    built = Built(
        pages=len(plan.pieces) + len(plan.pages),
        articles=len(catalogue.pieces),
        scheduled=sum(piece.reason == "scheduled" for piece in catalogue.held_back),
        next_due=_local(catalogue.next_due, catalogue),
        valid_until=_local(valid_until(catalogue), catalogue),
        rendered=len(printing.reasons),
        notes=planned.notes,
        vanished=gone,
        reasons=printing.reasons,
        base=split_url(catalogue.publication.url)[1],
    )
    return BuildResult(built, _forme(planned), renderer, published)


def _keep(run: BuildRequest, planned: PlannedSite) -> None:
    """Keep on the disk what the next build can begin with."""
    for name, value in encode_plan(_forme(planned), planned.suggested().written):
        run.store.keep(run.output, {name: value})
    save_known_files(run.site, run.known_files, run.store)


def _forme(planned: PlannedSite) -> SavedPlan:
    suggested = planned.suggested()
    return saved_plan_of(planned.loaded, planned.context, suggested.ranking, suggested.chosen)


def _local(moment: datetime | None, catalogue: Catalogue) -> datetime | None:
    """Return an instant in the site's time zone."""
    return moment.astimezone(catalogue.publication.timezone) if moment else None


def catalogue_of(site: Site) -> Catalogue:
    """Return what would be published now. Raises ProblemsFound or Refusal."""
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        return load_site(site, store, engine).catalogue


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested beside each piece: `ranked` by score alone, `chosen` as shown.

    `piece` is the stem of the one asked for, "" = all; `written` has its words by their stems as terms.
    """

    catalogue: Catalogue
    ranked: Mapping[str, Sequence[Suggestion]]
    chosen: Mapping[str, Chosen]
    piece: str
    written: Mapping[str, str]


def suggestions(site: Site, piece: str) -> Suggestions:
    """Return what is suggested beside the piece with this stem or unique slug, or beside all ("").

    Raises Refusal (USAGE) for a piece that is not there.
    """
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        catalogue = load_site(site, store, engine).catalogue
        store.flush()
        stem = _stem_of(piece, catalogue)
        written = _written(catalogue.pieces[stem].article, store) if stem else {}
    ranked = Ranked(rank(candidates_of(catalogue), terms_of(catalogue), catalogue.publication.related))
    return Suggestions(catalogue, ranked, choose(choosing_of(catalogue), ranked.stems), stem, written)


def _written(article: Article, store: Store) -> Mapping[str, str]:
    text = words_of(bodies_of(store)(article.body.digest))
    return written_forms(f"{article.title} {article.dek} {text}", article.lang)


def _stem_of(piece: str, catalogue: Catalogue) -> str:
    name = piece.removesuffix(".md")
    if not name or name in catalogue.pieces:
        return name
    stems = [stem for stem, found in catalogue.pieces.items() if found.article.slug == name]
    if len(stems) == 1:
        return stems[0]
    hint = f"write one of {', '.join(sorted(stems))}" if stems else "python build.py related lists all pieces"
    raise Refusal(f'no published piece is called "{piece}"', code=ExitCode.USAGE, hint=hint)


def start_piece(site: Site, title: str, *, kind: str, authors: Sequence[str], topics: Sequence[str]) -> str:
    """Make a draft and return its path relative to the site's folder. Raises Refusal for an unknown kind."""
    publication, _ = read_publication(site)
    if kind not in publication.kinds:
        known = ", ".join(publication.kinds)
        raise Refusal(f'there is no kind "{kind}"', code=ExitCode.USAGE, hint=f"the kinds are {known}")
    now = site.now.astimezone(publication.timezone)
    rules = publication.kinds[kind]
    begins = NewArticle(kind, kind == "column", rules.is_sponsored, rules.byline == "letters")
    return write_new_article(site.root, title, begins=begins, authors=authors, topics=topics, now=now)
