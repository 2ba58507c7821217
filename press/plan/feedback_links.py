"""A piece -> how its readers answer: the correction link, the report of a mistake, the links that pass it on."""

from __future__ import annotations

from press.model.catalogue import Piece
from press.model.report import ReportDesk
from press.model.views import Link
from press.plan.context import ViewSources
from press.plan.urls import host_of, mail_address, share_addresses, with_query


def correction_link(piece: Piece, sources: ViewSources) -> Link | None:
    """Return where a reader suggests a correction, prefilled with title and address; its text says where it goes.

    None where config names no place, or an endpoint, which no link can lead to.
    """
    context, article = sources.publication.corrections, piece.article
    if not (context.email or context.issues):
        return None
    words = sources.words(article.lang)
    address = sources.addresses.canonical(f"article:{article.stem}")
    subject = words["correction_subject"].replace("{title}", article.title)
    body = words["correction_body"].replace("{title}", article.title).replace("{url}", address)
    if context.email:
        return Link(context.email, mail_address(context.email, subject=subject, body=body))
    return Link(host_of(context.issues), with_query(context.issues, title=subject, body=body))


def report_desk(piece: Piece, sources: ViewSources) -> ReportDesk | None:
    """Return where the words that a reader marks are sent, None where config names no place."""
    context, article = sources.publication.corrections, piece.article
    if not (context.email or context.issues or context.endpoint):
        return None
    page, source = sources.addresses.canonical(f"article:{article.stem}"), article.where.path
    if context.email:
        return ReportDesk("email", context.email, page, source)
    if context.issues:
        return ReportDesk("issues", context.issues, page, source)
    return ReportDesk("endpoint", context.endpoint, page, source)


def share_links(piece: Piece, sources: ViewSources) -> tuple[Link, ...]:
    """Return plain links that pass a piece on: nothing is loaded from anywhere until a reader follows one."""
    article = piece.article
    page = article.canonical or sources.addresses.canonical(f"article:{article.stem}")
    by_mail = Link(sources.words(article.lang)["by_email"], mail_address("", subject=article.title, body=page))
    return (by_mail, *[Link(name, url) for name, url in share_addresses(page, article.title)])
