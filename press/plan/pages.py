"""Edition -> Plan: all pages of the site, and every problem that only the whole site shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from press.model.edition import Edition
from press.model.lazy import Lazy
from press.model.page import Copy, Page, Plan
from press.model.page_views import SiteView
from press.model.picture import Darkroom, Derived, source_of
from press.model.problem import Problem
from press.model.publication import Kind, Publication
from press.model.views import Link
from press.plan.addresses import lost_addresses
from press.plan.album import Album, fill
from press.plan.cards import card_files, make_cards
from press.plan.collisions import collisions
from press.plan.desk import Desk, Sources
from press.plan.feeds import all_corrections, feed_pages
from press.plan.front import front_page
from press.plan.gather import Groups, gather
from press.plan.head import Subject, direction, feed_below, head_of, head_of_piece
from press.plan.icons import icon_files, icon_links
from press.plan.indexes import index_pages
from press.plan.lists import archive_pages, author_pages, group_pages, topic_pages, topics_in_order
from press.plan.masthead import masthead_of
from press.plan.origins import origins_of
from press.plan.piece import Views, missing_disclaimer, piece_view
from press.plan.policy import page_policy
from press.plan.redirects import alias_problems, older_addresses, redirect_lines, redirect_pages
from press.plan.related.candidate import is_retracted
from press.plan.related.choice import Chosen
from press.plan.search import search_pages, search_records
from press.plan.teasers import logo_picture, person_of, teaser_of, text_of_file
from press.plan.urls import SEARCH, Addresses, file_of, make_addresses

NOTHING_CHOSEN = Chosen(card="", list=(), left_out=())


def plan_pages(
    edition: Edition, assets: Mapping[str, str], darkroom: Darkroom
) -> tuple[Plan, Desk, tuple[Problem, ...]]:
    """Return every file of the site, the desk that the pieces' pages are made at, and what is wrong with the whole.

    `assets` maps a file of layouts/assets/ to its path in the site. At the desk nothing is chosen yet: no page but the
    pieces' own shows what is related to them.
    """
    groups, problems = gather(edition)
    desk = make_desk(edition, groups, make_addresses(edition, groups), darkroom)
    views = Views(desk)
    found = list(problems)
    pages = [*topic_pages(desk), *author_pages(desk), *group_pages(desk)]
    front, front_problems = front_page(desk)
    pages += [front, *archive_pages(desk), *_other_pages(desk, views)]
    older = older_addresses(desk)
    found += [*front_problems, *alias_problems(older, desk), *_missing_disclaimers(desk)]
    pages += redirect_pages(older, desk)
    pages += [*search_pages(desk), *feed_pages(desk, views)]
    pages += index_pages(pages, redirect_lines(older, desk), desk)
    copies, pictures = _copies_and_pictures(desk)
    files = [*_article_files(desk), *((p.path, p.source) for p in pages), *((c.path, c.source) for c in copies)]
    files += ((made.path, source_of(made)) for made in pictures)
    files += ((path, f"layouts/assets/{name}") for name, path in assets.items())
    found += collisions(files, partial(origins_of, desk, older))
    found += lost_addresses(desk, [path for path, _ in files])
    shared = shared_collections(desk, assets)
    plan = Plan(tuple(edition.pieces), tuple(pages), copies, shared, pictures=pictures, search=search_records(desk))
    return plan, desk, tuple(found)


def article_page(stem: str, chosen: Chosen, desk: Desk) -> Page:
    """Make the page of one piece, with what was chosen to stand beside it.

    With thousands of them, they are made when they are wanted.
    """
    piece = desk.edition.pieces[stem]
    view = piece_view(piece, desk)
    replies = desk.sources.groups.replies.get(stem, ())
    parts = {
        "head": head_of_piece(piece, view, desk),
        "piece": view,
        "card": desk.teasers[chosen.card] if chosen.card else None,
        "related": tuple([desk.teasers[other] for other in chosen.list]),
        "replies_to": desk.teasers[piece.replies_to] if piece.replies_to else None,
        "replies": tuple([desk.teasers[reply] for reply in replies]),
    }
    layout = article_layout(desk.sources.kind(piece))
    return Page(article_file(stem, desk), layout, parts, piece.article.lang, piece.article.where.path)


def article_layout(kind: Kind) -> str:
    """Return the layout that shows pieces of a kind."""
    return kind.layout or "article.html"


def article_file(stem: str, desk: Desk) -> str:
    """Return the path of a piece's page in the output."""
    return file_of(desk.addresses.paths[f"article:{stem}"])


def make_desk(edition: Edition, groups: Groups, addresses: Addresses, darkroom: Darkroom) -> Desk:
    """Return the edition with the views that many pages share; a view is made when it is first asked for."""
    sources = Sources(edition, addresses, groups, Album(edition, addresses, darkroom))
    people = Lazy(edition.authors, lambda id_: person_of(edition.authors[id_], sources))
    teasers = Lazy(edition.pieces, lambda stem: teaser_of(edition.pieces[stem], people, sources))
    cards = make_cards(teasers, sources)
    return Desk(sources, people, teasers, logo_picture(sources), cards, masthead_of(sources))


def _article_files(desk: Desk) -> Iterator[tuple[str, str]]:
    for stem, piece in desk.edition.pieces.items():
        yield article_file(stem, desk), piece.article.where.path


def _other_pages(desk: Desk, views: Views) -> Iterator[Page]:
    publication = desk.sources.publication
    words = desk.sources.words(publication.language)
    for stem, page in desk.edition.pages.items():
        name = f"page:{stem}"
        path = desk.addresses.paths[name]
        subject = Subject(
            path,
            page.seo.title or page.title,
            page.seo.description or page.dek or page.body.excerpt,
            lang=page.lang,
            noindex=page.seo.noindex,
        )
        text = text_of_file(page.body, page.lang, name, desk.sources)
        parts = {"head": head_of(subject, desk), "title": page.title, "dek": page.dek, "text": text}
        yield Page(file_of(path), "page.html", parts, page.lang, page.where.path)
    path = desk.addresses.paths["corrections:"]
    feed = feed_below(words["corrections"], path, desk)
    head = head_of(Subject(path, words["corrections"], words["corrections_intro"], feeds=(feed,)), desk)
    parts = {"head": head, "corrections": all_corrections(views, publication.language)}
    yield Page(file_of(path), "corrections.html", parts, publication.language, "layout corrections.html")
    lost = head_of(Subject("404.html", words["not_found"], noindex=True), desk)
    yield Page("404.html", "404.html", {"head": lost}, publication.language, "layout 404.html")


def _missing_disclaimers(desk: Desk) -> Iterator[Problem]:
    for piece in desk.edition.pieces.values():
        problem = missing_disclaimer(piece, desk.sources)
        if problem:
            yield problem


def _copies_and_pictures(desk: Desk) -> tuple[tuple[Copy, ...], tuple[Derived, ...]]:
    """The files that are published as they are, and the pictures that are made."""
    edition = desk.edition
    album = fill(desk.sources.album)
    copies = (*(Copy(file.path, file.source, file.digest) for file in edition.files), *album.copies.values())
    return copies, (*album.derived.values(), *card_files(desk.cards), *icon_files(album))


def shared_collections(desk: Desk, assets: Mapping[str, str]) -> Mapping[str, object]:
    """Return the collections that any layout may name; bounded, so that one piece more does not change every page."""
    pieces, kind = desk.edition.pieces, desk.sources.kind
    newest = (s for s, piece in pieces.items() if not kind(piece).is_sponsored and not is_retracted(piece))
    topics = [t for t in topics_in_order(desk) if t.declared or desk.sources.groups.by_topic.get(t.id)]
    latest = tuple(desk.teasers[stem] for stem in islice(newest, desk.sources.publication.front.latest))
    return {
        "site": _site_view(desk),
        "menu": _menu(desk),
        "topic_menu": tuple(Link(t.name, desk.addresses.url(f"topic:{t.id}")) for t in topics if t.declared),
        "latest": latest,
        "assets": {name: desk.addresses.at(path) for name, path in sorted(assets.items())},
    }


def _menu(desk: Desk) -> tuple[Link, ...]:
    """The menu of config, else the pages that ask for a place in it."""
    publication: Publication = desk.sources.publication
    if publication.menu:
        return tuple(Link(item.text, _menu_url(item.url, desk)) for item in publication.menu)
    pages = [page for page in desk.edition.pages.values() if page.menu is not None]
    pages.sort(key=lambda page: (page.menu, page.title))
    return tuple(Link(page.title, desk.addresses.url(f"page:{page.stem}")) for page in pages)


def _menu_url(url: str, desk: Desk) -> str:
    return url if "//" in url or url.startswith(("/", "mailto:")) else desk.addresses.at(url)


def _site_view(desk: Desk) -> SiteView:
    publication, addresses = desk.sources.publication, desk.addresses
    return SiteView(
        title=publication.title,
        description=publication.description,
        url=addresses.whole(""),
        home=addresses.at(""),
        language=publication.language,
        dir=direction(publication.language),
        accent=publication.accent,
        logo=desk.logo,
        feed=addresses.url("feed:"),
        search_url=addresses.url(SEARCH) if publication.search else "",
        topics_url=addresses.url("topics:"),
        authors_url=addresses.url("authors:"),
        archive_url=addresses.url("archive:"),
        corrections_url=addresses.url("corrections:"),
        organization=publication.organization.name or publication.title,
        csp=page_policy(publication),
        icons=icon_links(desk.sources.album),
        extra=publication.extra,
    )
