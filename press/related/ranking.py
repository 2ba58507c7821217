"""Candidates -> Ranking: what was found for each piece, with all that is needed to find it again after an edit."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from press.model.publication import RelatedRules
from press.related.candidate import Candidate, Suggestion, TermsOf
from press.related.corpus import Section, arrange
from press.related.numbering import Told, in_time
from press.related.score import Near, nearest
from press.related.table import Table, column, table_of, unpacked
from press.related.vocabulary import Vocabulary

# What is kept of a candidate: stem, words, topics, authors, series, day, lang; names are parted by line breaks.
Face = tuple[str, str, str, str, str, int, str]
# Does the work for each place, in order, in this process or several: whoever plans decides.
MapInProcesses = Callable[[Callable[[int], bytes], Sequence[int]], Iterable[bytes]]
# As many as anybody asks for; COMPARED and more are never found.
LIMIT = 16


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for each piece of a section, and the section as numbers.

    A piece is known by its slot: `faces` (None where a piece has gone) and `places` in time, as are the rows of
    `terms` and `promise` (terms, then their weights) and `near` (the bar, places, their scores). `lists` and
    `watchers` are those of `Section`. `rules` are those by which all was found. `scored` says for how many pieces the
    work was done.
    """

    rules: Sequence[int]
    faces: Sequence[Face | None]
    places: Sequence[int]
    vocabulary: Vocabulary
    lists: Table
    watchers: Table
    terms: Table
    promise: Table
    near: Table
    scored: int = 0


def rank(
    candidates: Iterable[Candidate], terms_of: TermsOf, rules: RelatedRules, map_in_processes: MapInProcesses = map
) -> Ranking:
    """Find for each piece those nearest to it. Neither the order of candidates nor `map_in_processes` plays a part in
    that.
    """
    return rank_told(in_time(candidates, terms_of), rules, map_in_processes)


def rank_told(told: Iterable[Told], rules: RelatedRules, map_in_processes: MapInProcesses = map) -> Ranking:
    """Do the same for all candidates that are told with their terms, in the order of time."""
    section = arrange(told, rules.weights)
    pieces, candidates = section.pieces.values(), section.candidates
    # Pieces of one topic are compared with the same others, which then are in the processor's own memory still.
    order = sorted(pieces, key=lambda one: (candidates[one.slot].topics[:1], one.slot))
    near = map_in_processes(partial(_nearest_row, section, rules), [one.place for one in order])
    rows = {one.slot: row for one, row in zip(order, near, strict=True)}
    return Ranking(
        rules=telling(rules),
        faces=[face_of(piece) for piece in candidates],
        places=column([one.place for one in pieces]),
        vocabulary=section.vocabulary,
        lists=section.lists,
        watchers=section.watchers,
        terms=table_of(row_of(one.terms) for one in pieces),
        promise=table_of(row_of(one.promise) for one in pieces),
        near=table_of(unpacked(rows[one.slot]) for one in pieces),
        scored=len(section.pieces),
    )


def telling(rules: RelatedRules) -> Sequence[int]:
    """Return those of the rules that have a part in what is found."""
    shares = rules.weights
    return [rules.half_life_days, shares.words, shares.headlines, shares.topics, shares.author, shares.series]


def _nearest_row(section: Section, rules: RelatedRules, place: int) -> bytes:
    return near_row(nearest(section, place, rules)).tobytes()


class Ranked(Mapping[str, Sequence[Suggestion]]):
    """A ranking as suggestions by stem, best first; each is made when it is asked for."""

    def __init__(self, ranking: Ranking) -> None:
        """Index the pieces of a ranking."""
        self._near = ranking.near
        self._slots = {face[0]: slot for slot, face in enumerate(ranking.faces) if face}
        self._stems = {ranking.places[slot]: stem for stem, slot in self._slots.items()}

    def __getitem__(self, stem: str) -> tuple[Suggestion, ...]:
        """Return what was found for a piece and has anything in common with it."""
        near, stems = near_of(self._near.get(self._slots[stem])), self._stems
        found = zip(near.places[:LIMIT], near.scores, strict=False)
        return tuple([Suggestion(stems[place], points) for place, points in found if points])

    def stems(self, stem: str) -> list[str]:
        """Return the same as stems alone; none for a piece that is not ranked."""
        slot = self._slots.get(stem)
        if slot is None:
            return []
        near, stems = near_of(self._near.get(slot)), self._stems
        return [stems[place] for place, points in zip(near.places[:LIMIT], near.scores, strict=False) if points]

    def __iter__(self) -> Iterator[str]:
        """Yield all stems."""
        return iter(self._slots)

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self._slots)


def face_of(piece: Candidate) -> Face:
    """Return what is kept of a candidate."""
    topics, authors = "\n".join(piece.topics), "\n".join(piece.authors)
    return piece.stem, piece.words, topics, authors, piece.series, piece.day, piece.lang


def candidate_of(face: Face) -> Candidate:
    """Return the candidate again."""
    stem, words, topics, authors, series, day, lang = face
    return Candidate(stem, words, _names(topics), _names(authors), series, day, lang)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def row_of(weights: Mapping[int, int]) -> array[int]:
    """Return terms and then their weights as a row."""
    return column([*weights, *weights.values()])


def weights_of(row: Sequence[int]) -> dict[int, int]:
    """Return a row as terms with their weights."""
    half = len(row) // 2
    return dict(zip(row[:half], row[half:], strict=True))


def near_row(near: Near) -> array[int]:
    """Return what was found for a piece as a row."""
    return column([near.bar, *near.places, *near.scores])


def near_of(row: Sequence[int]) -> Near:
    """Return a row as what was found for a piece."""
    half = len(row) // 2 + 1
    return Near(row[1:half], row[half:], row[0])
