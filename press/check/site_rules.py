"""All FileFacts -> the findings that only the whole section shows: places, translations, sitemaps, names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from press.check.facts import FileFacts, Finding, PageFacts, SiteFacts

_SITEMAP = "sitemap.xml"


def site_findings(files: Sequence[FileFacts], site_facts: SiteFacts) -> tuple[Finding, ...]:
    """Find what no file shows alone."""
    pages = {file.path: file.page for file in files if file.page}
    found = chain(
        _lost_anchors(files),
        _unknown_nodes(files, site_facts),
        _one_way_versions(pages),
        _wrong_canonicals(pages),
        _wrongly_listed(files, pages),
        _not_listed(files, pages),
        _held(site_facts),
        _same_names(site_facts),
        _without_files(site_facts),
    )
    return tuple(found)


def _lost_anchors(files: Sequence[FileFacts]) -> Iterator[Finding]:
    ids = {file.path: frozenset(file.ids) for file in files}
    for file in files:
        for anchor in file.anchors:
            if anchor.fragment not in ids.get(anchor.target, frozenset()) and anchor.fragment != "top":
                message = f'there is no place "#{anchor.fragment}" on the page that {anchor.address} leads to'
                yield Finding(
                    file.path, anchor.line, message, "a heading may have been renamed", address=anchor.address
                )


def _unknown_nodes(files: Sequence[FileFacts], site_facts: SiteFacts) -> Iterator[Finding]:
    nodes = {node for file in files for node in file.nodes}
    for file in files:
        for name in file.references:
            if name.startswith(site_facts.origin + site_facts.base) and name not in nodes:
                yield Finding(file.path, 0, f"no page's structured data describes {name}, which this one refers to")


def _one_way_versions(pages: Mapping[str, PageFacts]) -> Iterator[Finding]:
    for path, page in pages.items():
        for lang, other in page.versions:
            there = pages.get(other)
            if other == path or there is None:  # a page that is not there is another fault
                continue
            if path not in {back for _, back in there.versions}:
                message = f"this page calls {other} its translation, and that page does not know of it"
                yield Finding(path, 0, message, "search engines believe only both together")
            if lang not in {there.lang, "x-default"}:
                yield Finding(path, 0, f"{other} is announced as {lang}; it says that it is {there.lang}")


def _wrong_canonicals(pages: Mapping[str, PageFacts]) -> Iterator[Finding]:
    for path, page in pages.items():
        there = pages.get(page.canonical)
        if there and page.canonical != path and there.moved:
            yield Finding(
                path, 0, f"the canonical address {page.canonical} only leads elsewhere", "name the page itself"
            )


def _wrongly_listed(files: Sequence[FileFacts], pages: Mapping[str, PageFacts]) -> Iterator[Finding]:
    for file in files:
        for path in file.listed:
            page = pages.get(path)
            if page and page.noindex:
                yield Finding(file.path, 0, f"the sitemap lists {path}, which search engines are told to leave out")


def _not_listed(files: Sequence[FileFacts], pages: Mapping[str, PageFacts]) -> Iterator[Finding]:
    if all(page.noindex for page in pages.values()):
        return  # a preview, which search engines are to leave alone
    if not any(file.is_sitemap and file.path == _SITEMAP for file in files):
        yield Finding(_SITEMAP, 0, "there is no sitemap", "layouts/sitemap.xml writes it")
        return
    listed = {path for file in files if file.path.startswith("sitemap") for path in file.listed}
    for path, page in pages.items():
        if page.canonical == path and not page.noindex and path not in listed:
            yield Finding(path, 0, "no sitemap lists this page", "layouts/sitemap.xml writes it")


def _held(site_facts: SiteFacts) -> Iterator[Finding]:
    for path, said in (site_facts.held or {}).items():
        if path in site_facts.paths:
            yield Finding(path, 0, f"this page shows {said}", "build again, without --drafts")


def _same_names(site_facts: SiteFacts) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path in sorted(site_facts.paths):
        form = unicodedata.normalize("NFC", path).casefold()
        if form in seen:
            message = f"its name differs from {seen[form]} in capitals or accents only"
            yield Finding(path, 0, message, "on many disks they are one file: rename one of them")
        seen[form] = path


def _without_files(site_facts: SiteFacts) -> Iterator[Finding]:
    for path, said in (
        ("index.html", "front page"),
        ("404.html", "page for lost readers"),
        ("robots.txt", "robots.txt"),
    ):
        if path not in site_facts.paths:
            yield Finding(path, 0, f"the section has no {said}", "build again")
