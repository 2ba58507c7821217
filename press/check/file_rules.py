"""Output folder -> its files, and for each a FileFacts: all that one file shows by itself, found in one reading."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from press.check.addresses import TEMPLATE, Answer, Lookup
from press.check.facts import Anchor, FileFacts, Finding, PageFacts
from press.check.hosting import addresses_in_styles, check_headers, check_redirects, check_robots
from press.check.leaks import forbidden_words_in, line_of
from press.check.page import Page, Use, read_page
from press.check.page_rules import page_findings
from press.check.policy import policy_findings
from press.check.secrets import secret_findings
from press.check.structured import read_graphs
from press.check.syndication import Listing, read_json, read_xml
from press.model.digest import seal_of

# No link is followed and no pipe waited for: a build leaves plain files alone.
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
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
class _Found:
    """What has been found in one file so far."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    anchors: dict[tuple[str, str], Anchor] = field(default_factory=dict)
    outgoing: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def fault(self, use: Use, message: str, hint: str = "", *, is_note: bool = False) -> None:
        self.findings.append(Finding(self.path, use.line, message, hint, address=use.address, is_note=is_note))


def check_bytes(path: str, data: bytes, lookup: Lookup) -> FileFacts:
    """Return what the file at `path` says and what is wrong with it; `lookup` knows the section."""
    facts = FileFacts(path, seal_of(data), secret_findings(path, data))
    if not path.endswith(_TEXTS):
        return facts
    text = data.decode("utf-8", "replace")
    found = _Found(path, list(facts.findings))
    if path.endswith(".html"):
        facts = _check_page(facts, read_page(text), found, lookup)
    else:
        facts = _check_other(facts, data, text, found, lookup)
    for mark in forbidden_words_in(text, lookup.site.forbidden):
        line, hint = line_of(text, mark), "build again; if it stays, look for these words in content/ and config.yaml"
        found.findings.append(Finding(path, line, f"here stands {mark.said}", hint, mark=mark.words))
    return replace(
        facts,
        findings=tuple(dict.fromkeys(found.findings)),
        anchors=tuple(found.anchors.values()),
        outgoing=tuple(found.outgoing.items()),
    )


def _check_page(facts: FileFacts, page: Page, found: _Found, lookup: Lookup) -> FileFacts:
    ids = (*(name for name, _ in page.ids), *page.names)
    _follow(page.uses, found, lookup, own=frozenset(ids))
    _leave_out_forms(page, found, lookup)
    _follow([use for _, use in page.versions], found, lookup)
    if facts.path in lookup.site.copied:  # no layout drew it: its links have to work, its form is its own
        return replace(facts, ids=ids)
    found.findings += policy_findings(page, facts.path, lookup.home_of(facts.path))
    ours = {source for source, _, _ in page.pictures if lookup.find(source, facts.path).kind == "file"}
    found.findings += page_findings(page, facts.path, ours)
    moved = bool(page.all("moved"))
    nodes: Iterable[str] = ()
    references: Iterable[str] = ()
    if not moved:
        graph, findings = read_graphs(page.graphs, facts.path)
        found.findings += findings
        line = page.graphs[0][1] if page.graphs else 0
        _follow((Use("structured", address, line) for address in graph.addresses), found, lookup)
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


def _check_other(facts: FileFacts, data: bytes, text: str, found: _Found, lookup: Lookup) -> FileFacts:
    name = facts.path.rpartition("/")[2]
    listing = Listing()
    if name.endswith(".xml"):
        listing = read_xml(data, facts.path)
    elif name.endswith(".json"):
        listing = read_json(data, facts.path)
    elif facts.path == "_redirects":
        listing.uses, listing.findings = check_redirects(text, facts.path)
    elif facts.path == "_headers":
        listing.findings = check_headers(text, facts.path)
    elif facts.path == "robots.txt":
        listing.uses, listing.findings = check_robots(text, facts.path)
    elif name.endswith(".css"):
        listing.uses = list(addresses_in_styles(text))
    found.findings += listing.findings
    _follow(listing.uses, found, lookup)
    if listing.own and listing.own != lookup.home_of(facts.path):
        message = f"the feed gives {listing.own} as its own address, not {lookup.home_of(facts.path)}"
        found.findings.append(Finding(facts.path, 0, message, "readers' programs would ask there"))
    listed = found.files if listing.is_sitemap else ()
    return replace(facts, listed=tuple(listed), is_sitemap=listing.is_sitemap)


def _follow(uses: Iterable[Use], found: _Found, lookup: Lookup, *, own: frozenset[str] = frozenset()) -> None:
    """Look up addresses; `own` are the ids of the page that they stand on."""
    for written in dict.fromkeys(uses):
        use = written._replace(address=_local(written.address, lookup.site.origin))
        if use.kind in _WHOLE and not _SCHEME.match(written.address) and TEMPLATE not in use.address:
            shown = use.address or "(empty)"
            found.fault(use, f"this address is not whole: {shown}", "in a feed or sitemap no page stands around it")
            continue
        answer = lookup.find(written.address, found.path)
        for message, hint, is_note in _judge(use, answer, lookup):
            found.fault(use, message, hint, is_note=is_note)
        if answer.kind == "file":
            found.files.append(answer.path)
            _note_anchor(use, answer, found, own)
        elif answer.url and use.kind == "link":
            found.outgoing.setdefault(answer.url, use.line)


def _leave_out_forms(page: Page, found: _Found, lookup: Lookup) -> None:
    """Forget addresses that carry the page's own: forms by which readers pass it on or write in, made for each page.

    They are no writer's sources, and what stands behind them is asked of readers.
    """
    own = {lookup.home_of(found.path), *(use.address for use in page.all("canonical"))}
    for url in [url for url in found.outgoing if any(each in unquote(url) for each in own if each)]:
        del found.outgoing[url]


def _local(address: str, origin: str) -> str:
    """An address as a page of ours, or its writer, writes it: what feeds and heads write whole is the same mistake."""
    _, sign, rest = unquote(address).partition(TEMPLATE)
    if sign:
        return sign + rest
    return address.removeprefix(origin) if address.startswith(f"{origin}/") else address


def _judge(use: Use, answer: Answer, lookup: Lookup) -> Iterator[tuple[str, str, bool]]:
    """Yield message, hint and whether it is a note."""
    shown, section = use.address, lookup.site
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


def _note_anchor(use: Use, answer: Answer, found: _Found, own: frozenset[str]) -> None:
    if not answer.fragment or use.kind in {"structured", "picture"} or not answer.path.endswith(".html"):
        return
    if answer.path != found.path:
        key = (answer.path, answer.fragment)
        found.anchors.setdefault(key, Anchor(answer.path, answer.fragment, use.address, use.line))
    elif answer.fragment not in own and answer.fragment != "top":
        found.fault(use, f"there is no place {use.address} on this page", "an id may have been renamed")


def files_below(root: str) -> tuple[str, ...]:
    """Return every file below `root`, sorted; a repository's own folder is named alone, with a slash."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        prefix = os.path.relpath(folder, root).replace(os.sep, "/") + "/"
        prefix = "" if prefix == "./" else prefix
        found += [f"{prefix}{name}/" for name in folders if name == ".git"]
        found += [prefix + name for name in names]
        folders[:] = [name for name in folders if name != ".git"]
    return tuple(sorted(found))


def read_text(root: str, path: str) -> str:
    """Return a file's text, "" where it cannot be read."""
    data = _read(root, path)
    return data.decode("utf-8", "replace") if data is not None else ""


def check_file(lookup: Lookup, root: str, path: str) -> FileFacts:
    """Examine a file of `root`; one that is gone or no plain file has no SHA-256."""
    data = _read(root, path)
    return FileFacts(path, "") if data is None else check_bytes(path, data, lookup)


def _read(root: str, path: str) -> bytes | None:
    try:
        with os.fdopen(os.open(f"{root}/{path}", _OPEN), "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None
