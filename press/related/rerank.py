"""The last Ranking and present candidates -> Ranking: what a full rank would find, with work for what changed alone.

An edit changes the weights of the piece, and of pieces that have a word whose level it moved. A piece is looked at
again when it changed itself, when pieces near it in its lists did, or when another one came near.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeVar

from press.model.publication import RelatedRules
from press.model.terms import NO_TERMS
from press.related.affected import Change, touched
from press.related.candidate import Candidate, TermsOf
from press.related.corpus import Section, Weighed, scales_of, weighed
from press.related.diff import Edits, edits_of, rewordings
from press.related.level_changes import weighed_anew
from press.related.numbering import known, number
from press.related.pairs import scores
from press.related.ranking import (
    MapInProcesses,
    Ranking,
    candidate_of,
    near_of,
    near_row,
    rank,
    row_of,
    telling,
    weights_of,
)
from press.related.score import Near, best, nearest
from press.related.table import Table, column
from press.related.vocabulary import ANY
from press.related.weights import Scales, Weights, weigh

# With more than one piece in so many to be weighed anew, all are ranked.
_A_FEW = 4
V = TypeVar("V")


def rerank(
    before: Ranking,
    candidates: Iterable[Candidate],
    terms_of: TermsOf,
    rules: RelatedRules,
    map_in_processes: MapInProcesses = map,
) -> Ranking:
    """Return the same suggestions as `rank`; `terms_of` is asked for what changed, was changed or is looked at again.

    Everything is ranked when much has changed, when the number of pieces passes a level, or when `terms_of` does not
    know any more what a changed piece said before.
    """
    some = list(candidates)
    if before.rules == telling(rules):
        edits = edits_of(before, some)
        if edits and not edits.gone and not edits.come:
            return replace(before, scored=0)
        found = _reranked(before, edits, terms_of, rules) if edits else None
        if found:
            return found
    return rank(some, terms_of, rules, map_in_processes)


def reworded(before: Ranking, words: Mapping[str, str], terms_of: TermsOf, rules: RelatedRules) -> Ranking:
    """Return what `rerank` does where nothing but words has changed: `words` are digests of terms now, by stem."""
    edits = rewordings(before, words)
    if not edits.come:
        return replace(before, scored=0)
    found = _reranked(before, edits, terms_of, rules)
    if found:
        return found
    faces = {one.slot: one.face for one in edits.come}
    now = (faces.get(slot, face) for slot, face in enumerate(before.faces))
    return rank([candidate_of(face) for face in now if face], terms_of, rules)


def _reranked(before: Ranking, edits: Edits, terms_of: TermsOf, rules: RelatedRules) -> Ranking | None:
    """Return the ranking after some edits, None when they move too much."""
    after, terms = _counted(before, edits, terms_of)
    slots = weighed_anew(before, after, terms) if terms else None
    pieces = after.vocabulary.pieces.get(ANY, 0)
    if slots is None or len(slots) * _A_FEW > pieces or len(after.faces) > 2 * pieces:
        return None
    old, new = _section(before, terms_of), _section(after, terms_of)
    if old.langs != new.langs:
        return None
    scales = scales_of(after.vocabulary.levels, new.langs, rules.weights)
    changes = _weighed(after, old, edits, slots, scales, terms_of)
    _relist(after, changes)
    near = _Lazy[Near](lambda place: near_of(before.near.get(old.pieces[place].slot)))
    found = touched(old, new, near, changes, lambda places: _found_by(before, places))
    for place in found.again:
        after.near.rows[new.pieces[place].slot] = near_row(nearest(new, place, rules))
    for place, others in found.pairs.items():
        after.near.rows[new.pieces[place].slot] = near_row(_rescored(new, place, near[place], [*others], rules))
    return replace(after, scored=len(found.again) + len(found.pairs))


def _found_by(before: Ranking, places: Set[int]) -> Iterable[int]:
    """Return the pieces for which any of some were found."""
    return {before.places[slot] for slot in before.near.holding(places) if before.faces[slot]}


class _Lazy(dict[int, V]):
    """Values by place, made when they are asked for."""

    def __init__(self, make: Callable[[int], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, place: int) -> V:
        found = self[place] = self._make(place)
        return found


def _counted(before: Ranking, edits: Edits, terms_of: TermsOf) -> tuple[Ranking, Mapping[str, set[int]]]:
    """Return the ranking with pieces and uses as they are now, and the terms of all that changed, by language.

    No terms: what a piece said before is not known any more.
    """
    faces, places = list(before.faces), column(before.places)
    vocabulary = before.vocabulary.copy()
    terms: defaultdict[str, set[int]] = defaultdict(set)
    changed = [(face, -1) for slot in edits.gone if (face := before.faces[slot])]
    changed += [(one.face, 1) for one in edits.come]
    for face, by in changed:
        piece = candidate_of(face)
        said = terms_of(piece.words) if piece.words else NO_TERMS
        if said is None:
            terms.clear()
            break
        numbered = number(piece, said, vocabulary)
        vocabulary.count(piece.lang, [numbered], by)
        terms[piece.lang].update(numbered.words)
        terms[ANY].update(numbered.topics, numbered.writers, numbered.series)
    for slot in edits.gone:
        faces[slot] = None
    for one in edits.come:
        if one.slot == len(faces):
            faces.append(one.face)
            places.append(one.place)
        faces[one.slot] = one.face
    after = replace(
        before,
        faces=faces,
        places=places,
        vocabulary=vocabulary,
        lists=before.lists.copy(),
        watchers=before.watchers.copy(),
        terms=before.terms.copy(),
        promise=before.promise.copy(),
        near=before.near.copy(),
    )
    return after, terms


def _section(ranking: Ranking, terms_of: TermsOf) -> Section:
    """Return the section of a ranking; its pieces are made when they are asked for."""
    slots = {place: n for n, (place, face) in enumerate(zip(ranking.places, ranking.faces, strict=True)) if face}

    def piece_at(place: int) -> Weighed:
        slot = slots[place]
        terms, promise = weights_of(ranking.terms.get(slot)), weights_of(ranking.promise.get(slot))
        return weighed(_candidate(ranking, slot), place, slot, Weights(terms, promise, ()))

    def words_at(place: int) -> Sequence[int]:
        piece = _candidate(ranking, slots[place])
        return number(piece, known(terms_of, piece), ranking.vocabulary).words

    langs = frozenset(lang for lang, pieces in ranking.vocabulary.pieces.items() if pieces and lang != ANY)
    return Section(_Lazy(piece_at), _Lazy(words_at), ranking.vocabulary, ranking.lists, ranking.watchers, langs)


def _candidate(ranking: Ranking, slot: int) -> Candidate:
    face = ranking.faces[slot]
    if face is None:
        raise KeyError(slot)
    return candidate_of(face)


def _weighed(
    after: Ranking,
    old: Section,
    edits: Edits,
    slots: Iterable[int],
    scales: Mapping[str, Scales],
    terms_of: TermsOf,
) -> Mapping[int, Change]:
    """Weigh what changed, note it in the tables, and return what has other weights now, by place."""
    was = {after.places[slot]: old.pieces[after.places[slot]] for slot in edits.gone}
    arrived = {one.slot for one in edits.come}
    changes = {place: Change(one, None) for place, one in was.items()}
    for slot in arrived.union(slots):
        piece, place = _candidate(after, slot), after.places[slot]
        weights = weigh(number(piece, known(terms_of, piece), after.vocabulary), scales[piece.lang])
        now = weighed(piece, place, slot, weights)
        before = was.get(place) if slot in arrived else old.pieces[place]
        for term in weights.watched:
            _enlist(after.watchers, term, place)
        if slot in arrived or not before or _differ(before, now):
            changes[place] = Change(before, now)
            after.terms.rows[slot], after.promise.rows[slot] = row_of(now.terms), row_of(now.promise)
    return changes


def _relist(after: Ranking, changes: Mapping[int, Change]) -> None:
    """Bring the lists up to date, and empty the rows of what is gone."""
    for place, change in changes.items():
        stood, stands = change.terms()
        for term in stood - stands:
            after.lists.rows[term] = [other for other in after.lists.get(term) if other != place]
        for term in stands - stood:
            _enlist(after.lists, term, place)
        if change.old and not after.faces[change.old.slot]:
            for table in (after.terms, after.promise, after.near):
                table.rows[change.old.slot] = ()


def _differ(one: Weighed, other: Weighed) -> bool:
    """Return whether weights differ, in their order too."""
    return list(one.terms.items()) != list(other.terms.items()) or one.promise != other.promise


def _enlist(table: Table, term: int, place: int) -> None:
    """Put a place into a term's list, where it is not there yet."""
    places = table.get(term)
    at = bisect_left(places, place)
    if at == len(places) or places[at] != place:
        table.rows[term] = [*places[:at], place, *places[at:]]


def _rescored(new: Section, place: int, near: Near, others: Sequence[int], rules: RelatedRules) -> Near:
    """Return what was found for a piece with the scores of some pairs brought up to date."""
    one = new.pieces[place]
    points = dict(zip(near.places, near.scores, strict=True))
    points.update(
        zip(others, scores(one, new.words[place], [new.pieces[other] for other in others], rules), strict=True)
    )
    return best(one, [new.pieces[other] for other in points], points.values(), near.bar)
