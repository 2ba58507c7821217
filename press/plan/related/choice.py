"""Edition and ranked suggestions -> what each piece shows: the inline card, the list, and what was left out and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass

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
    piece = edition.pieces[stem]
    order = tuple(dict.fromkeys((*piece.related, *near)))
    linked = frozenset(target.removeprefix("article:") for _, target in piece.links if target)
    on_the_page = {**dict.fromkeys(linked, "the text links to it"), **dict.fromkeys(replies, _A_REPLY)}
    if piece.replies_to:
        on_the_page[piece.replies_to] = "this piece replies to it and says so"
    barred = {
        other: reason
        for other in dict.fromkeys((*order, piece.card))
        if other in edition.pieces and (reason := _bar(edition, stem, other, on_the_page))
    }
    fit = [other for other in order if other not in barred]
    card = _card(edition, piece, fit, barred)
    listed, crowded = _list(edition, piece, card, fit)
    left_out = {**barred, **crowded}
    # What stands behind the last one shown was not near enough in any case.
    last = order.index(listed[-1]) if len(listed) == edition.publication.related.list and listed else len(order)
    nearer = [*dict.fromkeys((piece.card, *order[:last]))]
    return Chosen(card, listed, tuple((other, left_out[other]) for other in nearer if other in left_out))


def _bar(edition: Edition, stem: str, other: str, on_the_page: Mapping[str, str]) -> str:
    """Return why `other` may not be shown with the piece `stem`, "" when it may."""
    piece, that = edition.pieces[stem], edition.pieces[other]
    if other == stem:
        return "it is this piece"
    if other in piece.related_exclude:
        return "related_exclude names it"
    if _is_paid(edition, other):
        return "it is paid content"
    if _original(other, that) == _original(stem, piece):
        return "it is this piece in another language"
    is_named = other in piece.related or other == piece.card
    return "" if is_named else on_the_page.get(other, "")


def _card(edition: Edition, piece: Piece, fit: Sequence[str], barred: Container[str]) -> str:
    """Return what the inline card shows: the piece named, or the best with a picture, or the best."""
    if piece.card == "off":
        return ""
    if piece.card in edition.pieces and piece.card not in barred:
        return piece.card
    with_picture = (other for other in fit if edition.pieces[other].article.image)
    best = fit[0] if fit else ""
    return next(with_picture, best) if edition.publication.related.card_needs_picture else best


def _list(edition: Edition, piece: Piece, card: str, fit: Sequence[str]) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return what the list shows, and those that would crowd it, with the reasons."""
    listed: list[str] = []
    crowded: dict[str, str] = {}
    for other in fit:
        if len(listed) == edition.publication.related.list:
            break
        if other == card:
            continue
        shown = [card, *listed] if card else listed
        reason = "" if other in piece.related else _crowding(edition, other, shown)
        if reason:
            crowded[other] = reason
        else:
            listed.append(other)
    return tuple(listed), crowded


def _crowding(edition: Edition, other: str, shown: Sequence[str]) -> str:
    """Return why `other` is one too many beside those that are shown already, "" when it is not."""
    rules, that = edition.publication.related, edition.pieces[other]
    beside = [(stem, edition.pieces[stem]) for stem in shown]
    writers = Counter(author for _, piece in beside for author in piece.authors)
    for author in that.authors:
        if writers[author] >= rules.per_author:
            return f"{rules.per_author} by {edition.authors[author].name} are shown already"
    series = fold(that.article.series)
    if series and sum(fold(piece.article.series) == series for _, piece in beside) >= rules.per_series:
        return f"{rules.per_series} of the series {that.article.series} are shown already"
    if any(_original(stem, piece) == _original(other, that) for stem, piece in beside):
        return "it is shown in another language already"
    return ""


def _original(stem: str, piece: Piece) -> str:
    """Return the piece that this is a translation of, or the piece itself."""
    return piece.translation_of or stem
