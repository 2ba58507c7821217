"""Site -> published folder: the whole data flow, on one screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path, PurePath
from typing import TypeVar

from press.model.content import Article, Author, StaticPage, Topic
from press.model.digest import digest
from press.model.edition import CopiedFile, Edition, PictureFile
from press.model.memo import Memo
from press.model.page import Copy, Output, Page, Plan, Rendered
from press.model.problem import Problem, ProblemsFound
from press.model.publication import Publication
from press.model.site import Site
from press.pictures.measure import measure
from press.plan.pages import plan_pages
from press.plan.related import candidates_of
from press.plan.related.choice import Chosen, choose
from press.plan.related.score import rank
from press.read.body import decode_parts
from press.read.config import read_config
from press.read.edition import Material, make_edition, reading_rules
from press.read.folder import TEXT_LIMIT, list_files, read_layers, read_source, reader_of
from press.read.reading import Source
from press.read.readings import FOLDERS, parts_key, read_all
from press.read.strings import read_strings
from press.render.assets import Assets, make_assets
from press.render.layouts import Layouts, load_layouts
from press.render.renderer import PageKey, Renderer, key_of
from press.render.staleness import Changes, compare
from press.render.words import complete_words
from press.write.guard import check_output
from press.write.lock import output_lock
from press.write.publish import publish, recover
from press.write.store import Store, open_store
from press.write.untouched import untouched

_LIBRARIES = ("markdown", "jinja2", "nh3", "babel", "pillow", "tzdata", "pyyaml", "pydantic", "snowballstemmer")
# Below this many new files, starting processes costs more than it saves (0.3 s against some 3 ms a file).
_PAYS_FROM = 250
_CHUNK = 40
J = TypeVar("J")
R = TypeVar("R")
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition as read, with the layouts and assets that show it, and the notes on the way."""

    edition: Edition
    layouts: Layouts
    assets: Assets
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did; `reasons` maps each rendered page to why it was stale; `remarks` are about the store."""

    edition: Edition
    pages: int
    rendered: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    notes: tuple[Problem, ...]
    remarks: tuple[str, ...]
    reasons: Mapping[str, str]
    seconds: float


def build(site: Site) -> Built:
    """Build the site: all of it or nothing. Raises ProblemsFound or Refusal; then the output is untouched."""
    started = time.perf_counter()
    output, cache, engine = Path(site.output), Path(site.cache), engine_digest()
    check_output(site)
    with output_lock(output, cache), open_store(cache, engine) as store:
        recover(output, store)
        taken = take_edition(site, store, engine)
        plan, problems = plan_pages(taken.edition, choices(taken.edition), taken.assets.paths)
        notes = only_notes([*taken.notes, *problems], strict=is_strict(site, taken.edition.publication))
        keyed = _keys(plan, taken.layouts, engine)
        ledger = store.ledger(output) if not site.clean else {}
        changes = compare(keyed, ledger, untouched(output, ledger))
        outputs = _outputs(site, plan, taken, changes, store)
        published = publish(outputs, fresh=changes.fresh, output=output, store=store)
    return Built(
        edition=taken.edition,
        pages=len(plan.pages),
        rendered=len(changes.stale),
        removed=published.removed,
        foreign=published.foreign,
        notes=notes,
        remarks=store.remarks,
        reasons={stale.page.path: stale.reason for stale in changes.stale},
        seconds=time.perf_counter() - started,
    )


def take_edition(site: Site, memo: Memo, engine: str) -> Taken:
    """Read everything. Raises ProblemsFound with every mistake in config, content and layouts."""
    publication, notes = read_publication(site)
    problems = list(notes)
    rules = reading_rules(publication)
    content = site.root / "content"
    values: dict[str, list[object]] = {}
    for folder in FOLDERS:
        sources, faults = _sources(content, folder)
        readings = read_all(folder, sources, rules, memo, engine=engine, spread=partial(_spread, site.jobs))
        values[folder] = [reading.value for reading in readings if reading.value is not None]
        problems += [*faults, *(problem for reading in readings for problem in reading.problems)]
    layers = read_layers(site.layouts)
    strings = {_stem(name): read_strings(source.data, source.path) for name, source in _below(layers, "strings/")}
    languages = {article.lang for article in values["articles"]} | {page.lang for page in values["pages"]}
    words = complete_words(strings, sorted(languages | {publication.language, "en"}), publication.language)
    pictures = list_files(content / "images", shown="content/images")
    static = list_files(content / "static", shown="content/static", hidden=True)
    read = reader_of(content, shown="content")
    material = Material(
        publication=publication,
        articles=tuple(values["articles"]),
        authors=tuple(values["authors"]),
        topics=tuple(values["topics"]),
        pages=tuple(values["pages"]),
        words=words,
        pictures=frozenset(f"images/{path}" for path in pictures.paths if path.lower().endswith(_PICTURES)),
        files=tuple(CopiedFile(p, f"content/static/{p}", read(f"static/{p}").digest) for p in static.paths),
        measure=lambda path: _measured(read(path), path, memo, engine),
    )
    strict = is_strict(site, publication)
    problems += [*pictures.problems, *static.problems]
    only_notes(problems, strict=strict)  # what is wrong in single files comes before what only the whole shows
    edition, found = make_edition(material, now=site.now, drafts=site.drafts, strict=strict)
    layouts = load_layouts({name: _text(source) for name, source in layers.items() if _is_layout(name)}, words)
    assets = make_assets({n.removeprefix("assets/"): s.data for n, s in _below(layers, "assets/")}, publication.accent)
    return Taken(edition, layouts, assets, only_notes([*problems, *found, *layouts.notes], strict=strict))


def read_publication(site: Site) -> tuple[Publication, tuple[Problem, ...]]:
    """Read config.yaml, with the address that the command line gave in place of its own."""
    source = read_source(site.config.parent, site.config.name, shown="", limit=TEXT_LIMIT)
    publication, notes = read_config(source.data, site.config.name)
    if site.base_url:
        publication = replace(publication, url=site.base_url.rstrip("/") + "/")
    return publication, notes


def choices(edition: Edition) -> Mapping[str, Chosen]:
    """Return what each piece shows under "Other topics of interest"."""
    return choose(edition, rank(candidates_of(edition), edition.publication.related))


def only_notes(problems: Sequence[Problem], *, strict: bool) -> tuple[Problem, ...]:
    """Return the notes, sorted; raise ProblemsFound when there is anything worse (with `strict`, anything)."""
    if strict:
        problems = [replace(problem, is_note=False) for problem in problems]
    if any(not problem.is_note for problem in problems):
        raise ProblemsFound(problem for problem in problems if not problem.is_note)
    return tuple(sorted(set(problems)))


def is_strict(site: Site, publication: Publication) -> bool:
    """Return whether notes count as problems."""
    return site.strict or publication.strict


def engine_digest() -> str:
    """Return the digest of the engine's own files and of the libraries that decide its output."""
    here = PurePath(__file__).parent
    files = [path for path in list_files(here, shown="press").paths if path.endswith(".py")]
    own = tuple((path, read_source(here, path, shown="press").digest) for path in files)
    return digest((own, tuple((name, version(name)) for name in _LIBRARIES)))


def _sources(content: PurePath, folder: str) -> tuple[list[Source], list[Problem]]:
    listing = list_files(content / folder, shown=f"content/{folder}")
    sources, problems = [], list(listing.problems)
    for path in listing.paths:
        if path.endswith(".md"):
            try:
                sources.append(read_source(content / folder, path, shown=f"content/{folder}", limit=TEXT_LIMIT))
            except ProblemsFound as found:
                problems += found.problems
    return sources, problems


def _spread(jobs: int, work: Callable[[J], R], todo: Sequence[J]) -> Iterator[R]:
    """Do many jobs, in order; by several processes when there are enough to pay for starting them."""
    if jobs < 2 or len(todo) < _PAYS_FROM:
        yield from map(work, todo)
        return
    # Fresh processes: a fork would copy the database handle and whatever threads hold.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, todo, chunksize=_CHUNK)


def _keys(plan: Plan, layouts: Layouts, engine: str) -> list[tuple[Page, PageKey]]:
    shared = {name: (value, digest(value)) for name, value in plan.shared.items()}
    return [(page, key_of(page, shared, layouts, engine)) for page in plan.pages]


def _outputs(site: Site, plan: Plan, taken: Taken, changes: Changes, store: Store) -> Iterator[Rendered]:
    """Yield every file that is not fresh, one at a time: nothing is held but the file at hand."""
    for output in taken.assets.outputs:
        yield Rendered(output, digest(output.path), ())
    for copy in plan.copies:
        yield Rendered(_copied(site, copy), copy.digest, ())

    def parts_of(body: str) -> Sequence[Part]:
        return decode_parts(store.memo_get(parts_key(body)) or b"[]")

    origin = taken.edition.publication.url.split("//")[0] + "//" + taken.edition.publication.url.split("/")[2]
    renderer = Renderer(taken.layouts, parts_of, origin)
    for stale in changes.stale:
        yield Rendered(renderer.render(stale.page, plan.shared), stale.key.whole, stale.key.parts)


def _copied(site: Site, copy: Copy) -> Output:
    return Output(copy.path, read_source(site.root, copy.source, shown="").data, copy.order)


def _measured(source: Source, path: str, memo: Memo, engine: str) -> PictureFile:
    return measure(path, source.data, source.digest, memo, engine)


def _below(layers: Mapping[str, Source], folder: str) -> list[tuple[str, Source]]:
    return [(name, source) for name, source in layers.items() if name.startswith(folder)]


def _is_layout(name: str) -> bool:
    return not name.startswith(("assets/", "strings/"))


def _text(source: Source) -> str:
    return source.data.decode("utf-8")


def _stem(name: str) -> str:
    return PurePath(name).stem
