"""The last build + Plan -> notes on addresses that nothing answers for any more, and on ids that feeds lose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches

from press.model.page import Plan
from press.model.plural import count
from press.model.problem import Place, Problem
from press.plan.context import PlanContext
from press.plan.pages import article_file

_LISTS = ("archive/", "authors/", "columns/", "series/", "topics/")
# Named by what they hold, made for machines, or a list that turns its pages: nobody keeps such an address.
_PASSING = re.compile(
    r"(?:assets|images|pagefind|archive|search)/"
    r"|(?:.*/)?(?:page/\d+/index\.html|feed\.(?:xml|json)|(?:news-)?sitemap[^/]*\.xml)$"
    r"|(?:index\.html|404\.html|robots\.txt|favicon\.ico|_headers|_redirects|CNAME|\.nojekyll)$"
)


def vanished(before: Iterable[str], plan: Plan, context: PlanContext) -> Iterator[Problem]:
    """Give a note for each page or file of `before`, the paths of the last build, that `plan` does not hold.

    An alias is a page, and so keeps an address. A piece that is held back went on purpose; with pieces go the lists
    that held nothing else.
    """
    pieces = {article_file(stem, context): stem for stem in plan.pieces}
    now = {*pieces, *(page.path for page in plan.pages), *(copy.path for copy in plan.copied_files)}
    known = set(before)
    gone = sorted(path for path in known - now if not _PASSING.match(path))
    held = {piece.slug for piece in context.catalogue.held_back}
    own = [path for path in gone if not path.startswith(_LISTS)]
    wanted = [path for path in own if not held.intersection(path.removesuffix(".html").split("/"))]
    fresh = {path: stem for path, stem in pieces.items() if path not in known}
    yield from (_note(path, fresh, context) for path in (wanted if own else gone))


def other_ids(published: Mapping[str, str], context: PlanContext) -> Iterator[Problem]:
    """Give a note where pieces have other ids in feeds now than `published` has by address."""
    catalogue = context.catalogue
    before = {stem: published.get(context.addresses.canonical(f"article:{stem}"), "") for stem in catalogue.pieces}
    other = [stem for stem, id_ in before.items() if id_ and id_ != catalogue.id_of(stem)]
    if other:
        place, excerpt = catalogue.pieces[other[0]].article.where.at("title")
        number = count(len(other), "piece has another id", "pieces have other ids")
        message = f"{number} in feeds than the last build gave: readers would get them again"
        yield Problem(place, message, "python build.py ids --addresses", excerpt, is_note=True)


def _note(path: str, fresh: dict[str, str], context: PlanContext) -> Problem:
    """Say where the address went, if a piece has come to stand at a new one that is much like it."""
    address = path.removesuffix("index.html")
    stem = fresh.get(_likest(path, fresh))
    if stem:
        place, excerpt = context.catalogue.pieces[stem].article.where.at("slug")
        message = f"the last build published this piece at {address}, where nothing stands now"
        return Problem(place, message, f"aliases: [{address}]", excerpt, is_note=True)
    message = "the last build published this address, and nothing stands there now"
    hint = f"write aliases: [{address}] in what readers should find; a piece is taken down by python build.py unpublish"
    return Problem(Place(context.addresses.base + address), message, hint, is_note=True, never_strict=True)


def _likest(path: str, fresh: Collection[str]) -> str:
    """The new path with the same last name, else the one most like it; "" where none is."""
    name = _name(path)
    same = [other for other in fresh if _name(other) == name]
    near = same or get_close_matches(path, sorted(fresh), n=1, cutoff=0.8)
    return near[0] if near else ""


def _name(path: str) -> str:
    return path.removesuffix("index.html").removesuffix(".html").rstrip("/").rpartition("/")[2]
