"""Edition -> Plan: all pages of the site, and every problem that only the whole site shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from press.model.catalogue import Catalogue
from press.model.content import Author, StaticPage, Topic
from press.model.languages import direction
from press.model.lazy import Lazy
from press.model.page import CopiedOutput, Page, Plan
from press.model.page_views import SiteView
from press.model.picture import DerivedFile, PictureSettings, source_of
from press.model.problem import Problem
from press.model.publication import Kind, Publication
from press.model.related import Chosen
from press.model.views import Link
from press.plan.collisions import collisions
from press.plan.context import PlanContext, ViewSources
from press.plan.csp import page_policy
from press.plan.feeds import all_corrections, feed_pages
from press.plan.front import front_page
from press.plan.grouping import Groups, group_pieces
from press.plan.head import Subject, feed_below, head_of, head_of_piece
from press.plan.icons import icon_files, icon_links
from press.plan.indexes import index_pages, rights_view
from press.plan.lists import archive_pages, author_pages, group_pages, topic_pages, topics_in_order
from press.plan.piece import Views, missing_disclaimer, piece_view
from press.plan.publisher import publisher_of
from press.plan.redirects import alias_problems, older_addresses, redirect_lines, redirect_pages
from press.plan.responsive_images import ResponsiveImages, fill
from press.plan.search import search_pages, search_records
from press.plan.social_cards import card_files, make_cards
from press.plan.teasers import logo_picture, person_of, teaser_of, text_of_file
from press.plan.url_origins import origins_of
from press.plan.url_problems import lost_addresses
from press.plan.urls import SEARCH, Addresses, file_of, has_address, make_addresses

NOTHING_CHOSEN = Chosen(card="", list=(), left_out=())


def plan_pages(
    catalogue: Catalogue, assets: Mapping[str, str], picture_settings: PictureSettings
) -> tuple[Plan, PlanContext, tuple[Problem, ...]]:
    """Return every file of the site, the desk that the pieces' pages are made at, and what is wrong with the whole.

    `assets` maps a file of layouts/assets/ to its path in the site. At the desk nothing is chosen yet: no page but the
    pieces' own shows what is related to them.
    """
    groups, problems = group_pieces(catalogue)
    context = make_context(catalogue, groups, make_addresses(catalogue, groups), picture_settings)
    views = Views(context)
    found = list(problems)
    pages = [*topic_pages(context), *author_pages(context), *group_pages(context)]
    front, front_problems = front_page(context)
    pages += [front, *archive_pages(context), *_other_pages(context, views)]
    older = older_addresses(context)
    found += [*front_problems, *_missing_disclaimers(context)]
    pages += redirect_pages(older, context)
    pages += [*search_pages(context), *feed_pages(context, views)]
    pages += index_pages(pages, redirect_lines(older, context), context)
    copied_files, pictures = _copies_and_pictures(context)
    others: list[StaticPage | Author | Topic] = [*catalogue.pages.values(), *catalogue.authors.values()]
    others += catalogue.topics.values()
    nowhere = {file.where.path for file in others if not has_address(file)}
    files = [
        *_article_files(context),
        *((p.path, p.source) for p in pages if p.source not in nowhere),
        *((c.path, c.source) for c in copied_files),
    ]
    files += ((made.path, source_of(made)) for made in pictures)
    files += ((path, f"layouts/assets/{name}") for name, path in assets.items())
    found += collisions(files, partial(origins_of, context, older))
    there = frozenset(path for path, _ in files)
    found += [*alias_problems(older, context, there), *lost_addresses(context, there)]
    shared = shared_collections(context, assets)
    plan = Plan(
        tuple(catalogue.pieces), tuple(pages), copied_files, shared, pictures=pictures, search=search_records(context)
    )
    return plan, context, tuple(found)


def article_page(stem: str, chosen: Chosen, context: PlanContext) -> Page:
    """Make the page of one piece, with what was chosen to stand beside it.

    With thousands of them, they are made when they are wanted.
    """
    piece = context.catalogue.pieces[stem]
    view = piece_view(piece, context)
    replies = context.sources.groups.replies.get(stem, ())
    parts = {
        "head": head_of_piece(piece, view, context),
        "piece": view,
        "card": context.teasers[chosen.card] if chosen.card else None,
        "related": tuple([context.teasers[other] for other in chosen.list]),
        "replies_to": context.teasers[piece.replies_to] if piece.replies_to else None,
        "replies": tuple([context.teasers[reply] for reply in replies]),
    }
    layout = article_layout(context.sources.kind(piece))
    return Page(article_file(stem, context), layout, parts, piece.article.lang, piece.article.where.path)


def article_layout(kind: Kind) -> str:
    """Return the layout that shows pieces of a kind."""
    return kind.layout or "article.html"


def article_file(stem: str, context: PlanContext) -> str:
    """Return the path of a piece's page in the output."""
    return file_of(context.addresses.paths[f"article:{stem}"])


def make_context(
    catalogue: Catalogue, groups: Groups, addresses: Addresses, picture_settings: PictureSettings
) -> PlanContext:
    """Return the edition with the views that many pages share; a view is made when it is first asked for."""
    sources = ViewSources(catalogue, addresses, groups, ResponsiveImages(catalogue, addresses, picture_settings))
    people = Lazy(catalogue.authors, lambda id_: person_of(catalogue.authors[id_], sources))
    teasers = Lazy(catalogue.pieces, lambda stem: teaser_of(catalogue.pieces[stem], people, sources))
    cards = make_cards(teasers, sources)
    return PlanContext(sources, people, teasers, logo_picture(sources), cards, publisher_of(sources))


def _article_files(context: PlanContext) -> Iterator[tuple[str, str]]:
    for stem, piece in context.catalogue.pieces.items():
        if has_address(piece.article):
            yield article_file(stem, context), piece.article.where.path


def _other_pages(context: PlanContext, views: Views) -> Iterator[Page]:
    publication = context.sources.publication
    words = context.sources.words(publication.language)
    for stem, page in context.catalogue.pages.items():
        name = f"page:{stem}"
        path = context.addresses.paths[name]
        subject = Subject(
            path,
            page.seo.title or page.title,
            page.seo.description or page.dek or page.body.excerpt,
            lang=page.lang,
            noindex=page.seo.noindex,
        )
        text = text_of_file(page.body, page.lang, name, context.sources)
        parts = {"head": head_of(subject, context), "title": page.title, "dek": page.dek, "text": text}
        yield Page(file_of(path), "page.html", parts, page.lang, page.where.path)
    path = context.addresses.paths["corrections:"]
    feed = feed_below(words["corrections"], path, context)
    head = head_of(Subject(path, words["corrections"], words["corrections_intro"], feeds=(feed,)), context)
    parts = {"head": head, "corrections": all_corrections(views, publication.language)}
    yield Page(file_of(path), "corrections.html", parts, publication.language, "layout corrections.html")
    lost = head_of(Subject("404.html", words["not_found"], noindex=True), context)
    yield Page("404.html", "404.html", {"head": lost}, publication.language, "layout 404.html")


def _missing_disclaimers(context: PlanContext) -> Iterator[Problem]:
    for piece in context.catalogue.pieces.values():
        problem = missing_disclaimer(piece, context.sources)
        if problem:
            yield problem


def _copies_and_pictures(context: PlanContext) -> tuple[tuple[CopiedOutput, ...], tuple[DerivedFile, ...]]:
    """The files that are published as they are, and the pictures that are made."""
    catalogue = context.catalogue
    image_set = fill(context.sources.image_set)
    copied_files = (
        *(CopiedOutput(file.path, file.source, file.digest) for file in catalogue.files),
        *image_set.copied_files.values(),
    )
    return copied_files, (*image_set.derived.values(), *card_files(context.cards), *icon_files(image_set))


def shared_collections(context: PlanContext, assets: Mapping[str, str]) -> Mapping[str, object]:
    """Return the collections that any layout may name; bounded, so that one piece more does not change every page."""
    pieces, kind = context.catalogue.pieces, context.sources.kind
    newest = (s for s, piece in pieces.items() if not kind(piece).is_sponsored and not piece.is_retracted)
    topics = [t for t in topics_in_order(context) if t.declared or context.sources.groups.by_topic.get(t.id)]
    latest = tuple(context.teasers[stem] for stem in islice(newest, context.sources.publication.front.latest))
    return {
        "site": _site_view(context),
        "menu": _menu(context),
        "topic_menu": tuple(Link(t.name, context.addresses.url(f"topic:{t.id}")) for t in topics if t.declared),
        "latest": latest,
        "assets": {name: context.addresses.at(path) for name, path in sorted(assets.items())},
    }


def _menu(context: PlanContext) -> tuple[Link, ...]:
    """The menu of config, else the pages that ask for a place in it."""
    publication: Publication = context.sources.publication
    if publication.menu:
        return tuple(Link(item.text, _menu_url(item.url, context)) for item in publication.menu)
    pages = [page for page in context.catalogue.pages.values() if page.menu is not None]
    pages.sort(key=lambda page: (page.menu, page.title))
    return tuple(Link(page.title, context.addresses.url(f"page:{page.stem}")) for page in pages)


def _menu_url(url: str, context: PlanContext) -> str:
    return url if "//" in url or url.startswith(("/", "mailto:")) else context.addresses.at(url)


def _site_view(context: PlanContext) -> SiteView:
    publication, addresses = context.sources.publication, context.addresses
    return SiteView(
        title=publication.title,
        description=publication.description,
        url=addresses.whole(""),
        home=addresses.at(""),
        language=publication.language,
        dir=direction(publication.language),
        accent=publication.accent,
        logo=context.logo,
        feed=addresses.url("feed:"),
        search_url=addresses.url(SEARCH) if publication.search else "",
        topics_url=addresses.url("topics:"),
        authors_url=addresses.url("authors:"),
        archive_url=addresses.url("archive:"),
        corrections_url=addresses.url("corrections:"),
        organization=publication.organization.name or publication.title,
        csp=page_policy(publication),
        icons=icon_links(context.sources.image_set),
        rights=rights_view(publication.rights, addresses),
        extra=publication.extra,
    )
