"""Edition -> the search page and the records that it finds, where config asks for search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press.model.page import Page, SearchRecord
from press.plan.desk import Desk
from press.plan.head import Subject, head_of
from press.plan.policy import page_policy
from press.plan.urls import SEARCH, file_of


def search_pages(desk: Desk) -> Iterator[Page]:
    """Make the search page, which alone may run WebAssembly."""
    publication = desk.sources.publication
    if publication.search:
        path, words = desk.addresses.paths[SEARCH], desk.sources.words(publication.language)
        head = replace(
            head_of(Subject(path, words["search"], noindex=True), desk), policy=page_policy(publication, wasm=True)
        )
        yield Page(file_of(path), "search.html", {"head": head}, publication.language, "layout search.html")


def search_records(desk: Desk) -> tuple[SearchRecord, ...]:
    """Return what a search finds: every published piece; of a withdrawn one no more than its page shows."""
    return tuple(_records(desk)) if desk.sources.publication.search else ()


def _records(desk: Desk) -> Iterator[SearchRecord]:
    for stem, piece in sorted(desk.edition.pieces.items()):
        teaser = desk.teasers[stem]
        yield SearchRecord(
            path=file_of(desk.addresses.paths[f"article:{stem}"]),
            title=piece.article.title,
            lang=piece.article.lang,
            label=f"{teaser.label}: {teaser.sponsor}" if teaser.sponsor else teaser.label,
            byline=teaser.byline,
            dek=teaser.dek,
            body="" if piece.article.is_withdrawn else piece.article.body.digest,
        )
