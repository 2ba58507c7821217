"""Vocabularies before and after an edit -> which pieces are to be weighed anew, because a level of theirs moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from press.plan.related.ranking import Ranking
from press.plan.related.vocabulary import ANY, Vocabulary, level

# Below this level a word that rises by an octave gains so much that it may come from behind those watched.
_WATCHED_FROM = 5
_OCTAVE = 2


def weighed_anew(before: Ranking, after: Ranking, terms: Mapping[str, Iterable[int]]) -> frozenset[int] | None:
    """Return the slots of all pieces whose weights may have moved; None when that may be any.

    `terms` are those of the pieces that changed, by language; the pieces themselves are not among what is returned.
    """
    if _sizes(before.vocabulary) != _sizes(after.vocabulary):
        return None
    slot_of = {place: slot for slot, (place, face) in enumerate(zip(after.places, after.faces, strict=True)) if face}
    slots: set[int] = set()
    for lang, some in terms.items():
        old, new = before.vocabulary.levels(lang), after.vocabulary.levels(lang)
        for term in some:
            was = old[term] if term < len(before.vocabulary.users) else 0
            if was == new[term]:
                continue
            uses = before.vocabulary.uses(term) if term < len(before.vocabulary.users) else 0
            if lang != ANY and _comes_from_behind(was, new[term], uses):
                return None
            slots.update(slot_of[place] for place in _with(before, term) if place in slot_of)
            slots.update(_only_user(before.vocabulary, term), _only_user(after.vocabulary, term))
    return frozenset(slot for slot in slots if after.faces[slot])


def _sizes(vocabulary: Vocabulary) -> Mapping[str, int]:
    """Return the number of pieces of each language as a level: with it, all levels move."""
    return {lang: level(pieces, 2) for lang, pieces in vocabulary.pieces.items() if pieces}


def _comes_from_behind(was: int, now: int, uses: int) -> bool:
    """Return whether a word gains so much that pieces which do not watch it may be about it."""
    return uses > 1 and now > was and (now > was + _OCTAVE or was < _WATCHED_FROM)


def _with(before: Ranking, term: int) -> Iterator[int]:
    """Yield the places of the pieces that are about a term, or watch it."""
    yield from before.lists.get(term)
    yield from before.watchers.get(term)


def _only_user(vocabulary: Vocabulary, term: int) -> Iterator[int]:
    """Yield the slot of the piece that alone has a term; nobody's list names it."""
    if term < len(vocabulary.users) and vocabulary.uses(term) == 1:
        yield vocabulary.only_user(term)
