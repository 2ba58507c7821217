"""A piece -> how its readers answer: the correction link, the report of a mistake, the links that pass it on."""

from __future__ import annotations

from press.model.edition import Piece
from press.model.report import ReportDesk
from press.model.views import Link
from press.plan.desk import Sources
from press.plan.urls import host_of, mail_address, share_addresses, with_query


def correction_link(piece: Piece, sources: Sources) -> Link | None:
    """Return where a reader suggests a correction, prefilled with title and address; its text says where it goes.

    None where config names no place, or an endpoint, which no link can lead to.
    """
    desk, article = sources.publication.corrections, piece.article
    if not (desk.email or desk.issues):
        return None
    words = sources.words(article.lang)
    address = sources.addresses.canonical(f"article:{article.stem}")
    subject = words["correction_subject"].replace("{title}", article.title)
    body = words["correction_body"].replace("{title}", article.title).replace("{url}", address)
    if desk.email:
        return Link(desk.email, mail_address(desk.email, subject=subject, body=body))
    return Link(host_of(desk.issues), with_query(desk.issues, title=subject, body=body))


def report_desk(piece: Piece, sources: Sources) -> ReportDesk | None:
    """Return where the words that a reader marks are sent, None where config names no place."""
    desk, article = sources.publication.corrections, piece.article
    if not (desk.email or desk.issues or desk.endpoint):
        return None
    page, source = sources.addresses.canonical(f"article:{article.stem}"), article.where.path
    if desk.email:
        return ReportDesk("email", desk.email, page, source)
    if desk.issues:
        return ReportDesk("issues", desk.issues, page, source)
    return ReportDesk("endpoint", desk.endpoint, page, source)


def share_links(piece: Piece, sources: Sources) -> tuple[Link, ...]:
    """Return plain links that pass a piece on: nothing is loaded from anywhere until a reader follows one."""
    article = piece.article
    page = article.canonical or sources.addresses.canonical(f"article:{article.stem}")
    by_mail = Link(sources.words(article.lang)["by_email"], mail_address("", subject=article.title, body=page))
    return (by_mail, *[Link(name, url) for name, url in share_addresses(page, article.title)])
