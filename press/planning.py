"""Site -> Planned: everything read and planned, nothing printed yet; what is suggested comes a little later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from press.errand import errand
from press.forme import Forme, packed_chosen, ranking_kept, unpacked_chosen
from press.intake import Taken, dressed, is_strict, only_notes, read_edition
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
from press.plan.related.choice import Chosen, choose
from press.plan.related.codec import decode_ranking, encode_ranking
from press.plan.related.ranking import Ranked, Ranking, rank
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
# More are ranked by this process alone, after all pages that show nothing of it are printed.
_MOST = 20_000


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
    read = read_edition(site, store, engine, stock)
    edition = read.edition
    with ExitStack() as stack:
        suggested = _begin_to_suggest(edition, site, store, last, stack)
        taken = dressed(read, site, engine, layouts())
        plan, desk, problems = plan_pages(edition, taken.assets.paths, taken.darkroom)
        notes = only_notes([*taken.notes, *problems], strict=is_strict(site, edition.publication))
        store.flush()
        yield Planned(taken, plan, desk, notes, cache(suggested))


def _begin_to_suggest(
    edition: Edition, site: Site, store: Store, last: Forme | None, stack: ExitStack
) -> Callable[[], Suggested]:
    """Return what ranks and chooses, for all pieces or only for those that an edit since the last build can have moved.

    All of them, where they are many, are ranked beside this process, from now on until `stack` is left.
    """
    rules = edition.publication.related
    # The whole section goes to the processes: only where they are born with it does that cost nothing. In the end each
    # of them holds a copy of it, which is too much where it is large.
    jobs = site.jobs if can_fork() and len(edition.pieces) <= _MOST else 1
    shared = partial(spread, jobs=jobs, pays_from=_PAYS_FROM, chunk=_CHUNK)

    def whole() -> Suggested:
        return _suggested(edition, rank(candidates_of(edition), terms_of(edition), rules, shared))

    def again(before: Ranking, terms: TermsOf) -> Suggested:
        return _suggested(edition, rerank(before, candidates_of(edition), terms, rules, shared))

    if last:
        return lambda: again(last.ranking, _terms_before(last, terms_of(edition)))
    before = None if site.clean else ranking_kept(partial(store.kept, Path(site.output)))
    if before:
        return lambda: again(before, terms_of(edition))
    if jobs < 2 or len(edition.pieces) < _BESIDE_FROM:
        return whole
    wait = stack.enter_context(errand(lambda: _answers(whole())))
    return lambda: _from_answers(wait, whole)


def _suggested(edition: Edition, ranking: Ranking) -> Suggested:
    return Suggested(choose(edition, Ranked(ranking)), lambda: ranking, lambda: encode_ranking(ranking))


def _answers(found: Suggested) -> Iterator[bytes]:
    """Give first what pages wait for."""
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
