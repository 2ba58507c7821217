"""A built file -> FileFacts: all that one file shows by itself, found in one reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from press.check.addresses import TEMPLATE, Answer, Lookup
from press.check.facts import Fault, FileFacts, PageFacts, Place
from press.check.hosting import addresses_in_styles, check_headers, check_redirects, check_robots
from press.check.leaks import line_of, marks_in
from press.check.page import Page, Use, read_page
from press.check.page_rules import faults_of
from press.check.secrets import faults_in
from press.check.structured import read_graphs
from press.check.syndication import Listing, read_json, read_xml
from press.model.digest import seal_of

_TEXTS = (".html", ".xml", ".json", ".txt", ".css", ".js", ".svg", ".webmanifest", "_headers", "_redirects", "CNAME")
_WHOLE = frozenset({"syndicated", "feed", "sitemap"})  # addresses that stand on no page have to be whole
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FETCHED = frozenset({"picture", "resource"})
_LOST = ("there is no page at {}", "link to a piece by its file: [words](2026-03-02-x.md)")
_LAYOUT = "a layout writes it: look in layouts/"
_MISSING: Mapping[str, tuple[str, str]] = {
    "picture": ("there is no picture at {}", "put it into content/images, or take it out"),
    "resource": ("there is no file at {}", _LAYOUT),
    "meta": ("the head names what is not there: {}", _LAYOUT),
    "canonical": ("the canonical address leads to nothing: {}", "take canonical out, or name a page that is there"),
    "version": ("the translation is not there: {}", _LAYOUT),
    "announced": ("the feed that the head announces is not there: {}", _LAYOUT),
    "moved": ("the redirect leads to nothing: {}", "build again"),
    "structured": ("the structured data names what is not there: {}", _LAYOUT),
    "sitemap": ("the sitemap names what is not there: {}", "build again"),
    "feed": ("the feed names what is not there: {}", "build again"),
}


@dataclass(slots=True)
class _Notes:
    """What has been found in one file so far."""

    path: str
    faults: list[Fault] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    outgoing: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def fault(self, use: Use, message: str, hint: str = "", *, is_note: bool = False) -> None:
        self.faults.append(Fault(self.path, use.line, message, hint, address=use.address, is_note=is_note))


def examine(path: str, data: bytes, lookup: Lookup) -> FileFacts:
    """Return what the file at `path` says and what is wrong with it; `lookup` knows the section."""
    facts = FileFacts(path, seal_of(data), faults_in(path, data))
    if not path.endswith(_TEXTS):
        return facts
    text = data.decode("utf-8", "replace")
    notes = _Notes(path, list(facts.faults))
    if path.endswith(".html"):
        facts = _examine_page(facts, read_page(text), notes, lookup)
    else:
        facts = _examine_other(facts, data, text, notes, lookup)
    for mark in marks_in(text, lookup.section.marks):
        line, hint = line_of(text, mark), "build again; if it stays, look for these words in content/ and config.yaml"
        notes.faults.append(Fault(path, line, f"here stands {mark.said}", hint, mark=mark.words))
    return replace(
        facts,
        faults=tuple(dict.fromkeys(notes.faults)),
        places=tuple(notes.places.values()),
        outgoing=tuple(notes.outgoing.items()),
    )


def _examine_page(facts: FileFacts, page: Page, notes: _Notes, lookup: Lookup) -> FileFacts:
    ids = (*(name for name, _ in page.ids), *page.names)
    _follow(page.uses, notes, lookup, own=frozenset(ids))
    _leave_out_forms(page, notes, lookup)
    _follow([use for _, use in page.versions], notes, lookup)
    if facts.path in lookup.section.copied:  # no layout drew it: its links have to work, its form is its own
        return replace(facts, ids=ids)
    ours = {source for source, _, _ in page.pictures if lookup.find(source, facts.path).kind == "file"}
    notes.faults += faults_of(page, facts.path, ours)
    moved = bool(page.all("moved"))
    nodes: Iterable[str] = ()
    references: Iterable[str] = ()
    if not moved:
        graph, faults = read_graphs(page.graphs, facts.path)
        notes.faults += faults
        line = page.graphs[0][1] if page.graphs else 0
        _follow((Use("structured", address, line) for address in graph.addresses), notes, lookup)
        nodes, references = graph.nodes, graph.references
    canonical = [lookup.find(use.address, facts.path).path for use in page.all("canonical")]
    versions = [(lang, lookup.find(use.address, facts.path).path) for lang, use in page.versions]
    return replace(
        facts,
        ids=ids,
        nodes=tuple(sorted(nodes)),
        references=tuple(sorted(references)),
        page=PageFacts(page.lang, "".join(canonical[:1]), tuple(versions), page.noindex, moved),
    )


def _examine_other(facts: FileFacts, data: bytes, text: str, notes: _Notes, lookup: Lookup) -> FileFacts:
    name = facts.path.rpartition("/")[2]
    listing = Listing()
    if name.endswith(".xml"):
        listing = read_xml(data, facts.path)
    elif name.endswith(".json"):
        listing = read_json(data, facts.path)
    elif facts.path == "_redirects":
        listing.uses, listing.faults = check_redirects(text, facts.path)
    elif facts.path == "_headers":
        listing.faults = check_headers(text, facts.path)
    elif facts.path == "robots.txt":
        listing.uses, listing.faults = check_robots(text, facts.path)
    elif name.endswith(".css"):
        listing.uses = list(addresses_in_styles(text))
    notes.faults += listing.faults
    _follow(listing.uses, notes, lookup)
    if listing.own and listing.own != lookup.home_of(facts.path):
        message = f"the feed gives {listing.own} as its own address, not {lookup.home_of(facts.path)}"
        notes.faults.append(Fault(facts.path, 0, message, "readers' programs would ask there"))
    listed = notes.files if listing.is_sitemap else ()
    return replace(facts, listed=tuple(listed), is_sitemap=listing.is_sitemap)


def _follow(uses: Iterable[Use], notes: _Notes, lookup: Lookup, *, own: frozenset[str] = frozenset()) -> None:
    """Look up addresses; `own` are the ids of the page that they stand on."""
    for written in dict.fromkeys(uses):
        use = written._replace(address=_local(written.address, lookup.section.origin))
        if use.kind in _WHOLE and not _SCHEME.match(written.address) and TEMPLATE not in use.address:
            shown = use.address or "(empty)"
            notes.fault(use, f"this address is not whole: {shown}", "in a feed or sitemap no page stands around it")
            continue
        answer = lookup.find(written.address, notes.path)
        for message, hint, is_note in _judge(use, answer, lookup):
            notes.fault(use, message, hint, is_note=is_note)
        if answer.kind == "file":
            notes.files.append(answer.path)
            _note_place(use, answer, notes, own)
        elif answer.url and use.kind == "link":
            notes.outgoing.setdefault(answer.url, use.line)


def _leave_out_forms(page: Page, notes: _Notes, lookup: Lookup) -> None:
    """Forget addresses that carry the page's own: forms by which readers pass it on or write in, made for each page.

    They are no writer's sources, and what stands behind them is asked of readers.
    """
    own = {lookup.home_of(notes.path), *(use.address for use in page.all("canonical"))}
    for url in [url for url in notes.outgoing if any(each in unquote(url) for each in own if each)]:
        del notes.outgoing[url]


def _local(address: str, origin: str) -> str:
    """An address as a page of ours, or its writer, writes it: what feeds and heads write whole is the same mistake."""
    _, sign, rest = unquote(address).partition(TEMPLATE)
    if sign:
        return sign + rest
    return address.removeprefix(origin) if address.startswith(f"{origin}/") else address


def _judge(use: Use, answer: Answer, lookup: Lookup) -> Iterator[tuple[str, str, bool]]:
    """Yield message, hint and whether it is a note."""
    shown, section = use.address, lookup.section
    if answer.kind == "bad":
        yield f"no reader can follow {shown}: {answer.path}", "write the address that readers have", False
    elif answer.kind == "missing" and section.held and answer.path in section.held:
        yield f"{shown} leads to {section.held[answer.path]}", "nothing may tell of it before it is out", False
    elif answer.kind == "missing" and TEMPLATE in shown:
        yield f"another program was to fill in {shown}", "write the address itself", True
    elif answer.kind == "missing":
        message, hint = _MISSING.get(use.kind, _LOST)
        near = lookup.nearest(answer.path)
        yield message.format(shown), f'did you mean "{near}"?' if near else hint, False
    elif use.kind in _FETCHED and section.origin.startswith("https:") and answer.url.startswith("http:"):
        yield f"{shown} is fetched without encryption, and browsers refuse that", "write https:", False


def _note_place(use: Use, answer: Answer, notes: _Notes, own: frozenset[str]) -> None:
    if not answer.fragment or use.kind in {"structured", "picture"} or not answer.path.endswith(".html"):
        return
    if answer.path != notes.path:
        key = (answer.path, answer.fragment)
        notes.places.setdefault(key, Place(answer.path, answer.fragment, use.address, use.line))
    elif answer.fragment not in own and answer.fragment != "top":
        notes.fault(use, f"there is no place {use.address} on this page", "an id may have been renamed")
