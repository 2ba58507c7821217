"""Candidates and what is near to each -> what each piece shows: the card, the list, and what was left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from press.model.catalogue import Catalogue
from press.model.lazy import Lazy
from press.model.publication import RelatedRules
from press.model.related import Chosen
from press.related import candidate_for
from press.related.candidate import NO_TIES, Candidate

_REACH = 16  # so many pieces on each side in time are looked at to fill up
# Gives the stems of what was ranked for a piece, best first.
Near = Callable[[str], Sequence[str]]
# Why a piece would crowd a list: by whose or what, and the rule that says so.
_Crowd = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choosing:
    """All pieces, newest first, and how many are shown; `catalogue` gives the names for reasons, None: none are
    told.
    """

    pieces: Mapping[str, Candidate]
    rules: RelatedRules
    catalogue: Catalogue | None = None


def choosing_of(catalogue: Catalogue) -> Choosing:
    """Return what is chosen among, with reasons; candidates are made when they are asked for."""
    pieces, kinds = catalogue.pieces, catalogue.publication.kinds
    candidates = Lazy(pieces, lambda stem: candidate_for(stem, pieces[stem], kinds))
    return Choosing(candidates, catalogue.publication.related, catalogue)


def choose(choosing: Choosing, near: Near) -> Mapping[str, Chosen]:
    """Return what each piece shows.

    The piece's own `related` come first, then the ranked ones. Never: the piece itself, what `related_exclude`
    names, paid content, the same text in another language. Ranked ones also never when the text links to them, or
    when they are replies or replied to, which stand on the page anyway. Of one writer and one series as many are
    shown as config says, of two versions of one text the nearer; neither rule binds the piece's own `related`.
    Where few are near in words, as in a young section, the pieces nearest in time fill up.
    """
    replies: defaultdict[str, set[str]] = defaultdict(set)
    for stem, piece in choosing.pieces.items():
        if piece.ties.replies_to:
            replies[piece.ties.replies_to].add(stem)
    by_date = tuple(choosing.pieces)
    return {
        stem: choose_one(choosing, by_date, number, near(stem), replies.get(stem, frozenset()))
        for number, stem in enumerate(by_date)
    }


def choose_one(
    choosing: Choosing, by_date: Sequence[str], number: int, near: Sequence[str], replies: Set[str]
) -> Chosen:
    """Return what one piece shows: the one with this number in `by_date`, the stems of all pieces, newest first."""
    pieces, rules, stem = choosing.pieces, choosing.rules, by_date[number]
    piece = pieces[stem]
    ties = piece.ties
    if len(near) <= rules.list and not piece.is_paid:
        near = [*near, *_around(pieces, by_date, number)]
    order = tuple(dict.fromkeys((*ties.related, *near)))
    bars = _Bars(pieces, piece, replies)
    if ties is NO_TIES and not replies:  # as nearly all are
        fit = [o for o in order if not (pieces[o].is_paid or (pieces[o].ties.original or o) == stem)]
    else:
        fit = [other for other in order if not bars[other]]
    card = _card(choosing, ties.card, fit, bars)
    listed, crowded = _list(choosing, ties.related, card, fit)
    left_out = _left_out(choosing, order, (ties.card, listed), bars, crowded) if choosing.catalogue else ()
    return Chosen(card, listed, left_out)


def _around(pieces: Mapping[str, Candidate], by_date: Sequence[str], number: int) -> list[str]:
    """Return the pieces on both sides of one without retracted ones: its language first, then the nearest."""
    lang = pieces[by_date[number]].lang
    places = (place for step in range(1, _REACH) for place in (number + step, number - step))
    around = (by_date[place] for place in places if 0 <= place < len(by_date))
    sound = [stem for stem in around if not pieces[stem].is_retracted]
    return sorted(sound, key=lambda stem: pieces[stem].lang != lang)


class _Bars(dict[str, str]):
    """Why another piece may not be shown with one, "" when it may; found when it is asked for."""

    def __init__(self, pieces: Mapping[str, Candidate], piece: Candidate, replies: Set[str]) -> None:
        """Take the piece and what replies to it."""
        super().__init__()
        self._pieces, self._piece, self._replies = pieces, piece, replies

    def __missing__(self, other: str) -> str:
        """Find out whether `other` may be shown."""
        found = self[other] = self._found(other)
        return found

    def _found(self, other: str) -> str:
        piece, ties, that = self._piece, self._piece.ties, self._pieces[other]
        if other == piece.stem:
            return "it is this piece"
        if other in ties.excluded:
            return "related_exclude names it"
        if that.is_paid:
            return "it is paid content"
        if _original(that) == _original(piece):
            return "it is this piece in another language"
        if other in ties.related or other == ties.card:
            return ""
        if other == ties.replies_to:
            return "this piece replies to it and says so"
        if other in self._replies:
            return "it replies to this piece and is shown as a reply"
        return "the text links to it" if other in ties.linked else ""


def _card(choosing: Choosing, named: str, fit: Sequence[str], bars: Mapping[str, str]) -> str:
    """Return what the inline card shows: the piece named, or the best with a picture, or the best."""
    pieces = choosing.pieces
    if named == "off":
        return ""
    if named in pieces and not bars[named]:
        return named
    best = fit[0] if fit else ""
    if not choosing.rules.card_needs_picture:
        return best
    return next((other for other in fit if pieces[other].has_picture), best)


def _list(
    choosing: Choosing, related: Sequence[str], card: str, fit: Iterable[str]
) -> tuple[tuple[str, ...], Mapping[str, _Crowd]]:
    """Return what the list shows, and those that would crowd it, with the reasons."""
    pieces, most, shown = choosing.pieces, choosing.rules.list, _Shown(choosing.rules)
    if card:
        shown.add(pieces[card])
    listed: list[str] = []
    crowded: dict[str, _Crowd] = {}
    for other in fit if most else ():
        if other == card:
            continue
        that = pieces[other]
        crowd = None if other in related else shown.crowding(that)
        if crowd:
            crowded[other] = crowd
            continue
        listed.append(other)
        if len(listed) == most:
            break
        shown.add(that)
    return tuple(listed), crowded


@dataclass(slots=True)
class _Shown:
    """The pieces that are shown already: whose they are, of which series, and what they are translations of."""

    rules: RelatedRules
    authors: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)

    def add(self, piece: Candidate) -> None:
        """Note that a piece is shown."""
        self.authors += piece.authors
        self.series.append(piece.series)
        self.originals.append(_original(piece))

    def crowding(self, that: Candidate) -> _Crowd | None:
        """Return why a piece is one too many beside those that are shown already, None when it is not."""
        for author in that.authors:
            if self.authors.count(author) >= self.rules.per_author:
                return "author", author
        if that.series and self.series.count(that.series) >= self.rules.per_series:
            return "series", that.stem
        return ("language", "") if _original(that) in self.originals else None


def _left_out(
    choosing: Choosing,
    order: Sequence[str],
    shown: tuple[str, Sequence[str]],
    bars: Mapping[str, str],
    crowded: Mapping[str, _Crowd],
) -> tuple[tuple[str, str], ...]:
    """Return what was near enough and is not shown, and why; `shown` are the card that was named and the list."""
    named, listed = shown
    # What stands behind the last one shown was not near enough in any case.
    last = order.index(listed[-1]) if len(listed) == choosing.rules.list and listed else len(order)
    nearer = [other for other in dict.fromkeys((named, *order[:last])) if other in choosing.pieces]
    reasons = [
        (other, _teaser_words(choosing, crowded[other]) if other in crowded else bars[other]) for other in nearer
    ]
    return tuple([left_out for left_out in reasons if left_out[1]])


def _teaser_words(choosing: Choosing, crowd: _Crowd) -> str:
    catalogue, rules, (rule, whose) = choosing.catalogue, choosing.rules, crowd
    if rule == "author" and catalogue:
        return f"{rules.per_author} by {catalogue.authors[whose].name} are shown already"
    if rule == "series" and catalogue:
        return f"{rules.per_series} of the series {catalogue.pieces[whose].article.series} are shown already"
    return "it is shown in another language already"


def _original(piece: Candidate) -> str:
    """Return the piece that this is a translation of, or the piece itself."""
    return piece.ties.original or piece.stem
