"""Site -> Taken: files read, checked and made into an edition, with the layouts and assets that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import PurePath

from press.model.digest import digest
from press.model.edition import CopiedFile, Edition, PictureFile
from press.model.memo import Memo
from press.model.problem import Problem, ProblemsFound
from press.model.publication import Publication
from press.model.site import Site
from press.pictures.measure import measure
from press.processes import spread
from press.read.config import read_config
from press.read.edition import Material, make_edition, reading_rules
from press.read.folder import TEXT_LIMIT, list_files, read_layers, read_source, reader_of
from press.read.reading import Source
from press.read.readings import FOLDERS, Folder, read_section
from press.read.strings import read_strings
from press.render.assets import Assets, make_assets
from press.render.layouts import Layouts, load_layouts
from press.render.words import complete_words

_LIBRARIES = (
    "markdown",
    "jinja2",
    "nh3",
    "babel",
    "pillow",
    "tzdata",
    "pyyaml",
    "pydantic",
    "snowballstemmer",
)
# Below this many new files, starting processes costs more than it saves.
_PAYS_FROM = 100
_CHUNK = 40
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition as read, with the layouts and assets that show it, and the notes on the way."""

    edition: Edition
    layouts: Layouts
    assets: Assets
    engine: str
    notes: tuple[Problem, ...]


def take_edition(site: Site, memo: Memo, engine: str) -> Taken:
    """Read everything. Raises ProblemsFound with every mistake in config, content and layouts."""
    publication, notes = read_publication(site)
    strict = is_strict(site, publication)
    layers = read_layers(site.layouts)
    material, problems = _read_material(site, publication, layers, memo, engine)
    # What is wrong in single files comes first: what the whole shows would only repeat it.
    before = only_notes([*notes, *problems], strict=strict)
    edition, found = make_edition(material, now=site.now, drafts=site.drafts, strict=strict)
    layouts = load_layouts({name: _text(source) for name, source in layers.items() if _is_layout(name)}, edition.words)
    files = {name.removeprefix("assets/"): source.data for name, source in _below(layers, "assets/")}
    assets = make_assets(files, publication.accent)
    return Taken(edition, layouts, assets, engine, only_notes([*before, *found, *layouts.notes], strict=strict))


def _read_material(
    site: Site, publication: Publication, layers: Mapping[str, Source], memo: Memo, engine: str
) -> tuple[Material, tuple[Problem, ...]]:
    content = site.root / "content"
    sources, faults = _sources(content)
    processes = partial(spread, jobs=site.jobs, pays_from=_PAYS_FROM, chunk=_CHUNK)
    section = read_section(sources, reading_rules(publication), memo, engine=engine, spread=processes)
    strings = _below(layers, "strings/")
    words = {_stem(name): read_strings(source.data, source.path) for name, source in strings}
    languages = {article.lang for article in section.articles} | {page.lang for page in section.pages}
    pictures = list_files(content / "images", shown="content/images")
    static = list_files(content / "static", shown="content/static", hidden=True)
    read = reader_of(content, shown="content")
    material = Material(
        publication=publication,
        articles=section.articles,
        authors=section.authors,
        topics=section.topics,
        pages=section.pages,
        words=complete_words(words, sorted(languages | {publication.language}), publication.language),
        pictures=frozenset(f"images/{path}" for path in pictures.paths if path.lower().endswith(_PICTURES)),
        files=tuple(CopiedFile(p, f"content/static/{p}", read(f"static/{p}").digest) for p in static.paths),
        measure=lambda path: _measured(read(path), path, memo, engine),
    )
    return material, (*faults, *section.problems, *pictures.problems, *static.problems)


def read_publication(site: Site) -> tuple[Publication, tuple[Problem, ...]]:
    """Read config.yaml, with the address that the command line gave in place of its own."""
    source = read_source(site.config.parent, site.config.name, shown="", limit=TEXT_LIMIT)
    publication, notes = read_config(source.data, site.config.name)
    if site.base_url:
        publication = replace(publication, url=site.base_url.rstrip("/") + "/")
    return publication, notes


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


def _sources(content: PurePath) -> tuple[dict[Folder, list[Source]], list[Problem]]:
    sources: dict[Folder, list[Source]] = {}
    problems: list[Problem] = []
    for folder in FOLDERS:
        shown = f"content/{folder}"
        listing = list_files(content / folder, shown=shown)
        problems += listing.problems
        sources[folder] = []
        for path in listing.paths:
            if path.endswith(".md"):
                try:
                    sources[folder].append(read_source(content / folder, path, shown=shown, limit=TEXT_LIMIT))
                except ProblemsFound as found:
                    problems += found.problems
    return sources, problems


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
