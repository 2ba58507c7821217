"""Candidates and their terms -> a parcel, in parts: what another process needs to rank and to choose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from press.model.publication import RelatedRules, RelatedWeights
from press.model.terms import Terms
from press.related.candidate import NO_TIES, Candidate, TermsOf, Ties
from press.related.numbering import Told, known
from press.related.ranking import face_of

# No text that is read from a file holds this sign.
_BETWEEN = "\0"
_FIELDS = 13
_TOGETHER = 2_000
_PAID, _RETRACTED, _PICTURE, _SILENT = "p", "r", "i", "s"


def packed(rules: RelatedRules, candidates: Sequence[Candidate], terms_of: TermsOf) -> Iterator[bytes]:
    """Yield the parts of a parcel; it tells those first that stand first in time."""
    yield json.dumps(asdict(rules)).encode()
    order = sorted(range(len(candidates)), key=lambda number: (candidates[number].day, candidates[number].stem))
    for start in range(0, len(order), _TOGETHER):
        fields: list[str] = []
        for number in order[start : start + _TOGETHER]:
            piece = candidates[number]
            terms = known(terms_of, piece)
            stem, words, topics, authors, series, day, lang = face_of(piece)
            ties = "" if piece.ties is NO_TIES else _packed_ties(piece.ties)
            fields += (str(number), stem, words, topics, authors, series, str(day), lang, _marks(piece), ties)
            fields += (terms.groups, terms.title, terms.dek)
        yield _BETWEEN.join(fields).encode()


def unpacked(parcel: list[bytes], keep: Callable[[int, Candidate], object]) -> tuple[RelatedRules, Iterator[Told]]:
    """Take a parcel apart: the rules, and the candidates that are suggestable with their terms; `keep` is told of all.

    What has been taken out of a parcel is not in it any more.
    """
    parcel.reverse()
    rules = json.loads(parcel.pop())
    return RelatedRules(**rules | {"weights": RelatedWeights(**rules["weights"])}), _teaser_words(parcel, keep)


def _teaser_words(parcel: list[bytes], keep: Callable[[int, Candidate], object]) -> Iterator[Told]:
    same: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {"": ()}
    while parcel:
        fields = parcel.pop().decode().split(_BETWEEN)
        for start in range(0, len(fields), _FIELDS):
            number, stem, words, *names, day, lang, marks, ties, groups, title, dek = fields[start : start + _FIELDS]
            topics, authors = [several.get(name) or _names(name, several, same) for name in names[:2]]
            piece = Candidate(
                stem,
                words,
                topics,
                authors,
                same.setdefault(names[2], names[2]),
                int(day),
                same.setdefault(lang, lang),
                _SILENT not in marks,
                _PAID in marks,
                _RETRACTED in marks,
                _PICTURE in marks,
                _unpacked_ties(ties) if ties else NO_TIES,
            )
            keep(int(number), piece)
            if piece.suggestable:
                yield piece, Terms(groups, title, dek, words)


def _names(text: str, several: dict[str, tuple[str, ...]], same: dict[str, str]) -> tuple[str, ...]:
    """Return names that stand on lines; equal ones are one object."""
    names = several[text] = tuple([same.setdefault(name, name) for name in text.split("\n")]) if text else ()
    return names


def _marks(piece: Candidate) -> str:
    paid, retracted = _PAID * piece.is_paid, _RETRACTED * piece.is_retracted
    return paid + retracted + _PICTURE * piece.has_picture + _SILENT * (not piece.suggestable)


def _packed_ties(ties: Ties) -> str:
    return json.dumps([ties.related, ties.excluded, ties.linked, ties.card, ties.replies_to, ties.original])


def _unpacked_ties(text: str) -> Ties:
    related, excluded, linked, *names = json.loads(text)
    return Ties(tuple(related), tuple(excluded), tuple(linked), *names)
