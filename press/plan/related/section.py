"""Candidates -> Section: all pieces as weights, and the lists that lead from one piece to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.model.publication import RelatedWeights
from press.model.terms import NO_TERMS, Terms
from press.plan.related.candidate import Candidate, TermsOf
from press.plan.related.table import Table
from press.plan.related.vocabulary import ANY, Vocabulary
from press.plan.related.weights import Scales, Weights, number, weigh

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
    authors: frozenset[str]
    terms: Mapping[int, int]
    promise: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """All suggestable pieces by their place in time.

    `lists` has for each term the places, in order, of the pieces that it is among the heaviest of, and `watchers` of
    those that watch it. `words` has all words of each piece. `langs` are the languages of the section.
    """

    pieces: Mapping[int, Weighed]
    words: Mapping[int, Sequence[int]]
    vocabulary: Vocabulary
    lists: Table
    watchers: Table
    langs: frozenset[str]


def arrange(candidates: Iterable[Candidate], terms_of: TermsOf, shares: RelatedWeights) -> Section:
    """Weigh all candidates and make the lists; those that are not suggestable are left out."""
    some = sorted((piece for piece in candidates if piece.suggestable), key=lambda piece: (piece.day, piece.stem))
    vocabulary = Vocabulary()
    numbered = [number(piece, known(terms_of, piece), vocabulary) for piece in some]
    langs = frozenset(piece.lang for piece in some)
    for lang in langs:
        vocabulary.count(lang, [mine for piece, mine in zip(some, numbered, strict=True) if piece.lang == lang])
    scales = scales_of(vocabulary, langs, shares)
    pieces, words = {}, {}
    lists: defaultdict[int, list[int]] = defaultdict(list)
    watchers: defaultdict[int, list[int]] = defaultdict(list)
    for slot, (piece, mine) in enumerate(zip(some, numbered, strict=True)):
        place = (slot + 1) * GAP
        weights = weigh(mine, known(terms_of, piece), scales[piece.lang])
        pieces[place] = weighed(piece, place, slot, weights)
        words[place] = mine.words
        for term in weights.terms:
            lists[term].append(place)
        for term in weights.watched:
            watchers[term].append(place)
    return Section(pieces, words, vocabulary, Table(rows=dict(lists)), Table(rows=dict(watchers)), langs)


def scales_of(vocabulary: Vocabulary, langs: Iterable[str], shares: RelatedWeights) -> Mapping[str, Scales]:
    """Return what pieces of each language are weighed by."""
    topics = vocabulary.levels(ANY)
    return {lang: Scales(vocabulary.numbers[lang], vocabulary.levels(lang), topics, shares) for lang in langs}


def known(terms_of: TermsOf, piece: Candidate) -> Terms:
    """Return the terms of a piece that is there. Raises KeyError when they are not known."""
    found = terms_of(piece.words) if piece.words else NO_TERMS
    if found is None:
        raise KeyError(piece.words)
    return found


def weighed(piece: Candidate, place: int, slot: int, weights: Weights) -> Weighed:
    """Return a piece with its weights."""
    return Weighed(
        place=place,
        slot=slot,
        stem=piece.stem,
        day=piece.day,
        lang=piece.lang,
        series=piece.series,
        authors=frozenset(piece.authors),
        terms=weights.terms,
        promise=weights.promise,
    )
