"""Plan -> Rendered files: what is stale is made anew, one file at a time, by several processes when it pays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath

from press.build.load import LoadedSite
from press.model.body import Part
from press.model.cache import Cache, CacheReader
from press.model.catalogue import Catalogue
from press.model.digest import digest
from press.model.page import CopiedOutput, Output, Page, Plan, Rendered, SearchRecord
from press.model.problem import ExitCode, Refusal
from press.model.related import Chosen
from press.model.site import Site
from press.parallel.batch import Steps
from press.parallel.pool import can_fork, map_in_processes
from press.plan.context import PlanContext
from press.plan.pages import NOTHING_CHOSEN, article_page
from press.plan.urls import split_url
from press.read.cached import parts_key
from press.read.folder import read_source
from press.read.markdown import decode_parts
from press.render.layouts import Layouts
from press.render.renderer import Keys, PageKey, Renderer, keys_for
from press.render.staleness import Known, stale_reason
from press.search.text import words_of
from press.write.stage_output import Place, StagedOutput

# Below this many pages, starting processes costs more than it saves (some 0.05 s against 1 ms a page).
_PAYS_FROM = 200
_CHUNK = 20
_FEW = 5  # some pages take long: feeds hold thirty texts
# Where there are more pieces, who ranks them and who prints are not at work at once: together they would hold too much.
_MANY = 20_000
_RECORD = "search_record.html"


@dataclass(frozen=True, slots=True)
class PreviousOutput:
    """What the last build left: the ledger's rows by path, and which files still hold what it wrote."""

    ledger: Mapping[str, Known]
    untouched: Collection[str]


# A page as it was made: its path, why, and what became of it; None where its file is right as it stands.
RenderedPage = tuple[str, str, StagedOutput | None]
# A page, its key, and why it is to be made.
StalePage = tuple[Page, PageKey, str]


@dataclass(frozen=True, slots=True)
class PageRenderer:
    """All that making any page of an edition takes."""

    context: PlanContext
    chosen: Mapping[str, Chosen]
    plan: Plan
    keys: Keys
    renderer: Renderer
    standing: PreviousOutput
    place: Place

    @property
    def make(self) -> Steps[str | Page, RenderedPage]:
        """Make a page (a piece's by its stem) if its file is not right as it stands, and have it put in its place."""
        return Steps((self.look_at, self.render, self.put))

    def look_at(self, wanted: str | Page) -> StalePage:
        """Put a page together, and say why it is due."""
        if isinstance(wanted, str):
            page = article_page(wanted, self.chosen.get(wanted, NOTHING_CHOSEN), self.context)
        else:
            page = replace(wanted, parts=dict(wanted.parts))
        key, known = self.keys.of(page), self.standing.ledger.get(page.path)
        return page, key, stale_reason(key, known, untouched=page.path in self.standing.untouched)

    def render(self, due: StalePage) -> tuple[str, str, Rendered | None]:
        """Print it where it is due."""
        page, key, reason = due
        if not reason:
            return page.path, "", None
        return page.path, reason, Rendered(self.renderer.render(page, self.plan.shared), key.whole, key.parts)

    def put(self, made: tuple[str, str, Rendered | None]) -> RenderedPage:
        """Have it put in its place."""
        path, reason, rendered = made
        return path, reason, self.place(rendered) if rendered else None


@dataclass(slots=True)
class RenderJob:
    """One build's files on their way. While `files` runs it fills `fresh`, the paths whose files are right as they
    stand, and `reasons`, why each of the other pages was made.

    `chosen` gives what stands beside each piece; it is asked when all pages that show nothing of it are made, or,
    where pieces are many, first.
    """

    site: Site
    plan: Plan
    context: PlanContext
    loaded: LoadedSite
    renderer: Renderer
    standing: PreviousOutput
    cache: Cache
    chosen: Callable[[], Mapping[str, Chosen]]
    fresh: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)

    def files(self, place: Place) -> Iterator[StagedOutput]:
        """Yield every file that is not right as it stands, one at a time, as `place` leaves it."""
        yield from map(place, self._copies())
        yield from map(place, self._pictures())
        yield from self._pages(place)
        yield from map(place, self._search_index())

    def _pages(self, place: Place) -> Iterator[StagedOutput]:
        keys = keys_for(self.plan.shared, self.loaded.layouts, self.loaded.engine)
        printer = PageRenderer(self.context, {}, self.plan, keys, self.renderer, self.standing, place)
        if len(self.plan.pieces) > _MANY:
            self.chosen()
        # Whoever ranks the pieces comes first: all others will wait for that.
        yield from self._made(printer, self.plan.pages, _FEW, patient=True)
        yield from self._made(replace(printer, chosen=self.chosen()), self.plan.pieces, _CHUNK)

    def _made(
        self, printer: PageRenderer, wanted: Sequence[str | Page], chunk: int, *, patient: bool = False
    ) -> Iterator[StagedOutput]:
        jobs = self.site.jobs if can_fork() and self.cache.can_be_shared else 1
        made = map_in_processes(
            printer.make, wanted, jobs=jobs, pays_from=_PAYS_FROM, chunk=chunk, shown=_shown, patient=patient
        )
        for path, reason, put in made:
            if put is None:
                self.fresh.add(path)
            else:
                self.reasons[path] = reason
                yield put

    def _search_index(self) -> Iterator[Rendered]:
        """Yield the files of the search index, all of them or, where they are right as they stand, none."""
        if not self.plan.search:
            return
        lang = self.loaded.catalogue.publication.language.split("-", maxsplit=1)[0]
        layout = self.loaded.layouts.layouts[_RECORD].key
        key = digest((self.loaded.engine, layout, lang, self.plan.search))
        known = {path for path, row in self.standing.ledger.items() if row.key == key}
        if known and known <= set(self.standing.untouched):
            self.fresh |= known
            return
        from press.search.index import make_index  # late, as above: it starts a program

        pages = (self._search_page(record) for record in self.plan.search)
        for output in make_index(pages, lang, Path(self.site.cache)):
            yield Rendered(output, key)

    def _search_page(self, record: SearchRecord) -> Output:
        text = words_of(self.renderer.bodies(record.body)) if record.body else ""
        page = Page(record.path, _RECORD, {"record": record, "text": text}, record.lang, record.path)
        return self.renderer.render(page, {})

    def _copies(self) -> Iterator[Rendered]:
        """Yield the files that no layout makes; their names or digests say whether they are right as they stand."""
        for output in self.loaded.assets.outputs:
            if not self._is_fresh(output.path, digest(output.path)):
                yield Rendered(output, digest(output.path), ())
        for copy in self.plan.copied_files:
            if not self._is_fresh(copy.path, copy.digest):
                yield Rendered(_copied(self.site, copy), copy.digest, ())

    def _pictures(self) -> Iterator[Rendered]:
        """Yield the made pictures; their names say what they are made of, so no source is looked at for that."""
        wanted = [made for made in self.plan.pictures if not self._is_fresh(made.path, made.key)]
        if not wanted:
            return
        from press.pictures.workshop import PictureWorkshop, make_pictures  # late: most builds make no picture

        read = partial(_bytes_of, self.site.root)
        workshop = PictureWorkshop(
            Path(self.site.cache) / "pictures", self.loaded.fonts, self.site.jobs, read, map_in_processes
        )
        yield from make_pictures(wanted, self.plan.pictures, workshop)

    def _is_fresh(self, path: str, key: str) -> bool:
        known = self.standing.ledger.get(path)
        is_fresh = known is not None and known.key == key and path in self.standing.untouched
        if is_fresh:
            self.fresh.add(path)
        return is_fresh


def _bytes_of(root: PurePath, path: str) -> bytes:
    return read_source(root, path, shown="").data


def _copied(site: Site, copy: CopiedOutput) -> Output:
    return Output(copy.path, read_source(site.root, copy.source, shown="").data, copy.order)


def renderer_of(layouts: Layouts, catalogue: Catalogue, cache: CacheReader, before: Renderer | None = None) -> Renderer:
    """Return what draws the pages of an edition; the memo has its texts.

    That is `before`, with all that it has compiled, where layouts, words and address are the same: its memo is too.
    """
    origin, _ = split_url(catalogue.publication.url)
    if before and before.layouts == layouts and before.origin == origin:
        return before
    return Renderer(layouts, bodies_of(cache), origin)


def bodies_of(cache: CacheReader) -> Callable[[str], Sequence[Part]]:
    """Return what gives the parts of the body with a digest. Raises Refusal when they are not there any more."""

    def parts_of(body: str) -> Sequence[Part]:
        kept = cache.get(parts_key(body))
        if kept is None:  # taking in made sure of it; publishing a piece without its text would be worse than stopping
            raise Refusal(
                "the cache lost a text while the site was built", code=ExitCode.ENVIRONMENT, hint="build again"
            )
        return decode_parts(kept)

    return parts_of


def _shown(wanted: str | Page) -> str:
    return wanted if isinstance(wanted, str) else wanted.source
