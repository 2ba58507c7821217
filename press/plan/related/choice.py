"""Ranked suggestions -> what a piece shows: its card and its list, by the rules of the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.model.edition import Edition, Piece
from press.model.names import fold
from press.plan.related.candidate import Suggestion


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a piece shows: `card` ("" = none) and `list`; `left_out` are nearer ones with the reason in words."""

    card: str
    list: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def choose(edition: Edition, ranked: Mapping[str, Sequence[Suggestion]]) -> Mapping[str, Chosen]:
    """Return what each piece shows. Pins come first and pass the limits; nothing is shown twice."""
    answers: dict[str, set[str]] = {}
    for stem, piece in edition.pieces.items():
        if piece.replies_to:
            answers.setdefault(piece.replies_to, set()).add(stem)
    return {
        stem: _choose(piece, ranked.get(stem, ()), edition, answers.get(stem, set()))
        for stem, piece in edition.pieces.items()
    }


def _choose(piece: Piece, ranked: Sequence[Suggestion], edition: Edition, answers: set[str]) -> Chosen:
    if edition.publication.kinds[piece.article.kind].is_sponsored:
        return Chosen("", ())
    rules = edition.publication.related
    wanted = rules.list + (piece.card == "auto")
    left_out: list[tuple[str, str]] = []
    pinned_card = piece.card if piece.card not in {"auto", "off"} else ""
    shown = [stem for stem in piece.related if stem != pinned_card][:wanted]
    authors = Counter(author for stem in shown for author in edition.pieces[stem].authors)
    series = Counter(fold(edition.pieces[stem].article.series) for stem in shown)
    for suggestion in ranked:
        if len(shown) >= wanted:
            break
        other = edition.pieces[suggestion.stem]
        if suggestion.stem in {*shown, pinned_card}:
            continue
        reason = _reason(piece, other, edition, answers) or _limit(other, authors, series, edition)
        if reason:
            left_out.append((suggestion.stem, reason))
            continue
        shown.append(suggestion.stem)
        authors.update(other.authors)
        series.update([fold(other.article.series)])
    card = pinned_card or (_card(shown, edition) if piece.card == "auto" else "")
    rest = tuple(stem for stem in shown if stem != card)[: rules.list]
    return Chosen(card, rest, tuple(left_out))


def _reason(piece: Piece, other: Piece, edition: Edition, answers: set[str]) -> str:
    stem = other.article.stem
    linked = {target for _, target in piece.links}
    originals = {piece.translation_of or piece.article.stem, other.translation_of or stem}
    reasons = {
        "excluded by the writer": stem in piece.related_exclude,
        "linked in the text": f"article:{stem}" in linked,
        "the same piece in another language": len(originals) == 1,
        "replies to this piece": stem in answers,
        "this piece replies to it": stem == piece.replies_to,
        "paid content": edition.publication.kinds[other.article.kind].is_sponsored,
    }
    return next((words for words, holds in reasons.items() if holds), "")


def _limit(other: Piece, authors: Counter[str], series: Counter[str], edition: Edition) -> str:
    rules = edition.publication.related
    full = [author for author in other.authors if authors[author] >= rules.per_author]
    if full:
        return f"already {rules.per_author} by {edition.authors[full[0]].name}"
    if other.article.series and series[fold(other.article.series)] >= rules.per_series:
        return f'already {rules.per_series} of "{other.article.series}"'
    return ""


def _card(shown: Sequence[str], edition: Edition) -> str:
    """The best with a picture where config wants one; the best at all where none has."""

    def pictured() -> Iterator[str]:
        return (stem for stem in shown if edition.pieces[stem].article.image)

    best = shown[0] if shown else ""
    return next(pictured(), best) if edition.publication.related.card_needs_picture else best
