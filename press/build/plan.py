"""Site -> Planned: everything read and planned, nothing printed yet; what is suggested comes a little later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from press.build.load import LoadedSite, is_strict, only_notes, read_catalogue, with_layouts
from press.build.saved_plan import SavedPlan, packed_chosen, ranking_kept, unpacked_chosen
from press.model.catalogue import Catalogue
from press.model.known_files import KnownFiles
from press.model.page import Plan
from press.model.problem import Problem
from press.model.publication import RelatedRules
from press.model.related import Chosen
from press.model.site import Site
from press.model.terms import Terms
from press.parallel.background import waiting_process
from press.parallel.pool import can_fork, map_in_processes
from press.plan.context import PlanContext
from press.plan.pages import plan_pages
from press.read.cached import CacheMiss
from press.related import candidates_of, terms_of
from press.related.candidate import Candidate, TermsOf
from press.related.choice import Choosing, choose
from press.related.codec import decode_ranking, encode_ranking
from press.related.ranking import MapInProcesses, Ranked, Ranking, rank, rank_told
from press.related.rerank import rerank
from press.related.transfer import packed, unpacked
from press.render.layouts import Layouts
from press.write.store import Store

# With fewer pieces the start of processes takes as long as it saves.
_PAYS_FROM = 1500
_CHUNK = 250
# From so many on, ranking takes longer than it takes to start a process and to hear from it.
_BESIDE_FROM = 200


@dataclass(frozen=True, slots=True)
class RelatedChoice:
    """What is shown beside each piece; and how near pieces are to each other, here and as the store keeps it.

    Who has chosen may still be writing that down: then `ranking` and `written` wait.
    """

    chosen: Mapping[str, Chosen]
    ranking: Callable[[], Ranking]
    written: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """An edition with its plan, the desk that pages are made at, and all notes.

    `suggested` gives what is suggested. A process may be at it still: then it waits, the first time.
    """

    loaded: LoadedSite
    plan: Plan
    context: PlanContext
    notes: tuple[Problem, ...]
    suggested: Callable[[], RelatedChoice]


@contextmanager
def plan_site(
    site: Site,
    store: Store,
    engine: str,
    known_files: KnownFiles,
    last: SavedPlan | None = None,
    layouts: Callable[[], Layouts | None] = lambda: None,
) -> Iterator[PlannedSite]:
    """Read and plan the whole edition.

    `last` is what the last build found, if still in memory; `layouts` gives layouts that are known already.
    Raises ProblemsFound with every mistake, or Refusal.
    """
    with ExitStack() as stack:
        to_suggest = start_ranking(site, store, known_files, last, stack)
        read = read_catalogue(site, store, engine, known_files)
        catalogue = read.catalogue
        suggested = to_suggest(catalogue)
        loaded = with_layouts(read, site, engine, layouts())
        plan, context, problems = plan_pages(catalogue, loaded.assets.paths, loaded.picture_settings)
        notes = only_notes([*loaded.notes, *problems], strict=is_strict(site, catalogue.publication))
        store.flush()
        yield PlannedSite(loaded, plan, context, notes, cache(suggested))


def start_ranking(
    site: Site, store: Store, known_files: KnownFiles, last: SavedPlan | None, stack: ExitStack
) -> Callable[[Catalogue], Callable[[], RelatedChoice]]:
    """Return what is to be given the edition, and then gives what ranks and chooses.

    That is for all pieces, or only for those that an edit since the last build can have moved. All of them, where they
    are many, are ranked by a process that is born now, as long as little is held, and ends when `stack` is left.
    """
    jobs = site.jobs if can_fork() else 1
    shared = partial(map_in_processes, jobs=jobs, pays_from=_PAYS_FROM, chunk=_CHUNK)
    if last:
        return lambda catalogue: partial(
            _again, catalogue, last.ranking, _terms_before(last, terms_of(catalogue)), shared
        )
    before = None if site.clean else ranking_kept(partial(store.kept, Path(site.output)))
    if before:
        return lambda catalogue: partial(_again, catalogue, before, terms_of(catalogue), shared)
    if jobs < 2 or len(known_files.stat_keys) < _BESIDE_FROM:
        return lambda catalogue: partial(_whole, catalogue, shared)
    beside = stack.enter_context(waiting_process(partial(_answers, shared)))

    def told(catalogue: Catalogue) -> Callable[[], RelatedChoice]:
        beside.tell(packed(catalogue.publication.related, candidates_of(catalogue), terms_of(catalogue)))
        return partial(_from_answers, beside.wait, partial(_whole, catalogue, shared))

    return told


def _whole(catalogue: Catalogue, shared: MapInProcesses) -> RelatedChoice:
    candidates, rules = candidates_of(catalogue), catalogue.publication.related
    return _suggested(candidates, rules, rank(candidates, terms_of(catalogue), rules, shared))


def _again(catalogue: Catalogue, before: Ranking, terms: TermsOf, shared: MapInProcesses) -> RelatedChoice:
    candidates, rules = candidates_of(catalogue), catalogue.publication.related
    return _suggested(candidates, rules, rerank(before, candidates, terms, rules, shared))


def _suggested(candidates: Iterable[Candidate], rules: RelatedRules, ranking: Ranking) -> RelatedChoice:
    choosing = Choosing({piece.stem: piece for piece in candidates}, rules)
    return RelatedChoice(choose(choosing, Ranked(ranking).stems), lambda: ranking, lambda: encode_ranking(ranking))


def _answers(shared: MapInProcesses, parcel: list[bytes]) -> Iterator[bytes]:
    """Rank and choose for all pieces in a parcel, and give first what pages wait for."""
    pieces: dict[int, Candidate] = {}
    rules, told = unpacked(parcel, pieces.__setitem__)
    ranking = rank_told(told, rules, shared)
    found = _suggested([pieces[number] for number in sorted(pieces)], rules, ranking)
    yield packed_chosen(found.chosen)
    yield found.written()


def _from_answers(wait: Callable[[], bytes | None], whole: Callable[[], RelatedChoice]) -> RelatedChoice:
    """Return what was found by another process, or find it here."""
    chosen = wait()
    if chosen is None:
        return whole()
    written = cache(lambda: wait() or whole().written())
    ranking = cache(lambda: decode_ranking(written()) or whole().ranking())
    return RelatedChoice(unpacked_chosen(chosen), ranking, written)


def _terms_before(last: SavedPlan, now: TermsOf) -> TermsOf:
    """Terms by their digest, those of the last build among them: nothing need be ranked for want of what was said."""
    pieces = last.catalogue.pieces
    stems = {face[1]: face[0] for face in last.ranking.faces if face}

    def terms(digest: str) -> Terms | None:
        known = now(digest)
        try:
            return pieces[stems[digest]].article.terms if known is None and digest in stems else known
        except CacheMiss:
            return None

    return terms
