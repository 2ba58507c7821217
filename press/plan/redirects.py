"""Older addresses -> redirects, as lines for the host and as pages for hosts that read none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from press.model.page import Page
from press.model.page_views import Redirect
from press.model.problem import Problem, Where
from press.plan.context import PlanContext
from press.plan.grouping import slug_of
from press.plan.head import Subject, head_of
from press.plan.urls import file_of


@dataclass(frozen=True, slots=True)
class Older:
    """An older address: `path` from the domain's root (decoded), the name it leads to now, and who says so."""

    path: str
    name: str
    where: Where
    key: str


def older_addresses(context: PlanContext) -> tuple[Older, ...]:
    """Return all aliases. Without a leading slash they are relative to the section, else to the domain."""
    catalogue, base = context.catalogue, context.addresses.base
    articles = [piece.article for piece in catalogue.pieces.values()]
    named = [
        *((f"article:{a.stem}", a.where, [_from_root(alias, base) for alias in a.aliases]) for a in articles),
        *((f"page:{p.stem}", p.where, [_from_root(a, base) for a in p.aliases]) for p in catalogue.pages.values()),
        *((f"author:{w.id}", w.where, _below("authors", w.aliases, base)) for w in catalogue.authors.values()),
        *((f"topic:{t.id}", t.where, _below("topics", t.aliases, base)) for t in catalogue.topics.values()),
    ]
    found = [Older(path, name, where, f"aliases.{n}") for name, where, paths in named for n, path in enumerate(paths)]
    # A renamed topic whose older name still makes the same address needs no redirect.
    return tuple(o for o in found if o.name.startswith("article:") or o.path != base + context.addresses.paths[o.name])


def redirect_pages(older: Sequence[Older], context: PlanContext) -> Iterator[Page]:
    """Make a page for every older address inside the section."""
    lang = context.sources.publication.language
    base = context.addresses.base
    for address in older:
        if not address.path.startswith(base) or _is_own(address, context):
            continue
        redirect = Redirect(context.addresses.at(address.path[len(base) :]), context.addresses.url(address.name))
        path = address.path[len(base) :]
        head = head_of(Subject(path, context.addresses.canonical(address.name), noindex=True), context)
        yield Page(
            redirect_file(address, base),
            "redirect.html",
            {"head": head, "redirect": redirect},
            lang,
            address.where.path,
        )


def redirect_file(address: Older, base: str) -> str:
    """Return the path in the output of the page at an older address; "" where that lies outside the section."""
    return file_of(address.path[len(base) :]) if address.path.startswith(base) else ""


def redirect_lines(older: Sequence[Older], context: PlanContext) -> tuple[Redirect, ...]:
    """Return every redirect, with the base path, sorted by the older address."""
    lines = [Redirect(quote(o.path), context.addresses.url(o.name)) for o in older]
    return tuple(sorted(lines, key=lambda line: line.old))


def alias_problems(older: Sequence[Older], context: PlanContext) -> Iterator[Problem]:
    """Find aliases that lead to themselves, and addresses outside the section that two files lay claim to.

    Inside the section an alias is a file, and collides like one.
    """
    outside: dict[str, Older] = {}
    for address in older:
        is_inside = address.path.startswith(context.addresses.base)
        other = address if is_inside else outside.setdefault(address.path, address)
        if other.name != address.name:
            place, excerpt = address.where.at(address.key)
            message = f"the older address {address.path} leads to {other.where.at(other.key)[0]} as well"
            yield Problem(place, message, "keep it in one of the two", excerpt)
        if _is_own(address, context):
            place, excerpt = address.where.at(address.key)
            yield Problem(place, "this alias is the piece's own address", "take it out", excerpt)


def _is_own(address: Older, context: PlanContext) -> bool:
    return address.path == context.addresses.base + context.addresses.paths[address.name]


def _below(folder: str, names: Sequence[str], base: str) -> list[str]:
    """The addresses that a renamed author's or topic's earlier names made."""
    return [f"{base}{folder}/{slug_of(name)}/" for name in names]


def _from_root(alias: str, base: str) -> str:
    path = unquote(alias)
    rooted = path if path.startswith("/") else base + path
    last = rooted.rsplit("/", 1)[-1]
    return rooted if rooted.endswith("/") or "." in last else rooted + "/"
