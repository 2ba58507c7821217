"""Older addresses -> redirects, as lines for the host and as pages for hosts that read none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import quote, unquote

from press.model.addresses import path_fault
from press.model.filenames import host_fault
from press.model.media_types import UNKNOWN, media_type
from press.model.page import Page
from press.model.page_views import Redirect
from press.model.problem import Problem, Where
from press.model.redirects import FOUND_STATUS
from press.plan.context import PlanContext
from press.plan.grouping import slug_of
from press.plan.head import Subject, head_of
from press.plan.urls import FEED, FEED_JSON, file_of

_FEED_SUFFIXES = (".xml", ".rss", ".atom", ".json")
_FEED_FILES = frozenset({"feed.xml", "feed.json"})

_KEPT = "/*:?#[]@!$&'()+,;=~%"  # letters of an address that mean something, or are escaped already


@dataclass(frozen=True, slots=True)
class Older:
    """An older address: `path` from the domain's root (decoded), the address it leads to now, and who says so.

    `name` is what stands there now (`article:<stem>`, ...), "" where a rule of the configuration names an address.
    `is_pattern`: it stands for more than one path.
    """

    path: str
    name: str
    new: str
    where: Where
    key: str
    status: int = FOUND_STATUS
    query: tuple[tuple[str, str], ...] = ()
    is_pattern: bool = False

    @property
    def is_rule(self) -> bool:
        """Whether the configuration says so, and no text."""
        return self.key == RULE


RULE = "rule"  # the key of a rule in its Where


def older_addresses(context: PlanContext) -> tuple[Older, ...]:
    """Return all aliases, then the rules of the configuration in their order.

    Without a leading slash they are relative to the section, else to the domain.
    """
    catalogue, base = context.catalogue, context.addresses.base
    articles = [piece.article for piece in catalogue.pieces.values()]
    named = [
        *((f"article:{a.stem}", a.where, [_from_root(alias, base) for alias in a.aliases]) for a in articles),
        *((f"page:{p.stem}", p.where, [_from_root(a, base) for a in p.aliases]) for p in catalogue.pages.values()),
        *((f"author:{w.id}", w.where, _below("authors", w.aliases, base)) for w in catalogue.authors.values()),
        *((f"topic:{t.id}", t.where, _below("topics", t.aliases, base)) for t in catalogue.topics.values()),
    ]
    found = [
        Older(path, name, context.addresses.url(name), where, f"aliases.{n}")
        for name, where, paths in named
        for n, path in enumerate(paths)
    ]
    publication = catalogue.publication
    for n, alias in enumerate(publication.feed_aliases):
        name = FEED_JSON if alias.endswith(".json") else FEED
        path = _from_root(alias, base)
        found.append(Older(path, name, context.addresses.url(name), publication.where, f"feeds.aliases.{n}"))
    # A renamed topic whose older name still makes the same address needs no redirect.
    own = [o for o in found if o.name.startswith("article:") or o.path != base + context.addresses.paths[o.name]]
    return (*own, *_configured(context))


def _configured(context: PlanContext) -> Iterator[Older]:
    """Yield the rules of the configuration; one that leads to a piece which is held back waits for it."""
    catalogue, base = context.catalogue, context.addresses.base
    held_back = {piece.stem for piece in catalogue.held_back}
    for configured in context.sources.publication.redirects:
        rule = configured.rule
        stem = rule.new.removesuffix(".md")
        if rule.new.endswith(".md") and stem in held_back:
            continue
        name = f"article:{stem}" if rule.new.endswith(".md") and stem in catalogue.pieces else ""
        is_whole = rule.new.startswith(("/", "http://", "https://"))
        new = context.addresses.url(name) if name else quote(rule.new if is_whole else base + rule.new, safe=_KEPT)
        old = rule.old if rule.old.startswith("/") else base + rule.old
        yield Older(old, name, new, configured.where, RULE, rule.status, rule.query, rule.is_pattern)


def redirect_pages(older: Sequence[Older], context: PlanContext) -> Iterator[Page]:
    """Make a page for every older address inside the section that one page can stand for."""
    lang = context.sources.publication.language
    base = context.addresses.base
    for address in older:
        file = redirect_file(address, base)
        if not file or _is_own(address, context) or _is_copied(address):
            continue
        path = address.path[len(base) :]
        redirect = Redirect(context.addresses.at(path), address.new)
        whole = address.new if "://" in address.new else context.addresses.origin + address.new
        head = head_of(Subject(path, whole, noindex=True), context)
        yield Page(file, "redirect.html", {"head": head, "redirect": redirect}, lang, address.where.path)


def redirect_file(address: Older, base: str) -> str:
    """Return the path in the output of the page at an older address.

    "" where that lies outside the section, where it stands for many, or where a rule names what a host would run.
    """
    path = file_of(address.path[len(base) :]) if address.path.startswith(base) and not address.is_pattern else ""
    return "" if address.is_rule and (host_fault(path) or path_fault(path)) else path


def feed_copies(context: PlanContext) -> tuple[str, ...]:
    """Return the older addresses of the feed at which its copy stands: those that end like a file of a feed."""
    base = context.addresses.base
    rooted = [_from_root(alias, base) for alias in context.sources.publication.feed_aliases]
    paths = [path[len(base) :] for path in rooted if path.startswith(base) and path.endswith(_FEED_SUFFIXES)]
    return tuple(path for path in paths if path not in _FEED_FILES)


def _is_copied(address: Older) -> bool:
    """Whether a copy of the feed stands at an older address."""
    return _is_of_feed(address) and address.path.endswith(_FEED_SUFFIXES)


def _is_of_feed(address: Older) -> bool:
    return address.name in {FEED, FEED_JSON}


def redirect_lines(older: Sequence[Older], context: PlanContext) -> tuple[Redirect, ...]:
    """Return every redirect, with the base path: single addresses sorted, then those that stand for many."""
    lines = [
        (
            o.is_pattern and not o.query,
            o.is_pattern,
            Redirect(
                quote(o.path, safe="/*:" if o.is_pattern else "/"),
                o.new,
                o.status,
                tuple([f"{quote(name)}={quote(value, safe=':')}" for name, value in o.query]),
            ),
        )
        for o in older
        if not _is_left_out(o, context)
    ]
    single = sorted((line for _, is_pattern, line in lines if not is_pattern), key=lambda line: line.old)
    # Of the lines that apply a host takes the first, so the narrower ones come before.
    narrow = (line for is_wide, is_pattern, line in lines if is_pattern and not is_wide)
    return (*single, *narrow, *(line for is_wide, _, line in lines if is_wide))


def alias_problems(older: Sequence[Older], context: PlanContext, files: Collection[str]) -> Iterator[Problem]:
    """Find older addresses that lead to themselves or nowhere, that two claim, or that no text may name.

    `files` are all paths of the output. Inside the section an alias is a file, and collides like one.
    """
    outside: dict[str, Older] = {}
    for address in older:
        is_inside = bool(redirect_file(address, context.addresses.base))
        other = address if is_inside or address.is_pattern else outside.setdefault(address.path, address)
        if other.new != address.new:
            place, excerpt = address.where.at(address.key)
            message = f"the older address {address.path} leads to {other.where.at(other.key)[0]} as well"
            yield Problem(place, message, "keep it in one of the two", excerpt)
        fault, hint = _fault(address, context, files)
        if fault:
            place, excerpt = address.where.at(address.key)
            yield Problem(place, fault, hint, excerpt, is_note=_is_left_out(address, context))


def _is_left_out(address: Older, context: PlanContext) -> bool:
    """Whether a text names an address outside the section, and config does not let it."""
    is_inside = address.path.startswith(context.addresses.base)
    is_trusted = address.is_rule or _is_of_feed(address) or context.sources.publication.outside_aliases
    return not is_inside and not is_trusted


def _fault(address: Older, context: PlanContext, files: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with an older address by itself, and a hint; ("", "") = nothing."""
    base = context.addresses.base
    if _is_own(address, context):
        return (
            "this rule leads to itself" if address.is_rule else "this alias is the piece's own address"
        ), "take it out"
    if address.is_rule:
        return _lost(address, base, files)
    if not address.path.startswith(base):
        if not _is_left_out(address, context):
            return "", ""
        message = f"the older address {address.path} lies outside the section, which stands at {base}: it is left out"
        return message, "redirects: {outside: true} in config.yaml lets texts name such addresses"
    fault = host_fault(redirect_file(address, base))
    if fault:
        return f"the older address {address.path}: {fault}", "give it in config.yaml, as a rule of redirects:"
    if _is_of_feed(address) or not _is_no_page(address.path):
        return "", ""
    is_feed = address.path.endswith(_FEED_SUFFIXES)
    hint = "feeds: {aliases: [atom.xml]} leads to the feed" if is_feed else "give it as a rule of redirects:"
    return f"the older address {address.path} is that of no page, by its ending", f"in config.yaml: {hint}"


def _lost(address: Older, base: str, files: Collection[str]) -> tuple[str, str]:
    """Find a rule that leads to a page of the section which is not there."""
    new = unquote(address.new.partition("?")[0].partition("#")[0])
    if new.endswith(".md"):
        return (
            f"no published piece has the file {new.rpartition('/')[2]}",
            "write the name of a file in content/articles",
        )
    if not new.startswith(base) or "*" in new or "/:" in new:
        return "", ""
    path = new.removeprefix(base)
    if file_of(path) in files or f"{path}/index.html" in files:
        return "", ""
    near = get_close_matches(path, [file.removesuffix("index.html") for file in sorted(files)], n=1)
    return f"there is no page at {new}", f'did you mean "{base}{near[0]}"?' if near else "name a page that is there"


def _is_own(address: Older, context: PlanContext) -> bool:
    if address.name:
        return address.path == context.addresses.base + context.addresses.paths[address.name]
    return not address.is_pattern and address.path == unquote(address.new)


def _is_no_page(path: str) -> bool:
    """Whether hosts send what stands at a path as something else than a page."""
    found = media_type(path)
    return not path.endswith("/") and found not in {"text/html", UNKNOWN}


def _below(folder: str, names: Sequence[str], base: str) -> list[str]:
    """The addresses that a renamed author's or topic's earlier names made; one with a slash is such an address."""
    return [_from_root(name, base) if "/" in name else f"{base}{folder}/{slug_of(name)}/" for name in names]


def _from_root(alias: str, base: str) -> str:
    path = unquote(alias)
    rooted = path if path.startswith("/") else base + path
    last = rooted.rsplit("/", 1)[-1]
    return rooted if rooted.endswith("/") or "." in last else rooted + "/"
