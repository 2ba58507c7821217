"""Site -> Planned: everything read and planned, nothing printed yet; what is suggested comes a little later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from press.errand import waiting_errand
from press.forme import Forme, packed_chosen, ranking_kept, unpacked_chosen
from press.intake import Taken, dressed, is_strict, only_notes, read_edition
from press.model.edition import Edition
from press.model.page import Plan
from press.model.problem import Problem
from press.model.publication import RelatedRules
from press.model.site import Site
from press.model.stock import Stock
from press.model.terms import Terms
from press.plan.desk import Desk
from press.plan.pages import plan_pages
from press.plan.related import candidates_of, terms_of
from press.plan.related.candidate import Candidate, TermsOf
from press.plan.related.choice import Choosing, Chosen, choose
from press.plan.related.codec import decode_ranking, encode_ranking
from press.plan.related.parcel import packed, unpacked
from press.plan.related.ranking import Ranked, Ranking, Spread, rank, rank_told
from press.plan.related.rerank import rerank
from press.processes import can_fork, spread
from press.read.readings import Forgotten
from press.render.layouts import Layouts
from press.write.store import Store

# With fewer pieces the start of processes takes as long as it saves.
_PAYS_FROM = 1500
_CHUNK = 250
# From so many on, ranking takes longer than it takes to start a process and to hear from it.
_BESIDE_FROM = 200


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is shown beside each piece; and how near pieces are to each other, here and as the store keeps it.

    Who has chosen may still be writing that down: then `ranking` and `written` wait.
    """

    chosen: Mapping[str, Chosen]
    ranking: Callable[[], Ranking]
    written: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition with its plan, the desk that pages are made at, and all notes.

    `suggested` gives what is suggested. A process may be at it still: then it waits, the first time.
    """

    taken: Taken
    plan: Plan
    desk: Desk
    notes: tuple[Problem, ...]
    suggested: Callable[[], Suggested]


@contextmanager
def plan_edition(
    site: Site,
    store: Store,
    engine: str,
    stock: Stock,
    last: Forme | None = None,
    layouts: Callable[[], Layouts | None] = lambda: None,
) -> Iterator[Planned]:
    """Read and plan the whole edition.

    `last` is what the last build found, if still in memory; `layouts` gives layouts that are known already.
    Raises ProblemsFound with every mistake, or Refusal.
    """
    with ExitStack() as stack:
        to_suggest = _begin_to_suggest(site, store, stock, last, stack)
        read = read_edition(site, store, engine, stock)
        edition = read.edition
        suggested = to_suggest(edition)
        taken = dressed(read, site, engine, layouts())
        plan, desk, problems = plan_pages(edition, taken.assets.paths, taken.darkroom)
        notes = only_notes([*taken.notes, *problems], strict=is_strict(site, edition.publication))
        store.flush()
        yield Planned(taken, plan, desk, notes, cache(suggested))


def _begin_to_suggest(
    site: Site, store: Store, stock: Stock, last: Forme | None, stack: ExitStack
) -> Callable[[Edition], Callable[[], Suggested]]:
    """Return what is to be given the edition, and then gives what ranks and chooses.

    That is for all pieces, or only for those that an edit since the last build can have moved. All of them, where they
    are many, are ranked by a process that is born now, as long as little is held, and ends when `stack` is left.
    """
    jobs = site.jobs if can_fork() else 1
    shared = partial(spread, jobs=jobs, pays_from=_PAYS_FROM, chunk=_CHUNK)
    if last:
        return lambda edition: partial(_again, edition, last.ranking, _terms_before(last, terms_of(edition)), shared)
    before = None if site.clean else ranking_kept(partial(store.kept, Path(site.output)))
    if before:
        return lambda edition: partial(_again, edition, before, terms_of(edition), shared)
    if jobs < 2 or len(stock.stamps) < _BESIDE_FROM:
        return lambda edition: partial(_whole, edition, shared)
    beside = stack.enter_context(waiting_errand(partial(_answers, shared)))

    def told(edition: Edition) -> Callable[[], Suggested]:
        beside.tell(packed(edition.publication.related, candidates_of(edition), terms_of(edition)))
        return partial(_from_answers, beside.wait, partial(_whole, edition, shared))

    return told


def _whole(edition: Edition, shared: Spread) -> Suggested:
    candidates, rules = candidates_of(edition), edition.publication.related
    return _suggested(candidates, rules, rank(candidates, terms_of(edition), rules, shared))


def _again(edition: Edition, before: Ranking, terms: TermsOf, shared: Spread) -> Suggested:
    candidates, rules = candidates_of(edition), edition.publication.related
    return _suggested(candidates, rules, rerank(before, candidates, terms, rules, shared))


def _suggested(candidates: Iterable[Candidate], rules: RelatedRules, ranking: Ranking) -> Suggested:
    choosing = Choosing({piece.stem: piece for piece in candidates}, rules)
    return Suggested(choose(choosing, Ranked(ranking).stems), lambda: ranking, lambda: encode_ranking(ranking))


def _answers(shared: Spread, parcel: list[bytes]) -> Iterator[bytes]:
    """Rank and choose for all pieces in a parcel, and give first what pages wait for."""
    pieces: dict[int, Candidate] = {}
    rules, told = unpacked(parcel, pieces.__setitem__)
    ranking = rank_told(told, rules, shared)
    found = _suggested([pieces[number] for number in sorted(pieces)], rules, ranking)
    yield packed_chosen(found.chosen)
    yield found.written()


def _from_answers(wait: Callable[[], bytes | None], whole: Callable[[], Suggested]) -> Suggested:
    """Return what was found by another process, or find it here."""
    chosen = wait()
    if chosen is None:
        return whole()
    written = cache(lambda: wait() or whole().written())
    ranking = cache(lambda: decode_ranking(written()) or whole().ranking())
    return Suggested(unpacked_chosen(chosen), ranking, written)


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
