"""Reading: what one file gave, with every mistake in it; ReadingRules: the part of config that reading depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from press.model.body import Part
from press.model.problem import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the site: `path` relative to its folder (posix), bytes, and their digest."""

    path: str
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The settings that decide what a file means: with a file's bytes and path they give the same `ParseResult`.

    `kinds`: ids of all kinds. `letters`: those whose second-level headings begin letters. `paid`: those that
    somebody pays for. `signed`: those that somebody has to sign,
    for their views are the writer's. `card_after`: number of top-level paragraphs before the inline card.
    """

    language: str
    timezone: ZoneInfo
    kinds: tuple[str, ...]
    letters: tuple[str, ...]
    slugs: Literal["unicode", "ascii"] = "unicode"
    raw_html: Literal["sanitize", "escape", "trust"] = "sanitize"
    card_after: int = 3
    paid: tuple[str, ...] = ("sponsored",)
    signed: tuple[str, ...] = ("op-ed", "column")


@dataclass(frozen=True, slots=True)
class ParseResult(Generic[T]):
    """The value that a file gave, its body's parts, problems and notes.

    A file with problems gives a value too: with what could be read, and the names of what could not be (`unread`).
    `packed`: the parts as bytes, where they are made already.
    """

    value: T
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    packed: bytes = b""
