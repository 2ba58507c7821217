"""Edition -> Candidates: the pieces of an edition as far as others can be related to them."""

from __future__ import annotations

from press.model.edition import Edition
from press.model.names import fold
from press.plan.related.candidate import Candidate, TermsOf, is_retracted


def candidates_of(edition: Edition) -> tuple[Candidate, ...]:
    """Return a candidate for each piece of the edition; paid content and retracted pieces are not suggestable."""
    kinds = edition.publication.kinds
    return tuple(
        Candidate(
            stem=stem,
            words=piece.article.terms.digest,
            topics=piece.topics,
            authors=piece.authors,
            series=fold(piece.article.series),
            day=piece.article.date.toordinal(),
            lang=piece.article.lang,
            suggestable=not kinds[piece.article.kind].is_sponsored and not is_retracted(piece),
        )
        for stem, piece in edition.pieces.items()
    )


def terms_of(edition: Edition) -> TermsOf:
    """Return the terms of an edition's pieces by their digests."""
    return {terms.digest: terms for terms in (piece.article.terms for piece in edition.pieces.values())}.get
