"""Sources -> Readings: each file once, from the memo where it holds it, by several processes when it pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import TypeAdapter

from press.model.content import Article, Author, StaticPage, Topic
from press.model.digest import digest
from press.model.memo import Memo
from press.model.problem import Problem
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
Job = tuple[Folder, Source, ReadingRules]
Converted = tuple[bytes, str, bytes]
# Does many jobs, in order, in this process or several: whoever reads decides.
Spread = Callable[[Callable[[Job], Converted], Sequence[Job]], Iterable[Converted]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of a reading: the value (its body's parts are in the memo), problems and notes."""

    value: Any
    problems: tuple[Problem, ...]


def read_all(
    folder: Folder, sources: Sequence[Source], rules: ReadingRules, memo: Memo, *, engine: str, spread: Spread
) -> tuple[Facts, ...]:
    """Return what each source says, in the order of `sources`.

    Every reading passes through the memo's form, so a build that remembers sees exactly what a clean one sees.
    """
    keys = [digest((folder, source.path, source.digest, rules, engine)) for source in sources]
    found = {n: _remembered(folder, key, memo) for n, key in enumerate(keys)}
    missing = [n for n, facts in found.items() if facts is None]
    todo = [(folder, sources[n], rules) for n in missing]
    for n, (facts, body, parts) in zip(missing, spread(convert, todo), strict=True):
        memo.memo_put(parts_key(body), parts)
        memo.memo_put(keys[n], facts)
        found[n] = _adapter(folder).validate_json(facts)
    return tuple(facts for facts in found.values() if facts is not None)


def _remembered(folder: Folder, key: str, memo: Memo) -> Facts | None:
    """A reading is remembered when its body's parts are too: a layout may ask for them at any time."""
    kept = memo.memo_get(key)
    facts: Facts | None = _adapter(folder).validate_json(kept) if kept else None
    if facts and facts.value and memo.memo_get(parts_key(facts.value.body.digest)) is None:
        return None
    return facts


@dataclass(frozen=True, slots=True)
class Section:
    """What all files of content/ say, file by file."""

    articles: tuple[Article, ...]
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]


def read_section(
    sources: Mapping[Folder, Sequence[Source]], rules: ReadingRules, memo: Memo, *, engine: str, spread: Spread
) -> Section:
    """Return what the files of each folder say."""
    facts = {
        folder: read_all(folder, found, rules, memo, engine=engine, spread=spread) for folder, found in sources.items()
    }
    values = {folder: tuple(f.value for f in found if f.value is not None) for folder, found in facts.items()}
    return Section(
        articles=values["articles"],
        authors=values["authors"],
        topics=values["topics"],
        pages=values["pages"],
        problems=tuple(problem for found in facts.values() for fact in found for problem in fact.problems),
    )


def parts_key(body: str) -> str:
    """Return the memo's key for the parts of the body with this digest."""
    return f"parts:{body}"


def convert(job: Job) -> Converted:
    """Read one file; give the reading's facts, its body's digest and its body's parts, all as bytes."""
    folder, source, rules = job
    reading = _READERS[folder](source, rules)
    facts = _adapter(folder).dump_json(Facts(reading.value, reading.problems))
    body = reading.value.body.digest if reading.value else ""
    return facts, body, encode_parts(reading.parts)


@lru_cache(maxsize=len(FOLDERS))
def _adapter(folder: Folder) -> TypeAdapter[Any]:
    """The form of a folder's readings in the memo: JSON checked against the types themselves."""
    kind = _TYPES[folder]

    @dataclass(frozen=True, slots=True)
    class Typed(Facts):
        value: kind | None  # type: ignore[valid-type]

    return TypeAdapter(Typed)
