"""Edition -> Candidates: the pieces of an edition as far as others can be related to them."""

from __future__ import annotations

from collections.abc import Mapping

from press.model.catalogue import Catalogue, Piece
from press.model.names import fold
from press.model.publication import Kind
from press.related.candidate import NO_TIES, Candidate, TermsOf, Ties

_ARTICLE = "article:"


def candidates_of(catalogue: Catalogue) -> tuple[Candidate, ...]:
    """Return a candidate for each piece of the edition, in its order."""
    kinds = catalogue.publication.kinds
    return tuple([candidate_for(stem, piece, kinds) for stem, piece in catalogue.pieces.items()])


def candidate_for(stem: str, piece: Piece, kinds: Mapping[str, Kind]) -> Candidate:
    """Return the candidate for a piece; paid content and retracted pieces are not suggestable."""
    article = piece.article
    is_paid = kinds[article.kind].is_sponsored
    is_back = piece.is_retracted
    return Candidate(
        stem,
        article.terms.digest,
        piece.topics,
        piece.authors,
        fold(article.series),
        article.date.toordinal(),
        article.lang,
        not is_paid and not is_back,
        is_paid,
        is_back,
        article.image is not None,
        _ties(piece),
    )


def _ties(piece: Piece) -> Ties:
    by_hand = piece.related or piece.related_exclude or piece.links or piece.replies_to or piece.translation_of
    if not by_hand and piece.card == NO_TIES.card:
        return NO_TIES
    return Ties(
        related=piece.related,
        excluded=piece.related_exclude,
        linked=tuple([to.removeprefix(_ARTICLE) for _, to in piece.links if to.startswith(_ARTICLE)]),
        card=piece.card,
        replies_to=piece.replies_to,
        original=piece.translation_of,
    )


def terms_of(catalogue: Catalogue) -> TermsOf:
    """Return the terms of an edition's pieces by their digests."""
    return {terms.digest: terms for terms in (piece.article.terms for piece in catalogue.pieces.values())}.get
