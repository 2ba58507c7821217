"""Candidates -> Section: all pieces as weights, and the lists that lead from one piece to others."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.model.publication import RelatedWeights
from press.related.candidate import Candidate
from press.related.numbering import Told, numbered_pieces
from press.related.table import Table, column
from press.related.vocabulary import ANY, Vocabulary
from press.related.weights import Scales, Weights, weigh

# Places in time stand so far apart, so that a piece can come between two others. Odd: places are looked up often, and
# multiples of a power of two would begin their search of a dict all at one entry.
GAP = 1023


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece with its weights: `terms` and `promise` are those of `Weights`.

    `place` says where it stands in time among all, `slot` is its row in tables. All this is in one value, since many
    of these are looked at for each piece.
    """

    place: int
    slot: int
    stem: str
    day: int
    lang: str
    series: str
    authors: tuple[str, ...]
    terms: Mapping[int, int]
    promise: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """All suggestable pieces by their place in time.

    `lists` has for each term the places, in order, of the pieces that it is among the heaviest of, and `watchers` of
    those that watch it. `words` has all words of each piece. `langs` are the languages of the section. `candidates`
    are those it was arranged of, by slot.
    """

    pieces: Mapping[int, Weighed]
    words: Mapping[int, Sequence[int]]
    vocabulary: Vocabulary
    lists: Table
    watchers: Table
    langs: frozenset[str]
    candidates: Sequence[Candidate] = ()


def arrange(told: Iterable[Told], shares: RelatedWeights) -> Section:
    """Weigh all candidates that are told, in the order of time, and make the lists."""
    vocabulary = Vocabulary()
    some, numbered = numbered_pieces(told, vocabulary)
    langs = frozenset(piece.lang for piece in some)
    scales = scales_of(vocabulary.all_levels, langs, shares)
    # Side by side in memory, too: of what a process looks at it gets a copy, page by page, when it counts references.
    places = [(slot + 1) * GAP for slot in range(len(some))]
    pieces = {}
    lists: defaultdict[int, list[int]] = defaultdict(list)
    watchers: defaultdict[int, array[int]] = defaultdict(column)
    for slot, (piece, place) in enumerate(zip(some, places, strict=True)):
        weights = weigh(numbered[slot], scales[piece.lang])
        pieces[place] = weighed(piece, place, slot, weights)
        for term in weights.terms:
            lists[term].append(place)
        for term in weights.watched:
            watchers[term].append(place)
    lists_of, watchers_of = Table(rows=dict(lists)), Table(rows=dict(watchers))
    return Section(pieces, numbered.words(places), vocabulary, lists_of, watchers_of, langs, some)


def scales_of(
    levels: Callable[[str], Mapping[int, int] | Sequence[int]], langs: Iterable[str], shares: RelatedWeights
) -> Mapping[str, Scales]:
    """Return what pieces of each language are weighed by; `levels` gives those of its terms."""
    of_topic = levels(ANY).__getitem__
    return {lang: Scales(levels(lang).__getitem__, of_topic, shares) for lang in langs}


def weighed(piece: Candidate, place: int, slot: int, weights: Weights) -> Weighed:
    """Return a piece with its weights."""
    return Weighed(
        place=place,
        slot=slot,
        stem=piece.stem,
        day=piece.day,
        lang=piece.lang,
        series=piece.series,
        authors=piece.authors,
        terms=weights.terms,
        promise=weights.promise,
    )
