"""Site -> LoadedSite: every file read and checked, the catalogue made of them, and the layouts and assets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from urllib.parse import urlsplit

from press.build.images import list_images
from press.build.layout_files import layout_problems, layout_texts, style_notes
from press.model.cache import Cache
from press.model.catalogue import Catalogue, CopiedFile
from press.model.content import HeldBack
from press.model.known_files import KnownFiles
from press.model.names import composed
from press.model.picture import PictureSettings
from press.model.problem import ExitCode, Problem, ProblemsFound, Refusal
from press.model.publication import Publication
from press.model.redirects import ConfiguredRedirect
from press.model.site import BuildOptions, Site
from press.model.text_files import is_text_name
from press.pictures.settings import open_picture_settings
from press.plan.pages import plan_pages
from press.read.cached import FOLDERS, FileRef, Folder, ReadContext, read_content
from press.read.catalogue import Material, make_catalogue, reading_rules
from press.read.config import read_config
from press.read.files import Shelf
from press.read.folder import (
    TEXT_LIMIT,
    has_folder,
    is_file,
    list_files,
    read_layers,
    read_source,
)
from press.read.ids import IDS_LIST, read_ids
from press.read.redirects import read_redirect_list
from press.read.source import Source
from press.read.strings import read_words, without_words
from press.read.unfit_names import unfit_names
from press.read.unpublished import UNPUBLISHED_LIST, read_unpublished
from press.render.assets import Assets, make_assets
from press.render.layouts import Layouts, reloaded
from press.render.words import complete_words

_REDIRECTS_LIMIT = 16 * 1024 * 1024  # bytes of a list of redirects: some 200,000 rows
_IN_ASSETS = "fonts/cards/"  # for social cards: not published
_CARD_FONTS = f"assets/{_IN_ASSETS}"


@dataclass(frozen=True, slots=True)
class LoadedSite:
    """What is published now, with the layouts and assets that show it, and the notes on all of it.

    `fonts` are those of social cards. `keys` has the cache's key of each parsed article, by stem.
    """

    catalogue: Catalogue
    layouts: Layouts
    assets: Assets
    fonts: Mapping[str, bytes]
    picture_settings: PictureSettings
    engine: str
    keys: Mapping[str, str]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The content of a site as parsed: held-back pieces too, before its parts are compared with each other.

    `keys` as in `LoadedSite`.
    """

    material: Material
    keys: Mapping[str, str]
    notes: tuple[Problem, ...]


def load_site(
    site: Site,
    options: BuildOptions,
    cache: Cache,
    engine: str,
    *,
    known_files: KnownFiles | None = None,
    layouts: Layouts | None = None,
) -> LoadedSite:
    """Read and check everything.

    Files that `known_files` knows are not read again. `layouts` are those that are in memory still.
    Raises ProblemsFound with every mistake: in single files, between them, in layouts and in addresses.
    """
    publication, notes = read_publication(site, drafts=options.drafts)
    strict = is_strict(options, publication)
    layers = read_layers(site.layouts)
    files = _read_files(site, options, publication, cache, engine, known_files or KnownFiles())
    catalogue, between = make_catalogue(files.material, now=site.now, drafts=options.drafts)
    layouts = reloaded(layouts, layout_texts(layers), catalogue.words)
    assets = _below(layers, "assets/")
    fonts = _below(layers, _CARD_FONTS)
    loaded = LoadedSite(
        catalogue=catalogue,
        layouts=layouts,
        assets=make_assets(
            {path: data for path, data in assets.items() if not path.startswith(_IN_ASSETS)}, publication.accent
        ),
        fonts=fonts,
        picture_settings=open_picture_settings(fonts, originals=options.originals),
        engine=engine,
        keys=files.keys,
        notes=(*notes, *files.notes, *between, *layout_problems(site, publication, layouts), *style_notes(layers)),
    )
    if has_problems(loaded.notes, strict=strict):
        # The mistakes that only planning finds belong into the same run.
        _, _, of_addresses = plan_pages(catalogue, loaded.assets.paths, loaded.picture_settings)
        only_notes([*loaded.notes, *of_addresses], strict=strict)
    return replace(loaded, notes=only_notes(loaded.notes, strict=strict))


def read_all(site: Site, options: BuildOptions, cache: Cache, engine: str) -> Material:
    """Return everything that was read, held-back pieces too. Raises ProblemsFound for mistakes in single files."""
    publication, notes = read_publication(site, drafts=options.drafts)
    files = _read_files(site, options, publication, cache, engine, KnownFiles())
    only_notes([*notes, *files.notes], strict=False)
    return files.material


def load_catalogue(site: Site, options: BuildOptions, cache: Cache, engine: str) -> tuple[Material, Catalogue]:
    """Return everything that was read, held-back pieces too, and what of it is published.

    Raises ProblemsFound for mistakes in single files and between them.
    """
    publication, notes = read_publication(site, drafts=options.drafts)
    files = _read_files(site, options, publication, cache, engine, KnownFiles())
    catalogue, between = make_catalogue(files.material, now=site.now, drafts=options.drafts)
    only_notes([*notes, *files.notes, *between], strict=False)
    return files.material, catalogue


def _read_files(
    site: Site, options: BuildOptions, publication: Publication, cache: Cache, engine: str, known_files: KnownFiles
) -> Files:
    content = site.root / "content"
    _check_content(site.root)
    shelf = Shelf(content, known_files)
    listed, faults = _listed(site.root, shelf, cache)
    load = partial(read_source, site.root, shown="", limit=TEXT_LIMIT)
    section = read_content(listed, ReadContext(reading_rules(publication), cache, engine, load, options.jobs))
    for path, found in section.digests.items():
        known_files.learn(path.removeprefix("content/"), found)
    withdrawn, of_withdrawn = _read_withdrawn(site, shelf, publication)
    ids, of_ids = _read_ids(site, shelf)
    words = read_words(site.layouts)
    languages = {article.lang for article in section.articles} | {page.lang for page in section.pages}
    images = list_images(site.root)
    static = list_files(content / "static", shown="content/static", hidden=True, within=site.root)
    material = Material(
        publication=publication,
        articles=section.articles,
        authors=section.authors,
        topics=section.topics,
        pages=section.pages,
        words=complete_words(words, sorted(languages | {publication.language}), publication.language),
        pictures=frozenset(images.files),
        files=tuple(CopiedFile(composed(p), f"content/static/{p}", shelf.digest(f"static/{p}")) for p in static.paths),
        measure=lambda path: images.measured(path, shelf, cache, engine),
        withdrawn=withdrawn,
        ids=ids,
    )
    foreign = without_words(publication, words)
    faults += (*of_withdrawn, *of_ids)
    return Files(material, section.keys, (*faults, *section.problems, *images.problems, *static.problems, *foreign))


def _read_withdrawn(
    site: Site, shelf: Shelf, publication: Publication
) -> tuple[Mapping[str, HeldBack], tuple[Problem, ...]]:
    """Read content/unpublished.yaml where there is one."""
    source = _read_list(site, shelf, UNPUBLISHED_LIST)
    return read_unpublished(source, ascii_only=publication.slugs == "ascii") if source else ({}, ())


def _read_ids(site: Site, shelf: Shelf) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Read content/ids.yaml where there is one."""
    source = _read_list(site, shelf, IDS_LIST)
    return read_ids(source) if source else ({}, ())


def _read_list(site: Site, shelf: Shelf, path: str) -> Source | None:
    """Read a list of content/, and have its digest kept: where it changes, more has changed than the words of texts."""
    if not is_file(site.root, path):
        return None
    source = read_source(site.root, path, shown="", limit=0)
    shelf.known_files.learn(path.removeprefix("content/"), source.digest)
    return source


def read_publication(site: Site, *, drafts: bool = False) -> tuple[Publication, tuple[Problem, ...]]:
    """Read config.yaml, with the address of the command line in place of its own; `drafts` as in BuildOptions."""
    source = read_source(site.config.parent, site.config.name, shown="", limit=TEXT_LIMIT)
    publication, notes = read_config(source.data, site.config.name)
    if publication.redirect_file:
        listed = _redirect_list(site.config.parent, publication)
        publication = replace(publication, redirects=(*publication.redirects, *listed))
    url = site.base_url.rstrip("/") + "/" if site.base_url else publication.url
    return replace(publication, url=url, is_preview=drafts or url != publication.url), notes


def _check_content(root: PurePath) -> None:
    """Refuse a site whose articles are not there: a disk that is not mounted, a checkout that was cut short."""
    for name in ("content", "content/articles"):
        if not has_folder(root, name):
            hint = "is the disk there, the checkout whole? a section without any piece keeps an empty content/articles"
            raise Refusal(f"there is no folder {name} in {root}", code=ExitCode.USAGE, hint=hint)


def _redirect_list(folder: PurePath, publication: Publication) -> tuple[ConfiguredRedirect, ...]:
    """Read the list of redirects next to config.yaml. Raises ProblemsFound (USAGE) with every mistake in it."""
    name = publication.redirect_file
    if not is_file(folder, name):
        place, excerpt = publication.where.at("redirects.file")
        problem = Problem(
            place, f"there is no {name} next to the config file", "put it there, or take the line out", excerpt
        )
        raise ProblemsFound((problem,), code=ExitCode.USAGE)
    data = read_source(folder, name, shown="", limit=_REDIRECTS_LIMIT).data
    rules, problems = read_redirect_list(data, name, urlsplit(publication.url).netloc)
    if problems:
        raise ProblemsFound(problems, code=ExitCode.USAGE)
    return rules


def has_problems(found: Iterable[Problem], *, strict: bool) -> bool:
    """Whether any of these stops a build; `strict` as in `only_notes`."""
    return any(not problem.is_note or (strict and not problem.never_strict) for problem in found)


def only_notes(problems: Sequence[Problem], *, strict: bool) -> tuple[Problem, ...]:
    """Return the notes, sorted; raise ProblemsFound when there is anything worse.

    With `strict` a note is worse too, unless it is `never_strict`.
    """
    if strict:
        problems = [replace(problem, is_note=problem.is_note and problem.never_strict) for problem in problems]
    if has_problems(problems, strict=False):
        raise ProblemsFound(problem for problem in problems if not problem.is_note)
    return tuple(sorted(set(problems)))


def is_strict(options: BuildOptions, publication: Publication) -> bool:
    """Return whether notes count as problems."""
    return options.strict or publication.strict


def _listed(root: PurePath, shelf: Shelf, cache: Cache) -> tuple[dict[Folder, list[FileRef]], list[Problem]]:
    listed: dict[Folder, list[FileRef]] = {}
    problems: list[Problem] = []
    # Where there is nothing to ask for, a file's digest can wait until the file is read.
    digest_of = shelf.known_files.digest_of if cache.is_empty else partial(shelf.digest, limit=TEXT_LIMIT)
    for folder in FOLDERS:
        listing = list_files(root / "content" / folder, shown=f"content/{folder}", within=root)
        problems += listing.problems
        listed[folder] = []
        texts = [path for path in listing.paths if is_text_name(path)]
        problems += unfit_names(f"content/{folder}", listing.paths, texts)
        for path in texts:
            try:
                digest = digest_of(f"{folder}/{path}")
            except ProblemsFound:
                digest = ""  # reading the file finds the same again
            listed[folder].append(FileRef(f"content/{folder}/{path}", digest))
    return listed, problems


def _below(layers: Mapping[str, Source], folder: str) -> Mapping[str, bytes]:
    return {name.removeprefix(folder): source.data for name, source in layers.items() if name.startswith(folder)}
