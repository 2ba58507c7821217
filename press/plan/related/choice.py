"""Edition and ranked suggestions -> what each piece shows: the inline card, the list, and what was left out and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from press.model.edition import Edition, Piece
from press.model.names import fold
from press.model.publication import RelatedRules
from press.plan.related.candidate import Suggestion


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a piece shows, as stems: `card` ("" = none) and `list`; `left_out` has near pieces and the reasons."""

    card: str = ""
    list: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """What the choice looks up: the edition, replies to each piece, and the original of each translation."""

    edition: Edition
    replies: Mapping[str, frozenset[str]]
    originals: Mapping[str, str]

    def is_paid(self, stem: str) -> bool:
        """Whether a piece is paid content."""
        article = self.edition.pieces[stem].article
        return self.edition.publication.kinds[article.kind].is_sponsored


def choose(edition: Edition, ranked: Mapping[str, Sequence[Suggestion]]) -> Mapping[str, Chosen]:
    """Return what each piece shows.

    The piece's own `related` come first, then the ranked ones. Never: the piece itself, what `related_exclude`
    names, paid content, another language's version of it. Ranked ones also never when the text links to them or
    when they are replies or replied to, which stand on the page anyway. Of two versions of one text only the first
    is shown; of one writer and one series as many as config says.
    """
    section = _section(edition)
    return {stem: _chosen(section, stem, ranked.get(stem, ())) for stem in edition.pieces}


def _section(edition: Edition) -> _Section:
    replies: defaultdict[str, set[str]] = defaultdict(set)
    for stem, piece in edition.pieces.items():
        if piece.replies_to:
            replies[piece.replies_to].add(stem)
    return _Section(
        edition,
        {stem: frozenset(answers) for stem, answers in replies.items()},
        {stem: piece.translation_of or stem for stem, piece in edition.pieces.items()},
    )


def _chosen(section: _Section, stem: str, ranked: Sequence[Suggestion]) -> Chosen:
    piece = section.edition.pieces[stem]
    rules = section.edition.publication.related
    never, doubtful = _never(section, stem), _on_the_page(section, stem)
    left_out: dict[str, str] = {}
    fit: list[str] = []
    for other in _unique((*piece.related, *(found.stem for found in ranked))):
        pinned = other in piece.related
        reason = never.get(other) or ("" if pinned else doubtful.get(other, ""))
        if section.is_paid(other):
            reason = reason or "it is paid content"
        if reason:
            left_out[other] = reason
        else:
            fit.append(other)
    shown = _Shown(section, rules)
    card = _card(section, piece, fit, never)
    if card:
        shown.add(card)
    listed: list[str] = []
    for other in fit:
        if len(listed) == rules.list:
            break
        reason = "" if other in piece.related else shown.refusal(other)
        if other == card:
            continue
        if reason:
            left_out[other] = reason
        else:
            listed.append(other)
            shown.add(other)
    return Chosen(card, tuple(listed), _near(left_out, ranked, listed, piece))
