"""Pages and pieces -> what machines read: sitemaps, robots.txt, redirects, headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from press.model.page import Order, Page
from press.model.page_views import Head, Listing, Redirect, SitemapEntry
from press.model.publication import Publication
from press.plan.desk import Desk
from press.plan.piece import modified_of

SITEMAP_LIMIT = 50_000  # addresses in one sitemap; https://www.sitemaps.org/protocol.html
NEWS_LIMIT = 1_000  # entries of a news sitemap, by the same protocol's news extension
NEWS_HOURS = 48


def index_pages(pages: Sequence[Page], redirects: Sequence[Redirect], desk: Desk) -> Iterator[Page]:
    """Make sitemaps, robots.txt, redirects and headers for the pages of the site."""
    addresses, publication = desk.addresses, desk.sources.publication
    entries = sorted((*_entries(pages), *_piece_entries(desk)), key=lambda entry: entry.canonical)
    yield from _sitemaps(entries, desk)
    recent = tuple(t for t in desk.teasers.values() if _is_news(t.stem, desk))[:NEWS_LIMIT]
    yield _file("news-sitemap.xml", "news-sitemap.xml", {"teasers": recent}, desk)
    maps = (addresses.whole("sitemap.xml"), addresses.whole("news-sitemap.xml"))
    yield _file("robots.txt", "robots.txt", {"sitemaps": maps, "ai": publication.ai}, desk)
    yield _file("_redirects", "_redirects", {"redirects": tuple(redirects)}, desk)
    yield _file("_headers", "_headers", {"csp": content_policy(publication), "base": addresses.base}, desk)
    if publication.cname:
        yield _file("CNAME", "CNAME", {"domain": publication.cname}, desk)


def content_policy(publication: Publication) -> str:
    """Return the Content-Security-Policy: nothing but our own files, plus what config adds.

    A directive that config names gets its sources added (https://www.w3.org/TR/CSP3/).
    """
    policy = {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    for directive, sources in publication.csp:
        before = policy.get(directive, "'self'").replace("'none'", "")
        policy[directive] = f"{before} {sources}".strip()
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def _sitemaps(entries: Sequence[SitemapEntry], desk: Desk) -> Iterator[Page]:
    if len(entries) <= SITEMAP_LIMIT:
        yield _file("sitemap.xml", "sitemap.xml", {"entries": tuple(entries)}, desk)
        return
    parts = []
    for start in range(0, len(entries), SITEMAP_LIMIT):
        chunk = tuple(entries[start : start + SITEMAP_LIMIT])
        path = f"sitemap-{start // SITEMAP_LIMIT + 1}.xml"
        parts.append(SitemapEntry(desk.addresses.whole(path), _newest(e.modified for e in chunk)))
        yield _file(path, "sitemap.xml", {"entries": chunk}, desk)
    yield _file("sitemap.xml", "sitemap_index.xml", {"entries": tuple(parts)}, desk)


def _entries(pages: Iterable[Page]) -> Iterator[SitemapEntry]:
    """Every page but the pieces' that search engines may list, with the date of what it shows."""
    for page in pages:
        head = page.parts.get("head")
        if not isinstance(head, Head) or head.noindex or page.layout in {"404.html", "redirect.html"}:
            continue
        listing = page.parts.get("listing")
        modified = _newest(teaser.date for teaser in listing.teasers) if isinstance(listing, Listing) else None
        yield SitemapEntry(head.canonical, modified)


def _piece_entries(desk: Desk) -> Iterator[SitemapEntry]:
    """Every piece, but those whose canonical address is another publication's."""
    for stem, piece in desk.edition.pieces.items():
        if not (piece.article.seo.noindex or piece.article.canonical):
            modified = modified_of(piece.article, desk.sources)
            yield SitemapEntry(desk.addresses.canonical(f"article:{stem}"), modified)


def _is_news(stem: str, desk: Desk) -> bool:
    piece, now = desk.edition.pieces[stem], desk.edition.now
    if desk.sources.kind(piece).is_sponsored or piece.article.seo.noindex or piece.article.canonical:
        return False
    return now - timedelta(hours=NEWS_HOURS) < piece.article.date <= now


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _file(path: str, layout: str, parts: Mapping[str, object], desk: Desk) -> Page:
    return Page(path, layout, parts, desk.sources.publication.language, f"the file {path}", Order.INDEX)
