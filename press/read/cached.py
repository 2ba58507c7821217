"""Listed files -> parsed files: each from the cache where it holds it, else read, by several processes when it pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Literal

from pydantic import TypeAdapter

from press.model.cache import Cache, CacheReader
from press.model.content import Article, Author, StaticPage, Topic
from press.model.digest import digest
from press.model.problem import Place, Problem, ProblemsFound
from press.parallel.pool import map_in_processes
from press.read.article import read_article, unread_article
from press.read.markdown import encode_parts
from press.read.markdown.budget import TooSlow
from press.read.people import read_author, read_page, read_topic, unread_author, unread_page, unread_topic
from press.read.source import ParseResult, ReadingRules, Source

Folder = Literal["articles", "authors", "topics", "pages"]
FOLDERS: tuple[Folder, ...] = ("articles", "authors", "topics", "pages")
_TYPES: dict[Folder, Any] = {"articles": Article, "authors": Author, "topics": Topic, "pages": StaticPage}
_READERS: dict[Folder, Callable[[Source, ReadingRules], ParseResult[Any]]] = {
    "articles": read_article,
    "authors": read_author,
    "topics": read_topic,
    "pages": read_page,
}
# Below this many files, starting processes costs more than it saves.
_PAYS_FROM = 100
_CHUNK = 40
# Reads one file of content/, by its path below the site's folder.
Load = Callable[[str], Source]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file of content/: its path below the site's folder, and the digest of its bytes, "" where it is not known."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """One file as it goes from the process that read it to the cache.

    `digest`: of the file's bytes, "" where the file could not be loaded. `parsed`: the `ParsedFile` as JSON.
    `body`: the digest of the body, the key of its `parts`. `is_final`: the same bytes always give the same result.
    """

    digest: str
    parsed: bytes
    body: str = ""
    parts: bytes = b""
    is_final: bool = True


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading takes besides the files: rules, cache, the program's digest, the loader, the number of processes."""

    rules: ReadingRules
    cache: Cache
    engine: str
    load: Load
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What the cache keeps of a file: its value (without the body's parts), problems and notes; see `ParseResult`."""

    value: Any
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file, the cache key of its parsed form, and that form.

    A file that could not be loaded has neither digest nor key, but problems.
    """

    ref: FileRef
    key: str
    parsed: ParsedFile


def read_files(folder: Folder, listed: Sequence[FileRef], read_context: ReadContext) -> tuple[CachedFile, ...]:
    """Return the parsed form of each file, in the order of `listed`; a file is loaded only when the cache lacks it.

    Every file passes through the cache's form, so a build with a cache sees exactly what a clean one sees.
    Raises ProblemsFound when a file is no longer what was listed.
    """
    if not listed:
        return ()
    adapter, cache, common = _adapter(folder), read_context.cache, _common(folder, read_context)
    keys = [_key(common, item) for item in listed]
    kept = cache.get_many([key for key in keys if key])
    found = {
        item.path: CachedFile(item, key, adapter.validate_json(kept[key]))
        for item, key in zip(listed, keys, strict=True)
        if key in kept
    }
    bodies = {path: parts_key(one.parsed.value.body.digest) for path, one in found.items()}
    stored = cache.get_many([*bodies.values()])
    # A file counts as cached only when its body's parts are cached too: a layout may ask for them at any time.
    incomplete = {path for path, key in bodies.items() if key not in stored}
    todo = [item for item in listed if item.path not in found or item.path in incomplete]
    work = partial(read_file, folder, read_context.rules, read_context.load)
    encoded = map_in_processes(
        work, todo, jobs=read_context.jobs, pays_from=_PAYS_FROM, chunk=_CHUNK, shown=attrgetter("path")
    )
    for item, file in zip(todo, encoded, strict=True):
        ref = FileRef(item.path, file.digest)
        key = _key(common, ref) if file.is_final else ""
        if key:
            cache.put(parts_key(file.body), file.parts)
            cache.put(key, file.parsed)
        found[item.path] = CachedFile(ref, key, adapter.validate_json(file.parsed))
    return tuple(found[item.path] for item in listed)


def cache_keys(folder: Folder, listed: Sequence[FileRef], read_context: ReadContext) -> list[str]:
    """Return the cache key of each file's parsed form: a digest of everything that the form depends on."""
    common = _common(folder, read_context)
    return [_key(common, item) for item in listed]


def _common(folder: Folder, read_context: ReadContext) -> str:
    return digest((folder, read_context.rules, read_context.engine))


def _key(common: str, item: FileRef) -> str:
    return digest((common, item.path, item.digest)) if item.digest else ""


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """The values of all files of content/, and what is wrong with each.

    `keys`: the cache key of each article by stem. `digests`: the digest of each file's bytes by path.
    """

    articles: tuple[Article, ...]
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]
    keys: Mapping[str, str]
    digests: Mapping[str, str]


def read_content(listed: Mapping[Folder, Sequence[FileRef]], read_context: ReadContext) -> ContentFiles:
    """Return the values of the files of each folder. Raises ProblemsFound as `read_files`."""
    found = {folder: read_files(folder, files, read_context) for folder, files in listed.items()}
    values = {folder: tuple(one.parsed.value for one in files) for folder, files in found.items()}
    everything = [one for files in found.values() for one in files]
    return ContentFiles(
        articles=values["articles"],
        authors=values["authors"],
        topics=values["topics"],
        pages=values["pages"],
        problems=tuple(problem for one in everything for problem in one.parsed.problems),
        keys={one.parsed.value.stem: one.key for one in found["articles"] if one.key},
        digests={one.ref.path: one.ref.digest for one in everything if one.ref.digest},
    )


class CacheMiss(Exception):
    """The cache lacks a file that the last build put there: only a full build can go on."""


def cached_article(key: str, cache: CacheReader) -> ParsedFile:
    """Return the article that the cache holds under `key`. Raises CacheMiss."""
    kept = cache.get(key)
    parsed: ParsedFile | None = _adapter("articles").validate_json(kept) if kept else None
    if parsed is None:
        raise CacheMiss(key)
    return parsed


def parts_key(body: str) -> str:
    """Return the cache key for the parts of the body with this digest."""
    return f"parts:{body}"


def read_file(folder: Folder, rules: ReadingRules, load: Load, listed: FileRef) -> EncodedFile:
    """Return one file as it is cached; a file that cannot be loaded gives its problems.

    Raises ProblemsFound when the file is no longer what was listed.
    """
    adapter = _adapter(folder)
    try:
        source = load(listed.path)
    except ProblemsFound as found:
        if listed.digest:
            raise
        return EncodedFile("", adapter.dump_json(ParsedFile(_unread(folder, listed.path, rules), found.problems)))
    if listed.digest not in {"", source.digest}:
        raise ProblemsFound([Problem(Place(listed.path), "the file changed during the build", "build again")])
    try:
        result = _READERS[folder](source, rules)
    except TooSlow as slow:
        hint = "look for one sign or line that is repeated very often"
        problem = Problem(Place(listed.path, 1, 1), slow.message, hint, depends_on_machine=True)
        result = ParseResult(_unread(folder, listed.path, rules), (), (problem,))
    return encode(folder, source.digest, result)


def _unread(folder: Folder, path: str, rules: ReadingRules) -> Article | Author | Topic | StaticPage:
    """Return what stands for a file that cannot be read."""
    match folder:
        case "articles":
            return unread_article(path, rules)
        case "authors":
            return unread_author(path)
        case "topics":
            return unread_topic(path)
        case "pages":
            return unread_page(path)


def encode(folder: Folder, own: str, result: ParseResult[Any]) -> EncodedFile:
    """Return `result`, read from a file whose bytes have the digest `own`, as it is cached."""
    # Defaults are left out: they need not be stored, loaded and checked.
    parsed = _adapter(folder).dump_json(ParsedFile(result.value, result.problems), exclude_defaults=True)
    body = result.value.body.digest
    is_final = not any(problem.depends_on_machine for problem in result.problems)
    return EncodedFile(own, parsed, body, result.packed or encode_parts(result.parts), is_final)


@lru_cache(maxsize=len(FOLDERS))
def _adapter(folder: Folder) -> TypeAdapter[Any]:
    """Return the codec of a folder's parsed files: JSON checked against the types themselves."""
    kind = _TYPES[folder]

    @dataclass(frozen=True, slots=True)
    class Typed(ParsedFile):
        value: kind  # type: ignore[valid-type]

    return TypeAdapter(Typed)
