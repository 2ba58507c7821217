"""Edition and ranked suggestions -> what each piece shows: the inline card, the list, and what was left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from press.model.edition import Edition, Piece
from press.model.names import fold
from press.plan.related.candidate import Suggestion, is_retracted

_REACH = 16  # so many pieces on each side in time are looked at to fill up
_A_REPLY = "it replies to this piece and is shown as a reply"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a piece shows, as stems: `card` ("" = none) and `list`; `left_out` has near pieces and the reasons."""

    card: str = ""
    list: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def choose(edition: Edition, ranked: Mapping[str, Sequence[Suggestion]]) -> Mapping[str, Chosen]:
    """Return what each piece shows.

    The piece's own `related` come first, then the ranked ones. Never: the piece itself, what `related_exclude`
    names, paid content, the same text in another language. Ranked ones also never when the text links to them, or
    when they are replies or replied to, which stand on the page anyway. Of one writer and one series as many are
    shown as config says, of two versions of one text the nearer; neither rule binds the piece's own `related`.
    Where few are near in words, as in a young section, the pieces nearest in time fill up.
    """
    replies: defaultdict[str, set[str]] = defaultdict(set)
    for stem, piece in edition.pieces.items():
        if piece.replies_to:
            replies[piece.replies_to].add(stem)
    by_date = tuple(edition.pieces)
    return {
        stem: choose_one(edition, by_date, number, ranked.get(stem, ()), replies.get(stem, set()))
        for number, stem in enumerate(by_date)
    }


def choose_one(
    edition: Edition, by_date: Sequence[str], number: int, ranked: Sequence[Suggestion], replies: Set[str]
) -> Chosen:
    """Return what one piece shows: the one with this number in `by_date`, the stems of all pieces, newest first."""
    stem = by_date[number]
    near = [found.stem for found in ranked]
    if len(near) <= edition.publication.related.list and not _is_paid(edition, stem):
        near += _around(edition, by_date, number)
    return _chosen(edition, stem, replies, near)


def _around(edition: Edition, by_date: Sequence[str], number: int) -> list[str]:
    """Return the pieces on both sides of one without retracted ones: its language first, then the nearest."""
    lang = edition.pieces[by_date[number]].article.lang
    places = (place for step in range(1, _REACH) for place in (number + step, number - step))
    around = (by_date[place] for place in places if 0 <= place < len(by_date))
    sound = [stem for stem in around if not is_retracted(edition.pieces[stem])]
    return sorted(sound, key=lambda stem: edition.pieces[stem].article.lang != lang)


def _is_paid(edition: Edition, stem: str) -> bool:
    return edition.publication.kinds[edition.pieces[stem].article.kind].is_sponsored


def _chosen(edition: Edition, stem: str, replies: Set[str], near: Sequence[str]) -> Chosen:
    piece, rules = edition.pieces[stem], edition.publication.related
    bars = _Bars(edition, stem, piece, replies)
    order = tuple(dict.fromkeys((*piece.related, *near)))
    card = _card(edition, piece, order, bars)
    listed, crowded = _list(edition, piece, card, (other for other in order if other != card and not bars[other]))
    # What stands behind the last one shown was not near enough in any case.
    last = order.index(listed[-1]) if len(listed) == rules.list and listed else len(order)
    nearer = dict.fromkeys((piece.card, *order[:last]))
    reasons = ((other, crowded.get(other) or bars[other]) for other in nearer if other in edition.pieces)
    return Chosen(card, listed, tuple([left_out for left_out in reasons if left_out[1]]))


class _Bars(dict[str, str]):
    """Why another piece may not be shown with one, "" when it may; found when it is asked for."""

    def __init__(self, edition: Edition, stem: str, piece: Piece, replies: Set[str]) -> None:
        """Take the piece and what replies to it."""
        super().__init__()
        self._edition, self._stem, self._piece = edition, stem, piece
        self._on_the_page = {t.removeprefix("article:"): "the text links to it" for _, t in piece.links if t}
        self._on_the_page |= dict.fromkeys(replies, _A_REPLY)
        if piece.replies_to:
            self._on_the_page[piece.replies_to] = "this piece replies to it and says so"

    def __missing__(self, other: str) -> str:
        """Find out whether `other` may be shown."""
        found = self[other] = self._found(other)
        return found

    def _found(self, other: str) -> str:
        edition, stem, piece = self._edition, self._stem, self._piece
        if other == stem:
            return "it is this piece"
        if other in piece.related_exclude:
            return "related_exclude names it"
        if _is_paid(edition, other):
            return "it is paid content"
        if _original(other, edition.pieces[other]) == _original(stem, piece):
            return "it is this piece in another language"
        is_named = other in piece.related or other == piece.card
        return "" if is_named else self._on_the_page.get(other, "")


def _card(edition: Edition, piece: Piece, order: Sequence[str], bars: Mapping[str, str]) -> str:
    """Return what the inline card shows: the piece named, or the best with a picture, or the best."""
    if piece.card == "off":
        return ""
    if piece.card in edition.pieces and not bars[piece.card]:
        return piece.card
    best = next((other for other in order if not bars[other]), "")
    with_picture = (other for other in order if edition.pieces[other].article.image and not bars[other])
    return next(with_picture, best) if edition.publication.related.card_needs_picture else best


def _list(edition: Edition, piece: Piece, card: str, fit: Iterable[str]) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return what the list shows, and those that would crowd it, with the reasons."""
    shown, most = _Shown(edition), edition.publication.related.list
    if card:
        shown.add(card)
    listed: list[str] = []
    crowded: dict[str, str] = {}
    for other in fit if most else ():
        reason = "" if other in piece.related else shown.crowding(other)
        if reason:
            crowded[other] = reason
            continue
        listed.append(other)
        if len(listed) == most:
            break
        shown.add(other)
    return tuple(listed), crowded


@dataclass(slots=True)
class _Shown:
    """The pieces that are shown already: whose they are, of which series, and what they are translations of."""

    edition: Edition
    authors: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)

    def add(self, stem: str) -> None:
        """Note that a piece is shown."""
        piece = self.edition.pieces[stem]
        self.authors += piece.authors
        self.series.append(fold(piece.article.series))
        self.originals.append(_original(stem, piece))

    def crowding(self, other: str) -> str:
        """Return why `other` is one too many beside those that are shown already, "" when it is not."""
        edition, rules = self.edition, self.edition.publication.related
        that = edition.pieces[other]
        for author in that.authors:
            if self.authors.count(author) >= rules.per_author:
                return f"{rules.per_author} by {edition.authors[author].name} are shown already"
        series = fold(that.article.series)
        if series and self.series.count(series) >= rules.per_series:
            return f"{rules.per_series} of the series {that.article.series} are shown already"
        return "it is shown in another language already" if _original(other, that) in self.originals else ""


def _original(stem: str, piece: Piece) -> str:
    """Return the piece that this is a translation of, or the piece itself."""
    return piece.translation_of or stem
