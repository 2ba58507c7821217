"""Site -> published folder: the whole data flow, on one screen."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from press.forme import changes_kept, forme_of, keep_changes, keep_whole, layouts_of, take_up
from press.intake import Taken, engine_digest, is_strict, layout_texts, only_notes, read_publication, take_edition
from press.model.built import Built
from press.model.content import Article
from press.model.edition import Edition
from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.model.stock import Stock
from press.plan.departed import departed
from press.plan.related import candidates_of, terms_of
from press.plan.related.candidate import Suggestion
from press.plan.related.choice import Chosen, choose
from press.plan.related.ranking import Ranked, rank
from press.plan.urls import split_url
from press.plan.validity import valid_until
from press.planning import plan_edition
from press.printing import Printing, Standing, bodies_of
from press.read.readings import Forgotten
from press.read.terms import written_forms
from press.render.assets import NO_ASSETS
from press.replate import changed_articles, notes_after, paths_of, replated, rewritten
from press.search.text import words_of
from press.standing import Inputs, keep_stock, last_stand, remember, stock_of, take_stock
from press.write.draft import Beginning, write_draft
from press.write.guard import check_output
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.publish import Published, publish
from press.write.seal import read_seal
from press.write.store import Store, open_store
from press.write.swap import recover


@dataclass(frozen=True, slots=True)
class _Run:
    """One build on its way: what was asked for, what stands around, and what is known of the files."""

    site: Site
    store: Store
    engine: str
    inputs: Inputs
    stock: Stock
    started: float

    @property
    def output(self) -> Path:
        return Path(self.site.output)


def build(site: Site) -> Built:
    """Build the site: all of it or nothing. Raises ProblemsFound or Refusal; then the output is untouched.

    Where only words of texts have changed since the last build, their pages alone are planned.
    """
    started = time.perf_counter()
    output, cache, engine = Path(site.output), Path(site.cache), engine_digest()
    check_output(site)
    inputs = take_stock(site)
    with output_lock(output, cache), open_store(cache, engine) as store:
        remarks = recover(output)
        stock = Stock(inputs.content, inputs.settled) if site.clean else stock_of(site, inputs, store)
        run = _Run(site, store, engine, inputs, stock, started)
        found = None if remarks or site.clean else _replated(run)
        built, forme, published = found or _whole(run)
        built = replace(
            built,
            removed=published.removed,
            foreign=published.foreign,
            remarks=(*remarks, *store.remarks),
            seconds=time.perf_counter() - started,
        )
        store.keep(output, forme)
        keep_stock(site, stock, store)
        remember(site, built, inputs, published.inventory, store)
    return built


_Done = tuple[Built, Mapping[str, bytes], Published]


def _whole(run: _Run) -> _Done:
    """Plan the whole edition, and print what is stale."""
    site, store = run.site, run.store
    planned = plan_edition(site, store, run.engine, run.stock)
    plan, desk, edition = planned.plan, planned.desk, planned.taken.edition
    # Nobody knows the addresses of a preview.
    before = () if site.drafts else read_seal(run.output) or ()
    gone = only_notes([*departed(before, plan, desk)], strict=is_strict(site, edition.publication))
    ledger = store.ledger(run.output) if not site.clean else {}
    printing = Printing(site, plan, desk, planned.taken, Standing(ledger, untouched(run.output, ledger)), store)
    published = publish(printing.files(), fresh=printing.fresh, output=run.output, store=store)
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
    return built, keep_whole(forme_of(planned.taken, desk, planned.ranking)), published


def _replated(run: _Run) -> _Done | None:
    """Print only the pages of texts that have changed; None where more than that must be looked at."""
    last, changed = last_stand(run.site, run.store), changed_articles(run.stock)
    if last is None or changed is None or last.around != run.inputs.around:
        return None
    site, store = run.site, run.store
    kept = partial(store.kept, run.output)
    try:
        publication, _ = read_publication(site)
        # A search index holds the words of all texts: it is made from the whole edition.
        new = None if publication.search else rewritten(site, changed, run.stock, store, run.engine)
        forme = take_up(kept, publication, site, store) if new else None
        if new is None or forme is None or not new.articles.keys() <= forme.keys.keys():
            return None
        notes = notes_after(last.built.notes, new, strict=is_strict(site, publication))
        done = replated(forme, new)
        if notes is None:
            return None
        layouts = layouts_of(forme, layout_texts(site))
        taken = Taken(done.forme.edition, layouts, NO_ASSETS, {}, forme.darkroom, run.engine, {}, notes)
        store.flush()
        ledger = store.ledger(run.output)
        printing = Printing(site, done.plan, done.desk, taken, Standing(ledger, ledger.keys()), store)
        printing.fresh.update(ledger.keys() - paths_of(done))
        published = publish(printing.files(), fresh=printing.fresh, output=run.output, store=store)
    except Forgotten:
        return None
    built = replace(last.built, rendered=len(printing.reasons), reasons=printing.reasons, notes=notes)
    return built, keep_changes(done.forme, done.plan.pieces, changes_kept(kept)), published


def _local(moment: datetime | None, edition: Edition) -> datetime | None:
    """Return an instant in the site's time zone."""
    return moment.astimezone(edition.publication.timezone) if moment else None


def edition_of(site: Site) -> Edition:
    """Return what would be published now. Raises ProblemsFound or Refusal."""
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        return take_edition(site, store, engine, Stock()).edition


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
        edition = take_edition(site, store, engine, Stock()).edition
        store.flush()
        stem = _stem_of(piece, edition)
        written = _written(edition.pieces[stem].article, store) if stem else {}
    ranked = Ranked(rank(candidates_of(edition), terms_of(edition), edition.publication.related))
    return Suggestions(edition, ranked, choose(edition, ranked), stem, written)


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
