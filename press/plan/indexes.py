"""Pages and pieces -> what machines read: sitemaps, robots.txt, redirects, headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from press.model.page import Order, Page
from press.model.page_views import Head, Listing, NewsEntry, Redirect, RightsView, SitemapEntry
from press.model.rights import Rights, tdm_statements
from press.plan.context import PlanContext
from press.plan.csp import header_policy
from press.plan.piece import modified_of
from press.plan.urls import Addresses

NEWS_LIMIT = 1_000  # entries of a news sitemap, by the same protocol's news extension
NEWS_HOURS = 48
_SITEMAP, _NEWS, _LICENCE = "sitemap.xml", "news-sitemap.xml", "license.xml"
_FRAME = 160  # bytes around an address, or around all of them: no layout of ours takes more


@dataclass(frozen=True, slots=True)
class SitemapLimits:
    """What one sitemap may hold: addresses, and bytes as it is sent (https://www.sitemaps.org/protocol.html)."""

    addresses: int = 50_000
    size: int = 50 * 1024 * 1024


def index_pages(pages: Sequence[Page], redirects: Sequence[Redirect], context: PlanContext) -> Iterator[Page]:
    """Make sitemaps, robots.txt, redirects and headers for the pages of the site.

    A preview has no sitemaps; robots.txt and headers keep search engines away.
    """
    addresses, publication = context.addresses, context.sources.publication
    sitemaps = () if publication.is_preview else tuple(_sitemaps(pages, context))
    yield from sitemaps
    # Search engines take an empty news sitemap for a fault: it is named while it has a piece in it.
    named = tuple(
        addresses.whole(page.path)
        for page in sitemaps
        if page.path == _SITEMAP or (page.path == _NEWS and page.parts["entries"])
    )
    rights = rights_view(publication.rights, addresses)
    robots = {
        "sitemaps": named,
        "ai": publication.ai,
        "noindex": publication.is_preview,
        "base": addresses.base,
        "rights": rights,
    }
    yield _file("robots.txt", "robots.txt", robots, context)
    yield from _rights_files(rights, context)
    yield _file("_redirects", "_redirects", {"redirects": tuple(redirects)}, context)
    headers = {
        "csp": header_policy(publication),
        "base": addresses.base,
        "noindex": publication.is_preview,
        "rights": rights,
    }
    yield _file("_headers", "_headers", headers, context)
    if publication.cname:
        yield _file("CNAME", "CNAME", {"domain": publication.cname}, context)
    if not any(file.path == ".nojekyll" for file in context.catalogue.files):
        yield _file(".nojekyll", "nojekyll", {}, context)


def rights_view(rights: Rights | None, addresses: Addresses) -> RightsView | None:
    """Return what layouts print of the rights."""
    if rights is None:
        return None
    return RightsView(
        licence=addresses.whole(_LICENCE),
        reservation=rights.reservation,
        policy=rights.licence_url,
        preferences=rights.preferences,
        permitted=rights.permitted,
        prohibited=rights.prohibited,
        by_licence=rights.training == "licence",
        contact=rights.contact,
        statements=tdm_statements(rights, addresses.base),
    )


def _rights_files(rights: RightsView | None, context: PlanContext) -> Iterator[Page]:
    """Make the licence, and the file that has a meaning only at the root of a domain."""
    if rights is None:
        return
    yield _file(_LICENCE, _LICENCE, {"rights": rights}, context)
    if context.addresses.base == "/":
        yield _file(".well-known/tdmrep.json", "tdmrep.json", {"rights": rights}, context)


def _sitemaps(pages: Sequence[Page], context: PlanContext) -> Iterator[Page]:
    """Make sitemap.xml, its parts where there are any, and the sitemap of news."""
    addresses, publication = context.addresses, context.sources.publication
    entries = sorted((*_entries(pages), *_piece_entries(context)), key=lambda entry: entry.canonical)
    yield from sitemap_pages(entries, addresses, publication.language, SitemapLimits())
    recent = tuple(_news_entry(stem, context) for stem in context.catalogue.pieces if _is_news(stem, context))[
        :NEWS_LIMIT
    ]
    yield _file(_NEWS, _NEWS, {"entries": recent}, context)


def sitemap_parts(entries: Iterable[SitemapEntry], limits: SitemapLimits) -> Iterator[tuple[SitemapEntry, ...]]:
    """Cut a sitemap into parts that keep to the limits; an empty one is one part."""
    part: list[SitemapEntry] = []
    size = _FRAME
    for entry in entries:
        more = len(escape(entry.canonical, quote=False).encode()) + _FRAME
        if part and (len(part) == limits.addresses or size + more > limits.size):
            yield tuple(part)
            part, size = [], _FRAME
        part.append(entry)
        size += more
    yield tuple(part)


def sitemap_pages(
    entries: Sequence[SitemapEntry], addresses: Addresses, lang: str, limits: SitemapLimits
) -> Iterator[Page]:
    """Make sitemap.xml of all entries, or, beyond what one may hold, parts of it and an index of these."""
    chunks = list(sitemap_parts(entries, limits))
    if len(chunks) == 1:
        yield _index(_SITEMAP, _SITEMAP, {"entries": chunks[0]}, lang)
        return
    parts = []
    for number, chunk in enumerate(chunks, 1):
        path = f"sitemap-{number}.xml"
        parts.append(SitemapEntry(addresses.whole(path), _newest(entry.modified for entry in chunk)))
        yield _index(path, "sitemap.xml", {"entries": chunk}, lang)
    yield _index("sitemap.xml", "sitemap_index.xml", {"entries": tuple(parts)}, lang)


def _entries(pages: Iterable[Page]) -> Iterator[SitemapEntry]:
    """Every page but the pieces' that search engines may list, with the date of what it shows."""
    for page in pages:
        head = page.parts.get("head")
        if not isinstance(head, Head) or head.noindex or page.layout in {"404.html", "redirect.html"}:
            continue
        listing = page.parts.get("listing")
        modified = _newest(teaser.date for teaser in listing.teasers) if isinstance(listing, Listing) else None
        yield SitemapEntry(head.canonical, modified)


def _piece_entries(context: PlanContext) -> Iterator[SitemapEntry]:
    """Every piece, but those whose canonical address is another publication's."""
    for stem, piece in context.catalogue.pieces.items():
        if not (piece.article.seo.noindex or piece.article.canonical):
            modified = modified_of(piece.article, context.sources)
            yield SitemapEntry(context.addresses.canonical(f"article:{stem}"), modified)


def _is_news(stem: str, context: PlanContext) -> bool:
    piece, now = context.catalogue.pieces[stem], context.catalogue.now
    article = piece.article
    if context.sources.kind(piece).is_sponsored or article.seo.noindex or article.canonical or piece.is_retracted:
        return False
    return now - timedelta(hours=NEWS_HOURS) < article.date <= now


def _news_entry(stem: str, context: PlanContext) -> NewsEntry:
    article = context.catalogue.pieces[stem].article
    address = context.addresses.canonical(f"article:{stem}")
    return NewsEntry(address, article.title, context.sources.local(article.date), news_language(article.lang))


def news_language(lang: str) -> str:
    """Return a language as news sitemaps name it: two or three letters, but `zh-cn` and `zh-tw`.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    language, *rest = lang.casefold().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(rest) else "zh-cn"


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _file(path: str, layout: str, parts: Mapping[str, object], context: PlanContext) -> Page:
    return _index(path, layout, parts, context.sources.publication.language)


def _index(path: str, layout: str, parts: Mapping[str, object], lang: str) -> Page:
    return Page(path, layout, parts, lang, f"the file {path}", Order.INDEX)
