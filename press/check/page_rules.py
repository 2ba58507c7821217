"""Page -> its own findings: language, title, headline, headings, ids, pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import unquote

from press.check.addresses import TEMPLATE
from press.check.facts import Finding
from press.check.page import Page

_DRAWN = "the layout draws it: mend it once in layouts/"


def page_findings(page: Page, path: str, ours: Collection[str]) -> Iterator[Finding]:
    """Find what is wrong with a page of ours, whatever stands on the others; `ours` are pictures of the section."""
    if not page.lang:
        yield Finding(path, 1, "the page does not say its language", "write lang on the first tag of the layout")
    if not page.title:
        yield Finding(path, 1, "the page has no title", "give the layout a title in its head")
    if len(page.all("canonical")) != 1 and not page.noindex:
        message = f"the page names {len(page.all('canonical'))} canonical addresses, not one"
        yield Finding(path, 1, message, _DRAWN)
    yield from _headings(page, path)
    yield from _ids(page, path)
    yield from _pictures(page, path, ours)


def _headings(page: Page, path: str) -> Iterator[Finding]:
    headlines = [line for level, line in page.headings if level == 1]
    if len(headlines) != 1:
        line = headlines[1] if headlines else 1
        yield Finding(path, line, f"the page has {len(headlines)} first-level headings, not one", _DRAWN)
    before = 0
    for level, line in page.headings:
        if before and level > before + 1:
            yield Finding(
                path, line, f"a heading of level {level} follows one of level {before}", "take the levels in order"
            )
        before = level


def _ids(page: Page, path: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, line in page.ids:
        if name in seen:
            yield Finding(path, line, f'the id "{name}" stands twice on the page', "a link finds only the first one")
        seen.add(name)


def _pictures(page: Page, path: str, ours: Collection[str]) -> Iterator[Finding]:
    for source, lacks, line in page.pictures:
        shown = source.rpartition("/")[2]
        if "alt" in lacks:
            hint = 'say what it shows, or write alt="" where the words beside it do'
            yield Finding(path, line, f"the picture {shown} has no alt", hint, address=source)
        sizes = [name for name in lacks if name != "alt"]
        if sizes and TEMPLATE not in unquote(source):  # that one has an address to be mended first
            message = f"the picture {shown} has no {' and no '.join(dict.fromkeys(sizes))}"
            # Of a picture on another site a build cannot know the size.
            yield Finding(path, line, message, "the page jumps when it loads", source, is_note=source not in ours)
