"""Site -> published folder: the whole data flow, on one screen."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from press.engine import engine_digest
from press.forme import Forme, forme_of, keep_whole
from press.intake import is_strict, only_notes, read_publication, take_edition
from press.layering import Examined, not_beside
from press.model.built import Built
from press.model.content import Article
from press.model.edition import Edition
from press.model.memo import Relay
from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.model.stock import Stock
from press.plan.departed import departed
from press.plan.related import candidates_of, terms_of
from press.plan.related.candidate import Suggestion
from press.plan.related.choice import Chosen, choose, choosing_of
from press.plan.related.ranking import Ranked, rank
from press.plan.urls import split_url
from press.plan.validity import valid_until
from press.planning import Planned, plan_edition
from press.printing import Printing, Standing, bodies_of, renderer_of
from press.read.terms import written_forms
from press.render.layouts import Layouts, unpacked_layouts
from press.render.renderer import Renderer
from press.reprint import Done, Run, replated_cold, replated_warm, warmed
from press.search.text import words_of
from press.standing import Look, looked_at, remember, uncollected
from press.stocktaking import keep_stock, stock_of, take_stock_at
from press.warm import Warm, is_warm
from press.write.draft import Beginning, write_draft
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.publish import publish
from press.write.seal import read_seal
from press.write.store import Store, open_store
from press.write.swap import recover


def build(site: Site) -> Built:
    """Build the site: all of it or nothing. Raises ProblemsFound or Refusal; then the output is untouched.

    Where only words of texts have changed since the last build, their pages alone are planned.
    """
    with looked_at(site) as look:
        return build_on(look)


def build_on(look: Look, examined: Examined = not_beside) -> Built:
    """Build as `build`, with what a look at all files has shown; `examined` gives the layouts, where they are."""
    return _built(look, (), examined)[1].built


@uncollected()
def build_again(site: Site, last: Warm | None, changed: Iterable[str]) -> tuple[Built, Warm]:
    """Build as `build`, and return besides what the next build in this process can begin with.

    `last` is what the one before returned, None where there was none; `changed` are the files (absolute paths) that
    may differ since then. What such a build learns is kept in memory alone.
    """
    started = time.perf_counter()
    remarks: tuple[str, ...] = ()
    output, cache = Path(site.output), Path(site.cache)
    if last and is_warm(last, site):
        with output_lock(output, cache), open_store(cache, last.engine) as store:
            remarks = recover(output)
            if not remarks and is_warm(last, site):  # else another build has been before us
                run = _warm_run(site, store, last, changed)
                done = _finished(replated_warm(run, last) or _whole(run, last), store, remarks, started)
                return done.built, warmed(run, done.built, done.forme, done.renderer)
    with looked_at(site) as look:
        run, done = _built(look, remarks)
        return done.built, warmed(run, done.built, done.forme, done.renderer)


def _warm_run(site: Site, store: Store, last: Warm, changed: Iterable[str]) -> Run:
    """Look at the files that may have changed, and take what is in memory of all others."""
    inputs = take_stock_at(changed, site, last.inputs)
    store.know(Path(site.output), last.rows)
    last.memo.to = store
    return Run(site, store, last.engine, inputs, Stock(inputs.content, inputs.settled, last.known), last.memo)


def _built(look: Look, remarks: tuple[str, ...], examined: Examined = not_beside) -> tuple[Run, Done]:
    """Build with nothing in memory, and keep on the disk what the next build can begin with."""
    site, store, inputs, last = look.site, look.store, look.inputs, look.wait()
    # What the program is made of has the stamps that it had: it need not be read to know its digest.
    store.engine = last.engine if last and last.around == inputs.around else engine_digest()
    remarks = (*remarks, *recover(Path(site.output)))
    stock = Stock(inputs.content, inputs.settled) if site.clean else stock_of(site, inputs, store)
    run = Run(site, store, store.engine, inputs, stock, Relay(store))
    done = (replated_cold(run, last) if last else None) or _whole(run, None, examined)
    done = _finished(done, store, remarks, look.started)
    # The record of the build, by which all that was kept counts, comes last.
    remember(look, done.built, done.published.inventory)
    return run, done


def _finished(done: Done, store: Store, remarks: tuple[str, ...], started: float) -> Done:
    """Complete what is said of a build."""
    built = replace(
        done.built,
        removed=done.published.removed,
        foreign=done.published.foreign,
        remarks=(*remarks, *store.remarks),
        seconds=time.perf_counter() - started,
    )
    return replace(done, built=built)


def _whole(run: Run, last: Warm | None, examined: Examined = not_beside) -> Done:
    """Plan the whole edition, and print what is stale."""
    forme, renderer = (last.forme, last.renderer) if last else (None, None)

    def layouts() -> Layouts | None:
        if renderer:
            return renderer.layouts
        found = examined()
        return unpacked_layouts(found) if found else None

    with plan_edition(run.site, run.store, run.engine, run.stock, forme, layouts) as planned:
        return _printed(run, planned, renderer, is_kept=not last)


def _printed(run: Run, planned: Planned, renderer: Renderer | None, *, is_kept: bool) -> Done:
    """Print what is stale of a whole edition; `renderer` is what drew the last one, if still in memory.

    `is_kept`: what was planned is kept on the disk.
    """
    site, store = run.site, run.store
    plan, desk, taken = planned.plan, planned.desk, planned.taken
    edition = taken.edition
    # Nobody knows the addresses of a preview.
    before = () if site.drafts else read_seal(run.output) or ()
    gone = only_notes([*departed(before, plan, desk)], strict=is_strict(site, edition.publication))
    ledger = store.ledger(run.output) if not site.clean else {}
    renderer = renderer_of(taken.layouts, edition, run.memo, renderer)
    standing = Standing(ledger, untouched(run.output, ledger))
    printing = Printing(site, plan, desk, taken, renderer, standing, store, lambda: planned.suggested().chosen)
    keep = partial(_keep, run, planned) if is_kept else lambda: None
    published = publish(printing.files, fresh=printing.fresh, output=run.output, store=store, meanwhile=keep)
    built = Built(
        pages=len(plan.pieces) + len(plan.pages),
        articles=len(edition.pieces),
        scheduled=sum(piece.reason == "scheduled" for piece in edition.held_back),
        next_due=_local(edition.next_due, edition),
        valid_until=_local(valid_until(edition), edition),
        rendered=len(printing.reasons),
        notes=planned.notes,
        departed=gone,
        reasons=printing.reasons,
        base=split_url(edition.publication.url)[1],
    )
    return Done(built, _forme(planned), renderer, published)


def _keep(run: Run, planned: Planned) -> None:
    """Keep on the disk what the next build can begin with."""
    for name, value in keep_whole(_forme(planned), planned.suggested().written):
        run.store.keep(run.output, {name: value})
    keep_stock(run.site, run.stock, run.store)


def _forme(planned: Planned) -> Forme:
    suggested = planned.suggested()
    return forme_of(planned.taken, planned.desk, suggested.ranking, suggested.chosen)


def _local(moment: datetime | None, edition: Edition) -> datetime | None:
    """Return an instant in the site's time zone."""
    return moment.astimezone(edition.publication.timezone) if moment else None


def edition_of(site: Site) -> Edition:
    """Return what would be published now. Raises ProblemsFound or Refusal."""
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        return take_edition(site, store, engine).edition


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested beside each piece: `ranked` by score alone, `chosen` as shown.

    `piece` is the stem of the one asked for, "" = all; `written` has its words by their stems as terms.
    """

    edition: Edition
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
        edition = take_edition(site, store, engine).edition
        store.flush()
        stem = _stem_of(piece, edition)
        written = _written(edition.pieces[stem].article, store) if stem else {}
    ranked = Ranked(rank(candidates_of(edition), terms_of(edition), edition.publication.related))
    return Suggestions(edition, ranked, choose(choosing_of(edition), ranked.stems), stem, written)


def _written(article: Article, store: Store) -> Mapping[str, str]:
    text = words_of(bodies_of(store)(article.body.digest))
    return written_forms(f"{article.title} {article.dek} {text}", article.lang)


def _stem_of(piece: str, edition: Edition) -> str:
    name = piece.removesuffix(".md")
    if not name or name in edition.pieces:
        return name
    stems = [stem for stem, found in edition.pieces.items() if found.article.slug == name]
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
    begins = Beginning(kind, kind == "column", rules.is_sponsored, rules.byline == "letters")
    return write_draft(site.root, title, begins=begins, authors=authors, topics=topics, now=now)
