"""All FileFacts -> the faults that only the whole section shows: places, translations, sitemaps, names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from press.check.facts import Fault, FileFacts, PageFacts, Section

_SITEMAP = "sitemap.xml"


def faults_of_section(files: Sequence[FileFacts], section: Section) -> tuple[Fault, ...]:
    """Find what no file shows alone."""
    pages = {file.path: file.page for file in files if file.page}
    found = chain(
        _lost_places(files),
        _unknown_nodes(files, section),
        _one_way_versions(pages),
        _wrong_canonicals(pages),
        _wrongly_listed(files, pages),
        _not_listed(files, pages),
        _held(section),
        _same_names(section),
        _without_files(section),
    )
    return tuple(found)


def _lost_places(files: Sequence[FileFacts]) -> Iterator[Fault]:
    ids = {file.path: frozenset(file.ids) for file in files}
    for file in files:
        for place in file.places:
            if place.fragment not in ids.get(place.target, frozenset()) and place.fragment != "top":
                message = f'there is no place "#{place.fragment}" on the page that {place.address} leads to'
                yield Fault(file.path, place.line, message, "a heading may have been renamed", address=place.address)


def _unknown_nodes(files: Sequence[FileFacts], section: Section) -> Iterator[Fault]:
    nodes = {node for file in files for node in file.nodes}
    for file in files:
        for name in file.references:
            if name.startswith(section.origin + section.base) and name not in nodes:
                yield Fault(file.path, 0, f"no page's structured data describes {name}, which this one refers to")


def _one_way_versions(pages: Mapping[str, PageFacts]) -> Iterator[Fault]:
    for path, page in pages.items():
        for lang, other in page.versions:
            there = pages.get(other)
            if other == path or there is None:  # a page that is not there is another fault
                continue
            if path not in {back for _, back in there.versions}:
                message = f"this page calls {other} its translation, and that page does not know of it"
                yield Fault(path, 0, message, "search engines believe only both together")
            if lang not in {there.lang, "x-default"}:
                yield Fault(path, 0, f"{other} is announced as {lang}; it says that it is {there.lang}")


def _wrong_canonicals(pages: Mapping[str, PageFacts]) -> Iterator[Fault]:
    for path, page in pages.items():
        there = pages.get(page.canonical)
        if there and page.canonical != path and there.moved:
            yield Fault(path, 0, f"the canonical address {page.canonical} only leads elsewhere", "name the page itself")


def _wrongly_listed(files: Sequence[FileFacts], pages: Mapping[str, PageFacts]) -> Iterator[Fault]:
    for file in files:
        for path in file.listed:
            page = pages.get(path)
            if page and page.noindex:
                yield Fault(file.path, 0, f"the sitemap lists {path}, which search engines are told to leave out")


def _not_listed(files: Sequence[FileFacts], pages: Mapping[str, PageFacts]) -> Iterator[Fault]:
    if not any(file.is_sitemap and file.path == _SITEMAP for file in files):
        yield Fault(_SITEMAP, 0, "there is no sitemap", "layouts/sitemap.xml writes it")
        return
    listed = {path for file in files if file.path.startswith("sitemap") for path in file.listed}
    for path, page in pages.items():
        if page.canonical == path and not page.noindex and path not in listed:
            yield Fault(path, 0, "no sitemap lists this page", "layouts/sitemap.xml writes it")


def _held(section: Section) -> Iterator[Fault]:
    for path, said in (section.held or {}).items():
        if path in section.paths:
            yield Fault(path, 0, f"this page shows {said}", "build again, without --drafts")


def _same_names(section: Section) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path in sorted(section.paths):
        form = unicodedata.normalize("NFC", path).casefold()
        if form in seen:
            message = f"its name differs from {seen[form]} in capitals or accents only"
            yield Fault(path, 0, message, "on many disks they are one file: rename one of them")
        seen[form] = path


def _without_files(section: Section) -> Iterator[Fault]:
    for path, said in (
        ("index.html", "front page"),
        ("404.html", "page for lost readers"),
        ("robots.txt", "robots.txt"),
    ):
        if path not in section.paths:
            yield Fault(path, 0, f"the section has no {said}", "build again")
