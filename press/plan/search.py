"""Edition -> the search page and the records that it finds, where config asks for search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press.model.page import Page, SearchRecord
from press.plan.context import PlanContext
from press.plan.csp import page_policy
from press.plan.head import Subject, head_of
from press.plan.urls import SEARCH, file_of


def search_pages(context: PlanContext) -> Iterator[Page]:
    """Make the search page, which alone may run WebAssembly."""
    publication = context.sources.publication
    if publication.search:
        path, words = context.addresses.paths[SEARCH], context.sources.words(publication.language)
        head = replace(
            head_of(Subject(path, words["search"], noindex=True), context), policy=page_policy(publication, wasm=True)
        )
        yield Page(file_of(path), "search.html", {"head": head}, publication.language, "layout search.html")


def search_records(context: PlanContext) -> tuple[SearchRecord, ...]:
    """Return what a search finds: every published piece; of a withdrawn one no more than its page shows."""
    return tuple(_records(context)) if context.sources.publication.search else ()


def _records(context: PlanContext) -> Iterator[SearchRecord]:
    for stem, piece in sorted(context.catalogue.pieces.items()):
        teaser = context.teasers[stem]
        yield SearchRecord(
            path=file_of(context.addresses.paths[f"article:{stem}"]),
            title=piece.article.title,
            lang=piece.article.lang,
            label=f"{teaser.label}: {teaser.sponsor}" if teaser.sponsor else teaser.label,
            byline=teaser.byline,
            dek=teaser.dek,
            body="" if piece.article.is_withdrawn else piece.article.body.digest,
        )
