"""Edition -> "Other topics of interest": who is near whom, and what each piece shows of it."""

from __future__ import annotations

from press.model.edition import Edition
from press.model.names import fold
from press.plan.related.candidate import Candidate


def candidates_of(edition: Edition) -> tuple[Candidate, ...]:
    """Return every piece of the edition as far as others can be related to it."""
    zone = edition.publication.timezone
    return tuple(
        Candidate(
            stem=stem,
            terms=piece.article.terms,
            topics=piece.topics,
            authors=piece.authors,
            series=fold(piece.article.series),
            day=piece.article.date.astimezone(zone).toordinal(),
            lang=piece.article.lang,
            suggestable=not edition.publication.kinds[piece.article.kind].is_sponsored,
        )
        for stem, piece in edition.pieces.items()
    )
