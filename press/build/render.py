"""Plan -> RenderedSite: every stale file of the site made and staged, by several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePath

from press.model.body import Part
from press.model.cache import Cache, CacheReader
from press.model.catalogue import Catalogue
from press.model.digest import digest
from press.model.page import CopiedOutput, Output, Page, Plan, Rendered, SearchRecord
from press.model.problem import ExitCode, Refusal
from press.model.related import Chosen
from press.model.site import BuildOptions, Site
from press.parallel.pool import can_fork, map_in_processes
from press.plan.context import PlanContext
from press.plan.pages import NOTHING_CHOSEN, article_page
from press.plan.urls import split_url
from press.read.cached import parts_key
from press.read.folder import read_source
from press.read.markdown import decode_parts
from press.render.layouts import Layouts
from press.render.renderer import Keys, Renderer, keys_for
from press.render.staleness import Known, stale_reason
from press.search.text import words_of
from press.write.stage_output import OutputStager, StagedOutput, staged_output

# Below this many pages, starting processes costs more than it saves (some 0.05 s against 1 ms a page).
_PAYS_FROM = 200
_CHUNK = 20
_FEW = 5  # some pages take long: feeds hold thirty texts
_RECORD = "search_record.html"


@dataclass(frozen=True, slots=True)
class PreviousOutput:
    """What the last build left: the ledger's rows by path, and the paths whose files still hold what it wrote."""

    ledger: Mapping[str, Known]
    untouched: Collection[str]

    def is_fresh(self, path: str, key: str) -> bool:
        """Whether the file at `path` was made from what has this key, and has not been touched since."""
        known = self.ledger.get(path)
        return known is not None and known.key == key and path in self.untouched


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The files that were made, the paths of all others (`fresh`), and why each page among the made ones was stale."""

    outputs: tuple[StagedOutput, ...]
    fresh: frozenset[str]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RenderJob:
    """What is to be rendered, from what, and what stands there already.

    `engine` is the program's digest, `chosen` has the related pieces of each piece, `assets` are files of layouts/ to
    be published, `fonts` those of social cards.
    """

    plan: Plan
    context: PlanContext
    engine: str
    chosen: Mapping[str, Chosen]
    renderer: Renderer
    previous: PreviousOutput
    assets: Sequence[Output] = ()
    fonts: Mapping[str, bytes] = field(default_factory=dict)


# Path of a page, why it was stale ("" = it was not), and the file that was made, if any.
_RenderedPage = tuple[str, str, StagedOutput | None]


@dataclass(frozen=True, slots=True)
class _PageRenderer:
    """Makes one page at a time, in any process."""

    job: RenderJob
    keys: Keys
    stager: OutputStager | None

    def render(self, wanted: str | Page) -> _RenderedPage:
        """Make a page, or that of the piece with this stem, if its file is stale."""
        job = self.job
        if isinstance(wanted, str):
            page = article_page(wanted, job.chosen.get(wanted, NOTHING_CHOSEN), job.context)
        else:
            page = replace(wanted, parts=dict(wanted.parts))
        key, previous = self.keys.of(page), job.previous
        reason = stale_reason(key, previous.ledger.get(page.path), untouched=page.path in previous.untouched)
        if not reason:
            return page.path, "", None
        made = Rendered(job.renderer.render(page, job.plan.shared), key.whole, key.parts)
        return page.path, reason, _staged(made, self.stager)


def render_stale(
    job: RenderJob, site: Site, options: BuildOptions, cache: Cache, stager: OutputStager | None
) -> RenderedSite:
    """Make every file that is stale: copies, pictures, pages, and the search index.

    `stager` None: nothing is written, the outputs have their digests alone.
    Raises ProblemsFound or Refusal for what cannot be made.
    """
    jobs = options.jobs if can_fork() and cache.can_be_shared else 1
    fresh = {path for path, key in _keys_of_files(job).items() if job.previous.is_fresh(path, key)}
    index_key = _index_key(job)
    fresh_index = _fresh_index(job.previous, index_key) if job.plan.search else frozenset()
    files = chain(
        _copies(job, site, fresh),
        _pictures(job, site, options, fresh),
        _search_index(job, site, index_key) if job.plan.search and not fresh_index else (),
    )
    staged = [_staged(made, stager) for made in files]
    renderer = _PageRenderer(job, keys_for(job.plan.shared, job.renderer.layouts, job.engine), stager)
    pages = [
        *_in_processes(renderer, job.plan.pages, jobs, _FEW),
        *_in_processes(renderer, job.plan.pieces, jobs, _CHUNK),
    ]
    return RenderedSite(
        outputs=(*staged, *(made for _, _, made in pages if made)),
        fresh=fresh_index.union(fresh, (path for path, _, made in pages if not made)),
        reasons={path: reason for path, reason, made in pages if made},
    )


def _in_processes(
    renderer: _PageRenderer, wanted: Sequence[str | Page], jobs: int, chunk: int
) -> Iterator[_RenderedPage]:
    return map_in_processes(renderer.render, wanted, jobs=jobs, pays_from=_PAYS_FROM, chunk=chunk, shown=_name_of)


def _name_of(wanted: str | Page) -> str:
    return wanted if isinstance(wanted, str) else wanted.source


def _staged(made: Rendered, stager: OutputStager | None) -> StagedOutput:
    return stager.put(made) if stager else staged_output(made)


def _keys_of_files(job: RenderJob) -> Mapping[str, str]:
    """Return the key of each file that no layout makes: what its name says already, or its digest."""
    return {
        **{output.path: digest(output.path) for output in job.assets},
        **{copy.path: copy.digest for copy in job.plan.copied_files},
        **{picture.path: picture.key for picture in job.plan.pictures},
    }


def _copies(job: RenderJob, site: Site, fresh: Collection[str]) -> Iterator[Rendered]:
    for output in job.assets:
        if output.path not in fresh:
            yield Rendered(output, digest(output.path), ())
    for copy in job.plan.copied_files:
        if copy.path not in fresh:
            yield Rendered(_copied(site, copy), copy.digest, ())


def _copied(site: Site, copy: CopiedOutput) -> Output:
    return Output(copy.path, read_source(site.root, copy.source, shown="").data, copy.order)


def _pictures(job: RenderJob, site: Site, options: BuildOptions, fresh: Collection[str]) -> Iterator[Rendered]:
    wanted = [picture for picture in job.plan.pictures if picture.path not in fresh]
    if wanted:
        from press.pictures.workshop import PictureWorkshop, make_pictures  # late: most builds make no picture

        read = partial(_bytes_of, site.root)
        cache = Path(site.cache) / "pictures"
        workshop = PictureWorkshop(cache, job.fonts, options.jobs, read, map_in_processes)
        yield from make_pictures(wanted, job.plan.pictures, workshop)


def _bytes_of(root: PurePath, path: str) -> bytes:
    return read_source(root, path, shown="").data


def _index_key(job: RenderJob) -> str:
    layout = job.renderer.layouts.layouts[_RECORD].key if job.plan.search else ""
    return digest((job.engine, layout, _index_language(job), job.plan.search))


def _index_language(job: RenderJob) -> str:
    return job.context.sources.catalogue.publication.language.split("-", maxsplit=1)[0]


def _fresh_index(previous: PreviousOutput, key: str) -> frozenset[str]:
    """Return the files of the search index if none of them is stale, or nothing: it is made as a whole."""
    known = frozenset(path for path, row in previous.ledger.items() if row.key == key)
    return known if known <= set(previous.untouched) else frozenset()


def _search_index(job: RenderJob, site: Site, key: str) -> Iterator[Rendered]:
    from press.search.index import make_index  # late: it starts a program, and most builds need none

    pages = (_search_page(job, record) for record in job.plan.search)
    for output in make_index(pages, _index_language(job), Path(site.cache)):
        yield Rendered(output, key)


def _search_page(job: RenderJob, record: SearchRecord) -> Output:
    text = words_of(job.renderer.bodies(record.body)) if record.body else ""
    page = Page(record.path, _RECORD, {"record": record, "text": text}, record.lang, record.path)
    return job.renderer.render(page, {})


def renderer_of(layouts: Layouts, catalogue: Catalogue, cache: CacheReader, before: Renderer | None = None) -> Renderer:
    """Return the renderer of a site's pages, which takes their texts from `cache`.

    That is `before`, with every layout that it has compiled, where layouts, words and address are the same; it keeps
    its own cache.
    """
    origin, _ = split_url(catalogue.publication.url)
    if before and before.layouts == layouts and before.origin == origin:
        return before
    return Renderer(layouts, bodies_of(cache), origin)


def bodies_of(cache: CacheReader) -> Callable[[str], Sequence[Part]]:
    """Return the lookup of a body's parts by its digest, which raises Refusal where the cache has lost them."""

    def parts_of(body: str) -> Sequence[Part]:
        kept = cache.get(parts_key(body))
        if kept is None:  # loading made sure of it: a piece without its text is not published
            raise Refusal(
                "the cache lost a text while the site was built", code=ExitCode.ENVIRONMENT, hint="build again"
            )
        return decode_parts(kept)

    return parts_of
