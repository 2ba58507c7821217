"""Site -> Planned: everything read, related and planned, and nothing printed yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from press.forme import Forme, ranking_kept
from press.intake import Taken, is_strict, only_notes, take_edition
from press.model.edition import Edition
from press.model.page import Plan
from press.model.problem import Problem
from press.model.site import Site
from press.model.stock import Stock
from press.model.terms import Terms
from press.plan.desk import Desk
from press.plan.pages import plan_pages
from press.plan.related import candidates_of, terms_of
from press.plan.related.candidate import TermsOf
from press.plan.related.choice import choose
from press.plan.related.ranking import Ranked, Ranking, rank
from press.plan.related.rerank import rerank
from press.processes import can_fork, spread
from press.read.readings import Forgotten
from press.render.layouts import Layouts
from press.write.store import Store

# With fewer pieces the start of processes takes as long as it saves.
_PAYS_FROM = 1500
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition with its plan, the desk that pieces' pages are made at, and all notes."""

    taken: Taken
    plan: Plan
    desk: Desk
    ranking: Ranking
    notes: tuple[Problem, ...]


def plan_edition(
    site: Site,
    store: Store,
    engine: str,
    stock: Stock,
    last: Forme | None = None,
    layouts: Layouts | None = None,
) -> Planned:
    """Plan the whole edition; `last` and `layouts` are what the last build found and drew with, if still in memory.

    Raises ProblemsFound with every mistake, or Refusal.
    """
    taken = take_edition(site, store, engine, stock, layouts)
    edition = taken.edition
    ranking = _ranking(edition, site, store, last)
    plan, desk, problems = plan_pages(edition, choose(edition, Ranked(ranking)), taken.assets.paths, taken.darkroom)
    notes = only_notes([*taken.notes, *problems], strict=is_strict(site, edition.publication))
    store.flush()
    return Planned(taken, plan, desk, ranking, notes)


def _ranking(edition: Edition, site: Site, store: Store, last: Forme | None) -> Ranking:
    """Rank all pieces, or only those that an edit since the last build can have moved."""
    candidates, terms, rules = candidates_of(edition), terms_of(edition), edition.publication.related
    # The whole section goes to the processes: only where they are born with it does that cost nothing.
    shared = partial(spread, jobs=site.jobs if can_fork() else 1, pays_from=_PAYS_FROM, chunk=_CHUNK)
    if last:
        return rerank(last.ranking, candidates, _terms_before(last, terms), rules, shared)
    before = None if site.clean else ranking_kept(partial(store.kept, Path(site.output)))
    return rerank(before, candidates, terms, rules, shared) if before else rank(candidates, terms, rules, shared)


def _terms_before(last: Forme, now: TermsOf) -> TermsOf:
    """Terms by their digest, those of the last build among them: nothing need be ranked for want of what was said."""
    pieces = last.edition.pieces
    stems = {face[1]: face[0] for face in last.ranking.faces if face}

    def terms(digest: str) -> Terms | None:
        known = now(digest)
        try:
            return pieces[stems[digest]].article.terms if known is None and digest in stems else known
        except Forgotten:
            return None

    return terms
