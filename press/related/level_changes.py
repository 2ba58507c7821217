"""Vocabularies before and after an edit -> which pieces are to be weighed anew, because a level of theirs moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from press.related.ranking import Ranking
from press.related.vocabulary import ANY, Vocabulary, level

# Below this level a word that rises by an octave gains so much that it may come from behind those watched.
_WATCHED_FROM = 5
_OCTAVE = 2


def weighed_anew(before: Ranking, after: Ranking, terms: Mapping[str, Iterable[int]]) -> frozenset[int] | None:
    """Return the slots of all pieces whose weights may have moved; None when that may be any.

    `terms` are those of the pieces that changed, by language; the pieces themselves are not among what is returned.
    What levels have been is noted in the vocabulary of `after`.
    """
    if _sizes(before.vocabulary) != _sizes(after.vocabulary):
        return None
    slot_of = {place: slot for slot, (place, face) in enumerate(zip(after.places, after.faces, strict=True)) if face}
    slots: set[int] = set()
    for lang, some in terms.items():
        old, new = before.vocabulary.levels(lang), after.vocabulary.levels(lang)
        for term in some:
            was = old[term] if before.vocabulary.uses(term) else 0
            if was == new[term]:
                continue
            lowest = before.vocabulary.lowest.get(term, was)
            if lang != ANY and _comes_from_behind(lowest, new[term]):
                return None
            after.vocabulary.lowest[term] = min(lowest, new[term]) or lowest or new[term]
            about = chain(before.lists.get(term), before.watchers.get(term))
            slots.update(slot_of[place] for place in about if place in slot_of)
    return frozenset(slot for slot in slots if after.faces[slot])


def _sizes(vocabulary: Vocabulary) -> Mapping[str, int]:
    """Return the number of pieces of each language as a level: with it, all levels move."""
    return {lang: level(pieces, 2) for lang, pieces in vocabulary.pieces.items() if pieces}


def _comes_from_behind(lowest: int, now: int) -> bool:
    """Return whether a word may be among the heaviest of pieces that do not watch it.

    Each piece watched it when it was weighed, which may have been at the lowest level since all was ranked. A word
    that had no level was that of one piece, which watches it.
    """
    return 0 < lowest < now and (now > lowest + _OCTAVE or lowest < _WATCHED_FROM)
