"""LoadedSite -> every page of the site, and what each piece shows as related; nothing is rendered yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from press.build.load import LoadedSite, only_notes
from press.build.saved_plan import SavedPlan
from press.model.catalogue import Catalogue
from press.model.page import Plan
from press.model.problem import Problem
from press.model.related import Chosen
from press.model.terms import Terms
from press.parallel.pool import can_fork, map_in_processes
from press.plan.context import PlanContext
from press.plan.pages import plan_pages
from press.read.cached import CacheMiss
from press.related import candidates_of, terms_of
from press.related.candidate import TermsOf
from press.related.choice import Choosing, choose
from press.related.ranking import Ranked, Ranking, rank
from press.related.rerank import rerank

# With fewer pieces the start of processes takes as long as it saves.
_PAYS_FROM = 1500
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """The plan, the context that pages of pieces are made in, and the notes of reading and planning."""

    plan: Plan
    context: PlanContext
    notes: tuple[Problem, ...]


def plan_site(loaded: LoadedSite, *, strict: bool) -> PlannedSite:
    """Plan every page. Raises ProblemsFound; with `strict`, for a note too."""
    plan, context, problems = plan_pages(loaded.catalogue, loaded.assets.paths, loaded.picture_settings)
    return PlannedSite(plan, context, only_notes([*loaded.notes, *problems], strict=strict))


@dataclass(frozen=True, slots=True)
class RelatedChoice:
    """What each piece shows, by stem, and the ranking that it was chosen from."""

    chosen: Mapping[str, Chosen]
    ranking: Ranking


def choose_related(
    catalogue: Catalogue, *, jobs: int, before: Ranking | None = None, last: SavedPlan | None = None
) -> RelatedChoice:
    """Rank all pieces and choose what each of them shows.

    `last` is the last build's plan where it is in memory, `before` the ranking that the store has of it; with either,
    only the pieces that an edit can have affected are ranked anew.
    """
    shared = partial(map_in_processes, jobs=jobs if can_fork() else 1, pays_from=_PAYS_FROM, chunk=_CHUNK)
    candidates, terms, rules = candidates_of(catalogue), terms_of(catalogue), catalogue.publication.related
    if last:
        before, terms = last.ranking, _terms_before(last, terms)
    ranking = rerank(before, candidates, terms, rules, shared) if before else rank(candidates, terms, rules, shared)
    choosing = Choosing({piece.stem: piece for piece in candidates}, rules)
    return RelatedChoice(choose(choosing, Ranked(ranking).stems), ranking)


def _terms_before(last: SavedPlan, now: TermsOf) -> TermsOf:
    """Return a lookup of terms by their digest that knows the terms of the last build too."""
    pieces = last.catalogue.pieces
    stems = {face[1]: face[0] for face in last.ranking.faces if face}

    def terms(digest: str) -> Terms | None:
        known = now(digest)
        try:
            return pieces[stems[digest]].article.terms if known is None and digest in stems else known
        except CacheMiss:
            return None

    return terms
