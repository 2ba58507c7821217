"""What each layout is given: name -> type. docs/layouts.md is made from this table and the types' docstrings."""

from __future__ import annotations

from collections.abc import Mapping

from press.model.page import SearchRecord
from press.model.page_views import (
    ArchiveMonth,
    ArchiveYear,
    AuthorLine,
    Feed,
    Front,
    Group,
    Head,
    Listing,
    NewsEntry,
    Newsletter,
    Redirect,
    RightsView,
    SitemapEntry,
    SiteView,
    TopicView,
)
from press.model.views import CorrectionView, Link, Person, PieceView, Teaser, Text

# Given to every layout that names them. `assets` maps a file of layouts/assets/ to its address in the site.
SHARED: Mapping[str, object] = {
    "site": SiteView,
    "menu": tuple[Link, ...],
    "topic_menu": tuple[Link, ...],
    "latest": tuple[Teaser, ...],
    "assets": Mapping[str, str],
}

LAYOUTS: Mapping[str, Mapping[str, object]] = {
    "article.html": {
        "head": Head,
        "piece": PieceView,
        "card": Teaser | None,
        "related": tuple[Teaser, ...],
        "replies_to": Teaser | None,
        "replies": tuple[Teaser, ...],
    },
    "front.html": {"head": Head, "front": Front},
    "topic.html": {"head": Head, "topic": TopicView, "listing": Listing},
    "topics.html": {"head": Head, "topics": tuple[TopicView, ...]},
    "author.html": {"head": Head, "person": Person, "listing": Listing},
    "authors.html": {"head": Head, "authors": tuple[AuthorLine, ...]},
    "column.html": {"head": Head, "column": Group, "person": Person | None, "listing": Listing},
    "series.html": {"head": Head, "series": Group},
    "page.html": {"head": Head, "title": str, "dek": str, "text": Text},
    "archive.html": {"head": Head, "years": tuple[ArchiveYear, ...]},
    "archive_year.html": {"head": Head, "year": ArchiveYear},
    "archive_month.html": {"head": Head, "month": ArchiveMonth, "teasers": tuple[Teaser, ...]},
    "corrections.html": {"head": Head, "corrections": tuple[CorrectionView, ...]},
    "search.html": {"head": Head},
    "search_record.html": {"record": SearchRecord, "text": str},
    "404.html": {"head": Head},
    "redirect.html": {"head": Head, "redirect": Redirect},
    "feed.xml": {"feed": Feed},
    "feed.json": {"feed": Feed},
    "sitemap.xml": {"entries": tuple[SitemapEntry, ...]},
    "sitemap_index.xml": {"entries": tuple[SitemapEntry, ...]},
    "news-sitemap.xml": {"entries": tuple[NewsEntry, ...]},
    "robots.txt": {
        "sitemaps": tuple[str, ...],
        "ai": str,
        "noindex": bool,
        "base": str,
        "rights": RightsView | None,
    },
    "license.xml": {"rights": RightsView},
    "tdmrep.json": {"rights": RightsView},
    "_redirects": {"redirects": tuple[Redirect, ...]},
    "_headers": {"csp": str, "base": str, "noindex": bool, "rights": RightsView | None},
    "newsletter.html": {"letter": Newsletter},
    "newsletter.txt": {"letter": Newsletter},
    "CNAME": {"domain": str},
    "nojekyll": {},
}
