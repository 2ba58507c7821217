"""Sources -> Readings: each file once, from the memo where it holds it, by several processes when it pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal

from pydantic import TypeAdapter

from press.model.content import Article, Author, StaticPage, Topic
from press.model.digest import digest
from press.model.memo import Memo, Remembers
from press.model.problem import Place, Problem, ProblemsFound
from press.read.article import read_article
from press.read.body import encode_parts
from press.read.people import read_author, read_page, read_topic
from press.read.reading import Reading, ReadingRules, Source

Folder = Literal["articles", "authors", "topics", "pages"]
FOLDERS: tuple[Folder, ...] = ("articles", "authors", "topics", "pages")
_TYPES: dict[Folder, Any] = {"articles": Article, "authors": Author, "topics": Topic, "pages": StaticPage}
_READERS: dict[Folder, Callable[[Source, ReadingRules], Reading[Any]]] = {
    "articles": read_article,
    "authors": read_author,
    "topics": read_topic,
    "pages": read_page,
}
Converted = tuple[bytes, str, bytes]
# Reads one file of content/, by its path below the site's folder.
Load = Callable[[str], Source]


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of content/ that is there: its path below the site's folder, and the digest of its bytes."""

    path: str
    digest: str


# Does many jobs, in order, in this process or several: whoever reads decides.
Spread = Callable[[Callable[[Listed], Converted], Sequence[Listed]], Iterable[Converted]]


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """What reading takes beside the files: rules, memo, the program's digest, and how to load files and share work."""

    rules: ReadingRules
    memo: Memo
    engine: str
    load: Load
    spread: Spread


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of a reading: the value (its body's parts are in the memo), problems and notes."""

    value: Any
    problems: tuple[Problem, ...]


def read_all(folder: Folder, listed: Sequence[Listed], room: ReadingRoom) -> tuple[Facts, ...]:
    """Return what each file says, in the order of `listed`; a file is loaded only when nobody remembers it.

    Every reading passes through the memo's form, so a build that remembers sees exactly what a clean one sees.
    """
    adapter, memo = _adapter(folder), room.memo
    keys = reading_keys(folder, listed, room)
    kept = memo.memo_many(keys)
    found: dict[str, Facts] = {key: adapter.validate_json(kept[key]) for key in keys if key in kept}
    bodies = {key: parts_key(facts.value.body.digest) for key, facts in found.items() if facts.value}
    there = memo.memo_many([*bodies.values()])
    # A reading is remembered when its body's parts are too: a layout may ask for them at any time.
    missing = [
        (key, item)
        for key, item in zip(keys, listed, strict=True)
        if key not in found or (key in bodies and bodies[key] not in there)
    ]
    work = partial(convert, folder, room.rules, room.load)
    todo = [item for _, item in missing]
    for (key, _), (facts, body, parts) in zip(missing, room.spread(work, todo), strict=True):
        memo.memo_put(parts_key(body), parts)
        memo.memo_put(key, facts)
        found[key] = adapter.validate_json(facts)
    return tuple(found[key] for key in keys)


def reading_keys(folder: Folder, listed: Sequence[Listed], room: ReadingRoom) -> list[str]:
    """Return the memo's key for the reading of each file: all that it depends on."""
    common = digest((folder, room.rules, room.engine))
    return [digest((common, item.path, item.digest)) for item in listed]


@dataclass(frozen=True, slots=True)
class Section:
    """What all files of content/ say, file by file; `keys` gives the memo's key of each article's reading, by stem."""

    articles: tuple[Article, ...]
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]
    keys: Mapping[str, str]


def read_section(listed: Mapping[Folder, Sequence[Listed]], room: ReadingRoom) -> Section:
    """Return what the files of each folder say."""
    facts = {folder: read_all(folder, found, room) for folder, found in listed.items()}
    values = {folder: tuple(f.value for f in found if f.value is not None) for folder, found in facts.items()}
    return Section(
        articles=values["articles"],
        authors=values["authors"],
        topics=values["topics"],
        pages=values["pages"],
        problems=tuple(problem for found in facts.values() for fact in found for problem in fact.problems),
        keys={
            fact.value.stem: key
            for fact, key in zip(facts["articles"], reading_keys("articles", listed["articles"], room), strict=True)
            if fact.value is not None
        },
    )


class Forgotten(Exception):
    """The memo has lost a reading: only a whole build can go on."""


def remembered_article(key: str, memo: Remembers) -> Facts:
    """Return the reading of an article that the memo has under `key`. Raises Forgotten."""
    kept = memo.memo_get(key)
    facts: Facts | None = _adapter("articles").validate_json(kept) if kept else None
    if facts is None or not isinstance(facts.value, Article):
        raise Forgotten(key)
    return facts


def parts_key(body: str) -> str:
    """Return the memo's key for the parts of the body with this digest."""
    return f"parts:{body}"


def convert(folder: Folder, rules: ReadingRules, load: Load, listed: Listed) -> Converted:
    """Read one file; give the reading's facts, its body's digest and its body's parts, all as bytes.

    Raises ProblemsFound when the file is no longer what was listed.
    """
    source = load(listed.path)
    if source.digest != listed.digest:
        raise ProblemsFound([Problem(Place(listed.path), "the file changed during the build", "build again")])
    reading = _READERS[folder](source, rules)
    facts = _adapter(folder).dump_json(Facts(reading.value, reading.problems))
    body = reading.value.body.digest if reading.value else ""
    return facts, body, reading.packed or encode_parts(reading.parts)


@lru_cache(maxsize=len(FOLDERS))
def _adapter(folder: Folder) -> TypeAdapter[Any]:
    """The form of a folder's readings in the memo: JSON checked against the types themselves."""
    kind = _TYPES[folder]

    @dataclass(frozen=True, slots=True)
    class Typed(Facts):
        value: kind | None  # type: ignore[valid-type]

    return TypeAdapter(Typed)
