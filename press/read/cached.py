"""Sources -> Readings: each file once, from the memo where it holds it, by several processes when it pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal

from pydantic import TypeAdapter

from press.model.cache import Cache, CacheReader
from press.model.content import Article, Author, StaticPage, Topic
from press.model.digest import digest
from press.model.problem import Place, Problem, ProblemsFound
from press.parallel.batch import Steps
from press.read.article import ARTICLE
from press.read.markdown import encode_parts
from press.read.people import read_author, read_page, read_topic
from press.read.source import ParseResult, ReadingRules, Source

Folder = Literal["articles", "authors", "topics", "pages"]
FOLDERS: tuple[Folder, ...] = ("articles", "authors", "topics", "pages")
_TYPES: dict[Folder, Any] = {"articles": Article, "authors": Author, "topics": Topic, "pages": StaticPage}
# How a file is read, step by step: the first takes Source and rules, the last gives the Reading.
_READERS: dict[Folder, tuple[Callable[..., Any], ...]] = {
    "articles": ARTICLE,
    "authors": (read_author,),
    "topics": (read_topic,),
    "pages": (read_page,),
}
# Of one file: the digest of its bytes, its facts, its body's digest and its body's parts.
Converted = tuple[str, bytes, str, bytes]
# Reads one file of content/, by its path below the site's folder.
Load = Callable[[str], Source]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file of content/ that is there: its path below the site's folder, and the digest of its bytes."""

    path: str
    digest: str


# Does many jobs, in order, in this process or several: whoever reads decides.
MapInProcesses = Callable[[Steps[FileRef, Converted], Sequence[FileRef]], Iterable[Converted]]
# A file on its way: the digest of its bytes, and what the last step gave. Without a digest it is at its end: Facts with
# what kept it from being loaded.
_Begun = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading takes beside the files: rules, memo, the program's digest, and how to load files and share work."""

    rules: ReadingRules
    cache: Cache
    engine: str
    load: Load
    map_in_processes: MapInProcesses


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What is kept of a reading: the value (its body's parts are in the memo), problems and notes."""

    value: Any
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read, the memo's key of its reading, and what it says.

    What could not be loaded has neither digest nor key, but problems.
    """

    listed: FileRef
    key: str
    facts: ParsedFile


def read_all(folder: Folder, listed: Sequence[FileRef], read_context: ReadContext) -> tuple[Read, ...]:
    """Return what each file says, in the order of `listed`; a file is loaded only when nobody remembers it.

    Every reading passes through the memo's form, so a build that remembers sees exactly what a clean one sees.
    """
    if not listed:
        return ()
    adapter, cache, common = _adapter(folder), read_context.cache, _common(folder, read_context)
    keys = [_key(common, item) for item in listed]
    kept = cache.get_many([key for key in keys if key])
    found = {
        item.path: Read(item, key, adapter.validate_json(kept[key]))
        for item, key in zip(listed, keys, strict=True)
        if key in kept
    }
    bodies = {path: parts_key(read.facts.value.body.digest) for path, read in found.items() if read.facts.value}
    there = cache.get_many([*bodies.values()])
    # A reading is remembered when its body's parts are too: a layout may ask for them at any time.
    lost = {path for path, key in bodies.items() if key not in there}
    todo = [item for item in listed if item.path not in found or item.path in lost]
    work = conversion(folder, read_context.rules, read_context.load)
    for item, (read, facts, body, parts) in zip(todo, read_context.map_in_processes(work, todo), strict=True):
        now = FileRef(item.path, read)
        key = _key(common, now)
        if key:
            cache.put(parts_key(body), parts)
            cache.put(key, facts)
        found[item.path] = Read(now, key, adapter.validate_json(facts))
    return tuple(found[item.path] for item in listed)


def reading_keys(folder: Folder, listed: Sequence[FileRef], read_context: ReadContext) -> list[str]:
    """Return the memo's key for the reading of each file: all that it depends on."""
    common = _common(folder, read_context)
    return [_key(common, item) for item in listed]


def _common(folder: Folder, read_context: ReadContext) -> str:
    return digest((folder, read_context.rules, read_context.engine))


def _key(common: str, item: FileRef) -> str:
    return digest((common, item.path, item.digest)) if item.digest else ""


@dataclass(frozen=True, slots=True)
class Section:
    """What all files of content/ say, file by file.

    `keys` gives the memo's key of each article's reading, by stem; `digests` those of the files' bytes, by path.
    """

    articles: tuple[Article, ...]
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]
    keys: Mapping[str, str]
    digests: Mapping[str, str]


def read_section(listed: Mapping[Folder, Sequence[FileRef]], read_context: ReadContext) -> Section:
    """Return what the files of each folder say."""
    read = {folder: read_all(folder, files, read_context) for folder, files in listed.items()}
    values = {
        folder: tuple(one.facts.value for one in found if one.facts.value is not None) for folder, found in read.items()
    }
    everything = [one for found in read.values() for one in found]
    return Section(
        articles=values["articles"],
        authors=values["authors"],
        topics=values["topics"],
        pages=values["pages"],
        problems=tuple(problem for one in everything for problem in one.facts.problems),
        keys={one.facts.value.stem: one.key for one in read["articles"] if one.facts.value is not None},
        digests={one.listed.path: one.listed.digest for one in everything if one.listed.digest},
    )


class CacheMiss(Exception):
    """The memo has lost a reading: only a whole build can go on."""


def remembered_article(key: str, cache: CacheReader) -> ParsedFile:
    """Return the reading of an article that the memo has under `key`. Raises Forgotten."""
    kept = cache.get(key)
    facts: ParsedFile | None = _adapter("articles").validate_json(kept) if kept else None
    if facts is None or not isinstance(facts.value, Article):
        raise CacheMiss(key)
    return facts


def parts_key(body: str) -> str:
    """Return the memo's key for the parts of the body with this digest."""
    return f"parts:{body}"


def conversion(folder: Folder, rules: ReadingRules, load: Load) -> Steps[FileRef, Converted]:
    """Return what reads one file: its digest, the reading's facts as bytes, its body's digest and its body's parts.

    What keeps a file from being loaded is a problem among its facts. It raises ProblemsFound when the file is no longer
    what was listed.
    """
    first, *others = _READERS[folder]
    steps: list[Callable[[Any], Any]] = [partial(first, rules=rules), *others]
    return Steps((partial(_loaded, load), *(partial(_onward, step) for step in steps), partial(_packed, folder)))


def _loaded(load: Load, listed: FileRef) -> _Begun:
    try:
        source = load(listed.path)
    except ProblemsFound as found:
        if listed.digest:
            raise
        return "", ParsedFile(None, found.problems)
    if listed.digest not in {"", source.digest}:
        raise ProblemsFound([Problem(Place(listed.path), "the file changed during the build", "build again")])
    return source.digest, source


def _onward(step: Callable[[Any], Any], begun: _Begun) -> _Begun:
    own, value = begun
    return (own, step(value)) if own else begun


def _packed(folder: Folder, begun: _Begun) -> Converted:
    own, read = begun
    if not own:
        return "", _adapter(folder).dump_json(read), "", b""
    reading: ParseResult[Any] = read
    # What is as it is by default need not be told, kept and checked.
    facts = _adapter(folder).dump_json(ParsedFile(reading.value, reading.problems), exclude_defaults=True)
    body = reading.value.body.digest if reading.value else ""
    return own, facts, body, reading.packed or encode_parts(reading.parts)


@lru_cache(maxsize=len(FOLDERS))
def _adapter(folder: Folder) -> TypeAdapter[Any]:
    """The form of a folder's readings in the memo: JSON checked against the types themselves."""
    kind = _TYPES[folder]

    @dataclass(frozen=True, slots=True)
    class Typed(ParsedFile):
        value: kind | None  # type: ignore[valid-type]

    return TypeAdapter(Typed)
