"""The last Ranking and present candidates -> Edits: which pieces are new, changed or gone, and where each stands."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.related.candidate import Candidate
from press.related.corpus import GAP
from press.related.ranking import Face, Ranking, candidate_of, face_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """A piece that is new or has changed, with its place and its slot."""

    face: Face
    piece: Candidate
    place: int
    slot: int


@dataclass(frozen=True, slots=True)
class Edits:
    """The slots of pieces that are gone or have changed, and the pieces that are new or have changed."""

    gone: Sequence[int]
    come: Sequence[Arrival]


def edits_of(before: Ranking, candidates: Iterable[Candidate]) -> Edits | None:
    """Return what is different now; None when there is no room in time for a new piece.

    A piece that keeps its date and language keeps its place and slot.
    """
    slots = {face[0]: slot for slot, face in enumerate(before.faces) if face}
    changed: dict[Face, Candidate] = {}
    for piece in candidates:
        if piece.suggestable:
            face = face_of(piece)
            slot = slots.get(piece.stem)
            if slot is not None and before.faces[slot] == face:
                del slots[piece.stem]
            else:
                changed[face] = piece
    stay, new = [], []
    for face, piece in changed.items():
        slot = slots.get(piece.stem)
        kept = before.faces[slot] if slot is not None else None
        if slot is not None and kept and kept[5:] == face[5:]:
            stay.append(Arrival(face, piece, before.places[slot], slot))
        else:
            new.append((face, piece))
    gone = sorted(slots.values())
    places = _between(before, frozenset(gone).difference(one.slot for one in stay), new) if new else ()
    if places is None:
        return None
    first = len(before.faces)
    return Edits(
        gone,
        [*stay, *(Arrival(*one, place, first + n) for n, (one, place) in enumerate(zip(new, places, strict=True)))],
    )


def rewordings(before: Ranking, words: Mapping[str, str]) -> Edits:
    """Return what is different where nothing but words has changed: `words` are digests of terms now, by stem."""
    come = []
    for slot, face in enumerate(before.faces):
        if face and words.get(face[0], face[1]) != face[1]:
            now = (face[0], words[face[0]], *face[2:])
            come.append(Arrival(now, candidate_of(now), before.places[slot], slot))
    return Edits([one.slot for one in come], come)


def _between(before: Ranking, gone: frozenset[int], new: Sequence[tuple[Face, Candidate]]) -> Sequence[int] | None:
    """Return a place in time for each new piece, None when one has no room."""
    order = sorted(
        (face[5], face[0], place)
        for slot, (face, place) in enumerate(zip(before.faces, before.places, strict=True))
        if face and slot not in gone
    )
    places = []
    for face, _ in new:
        at = bisect_left(order, (face[5], face[0], 0))
        low = order[at - 1][2] if at else 0
        high = order[at][2] if at < len(order) else low + 2 * GAP
        if high - low < 2:
            return None
        places.append((low + high) // 2)
        insort(order, (face[5], face[0], places[-1]))
    return places
