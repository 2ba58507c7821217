"""Source -> FrontMatter: a file's keys with the place of each, and its body with the line that it begins on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from press.model.addresses import HIDDEN
from press.model.problem import Place, Problem, Where
from press.read.decoding import body_lines, decode, problem_at
from press.read.markdown.budget import Budget
from press.read.schema.fields import Keys
from press.read.schema.mistakes import faults_of, label_of
from press.read.schema.outline import Outline, outline_of, without_blanks
from press.read.schema.readable import Readable, readable_keys
from press.read.source import Source
from press.read.yaml.positions import Fault, Parsed
from press.read.yaml.recovery import parse_yaml

K = TypeVar("K", bound=Keys)
FREE = frozenset({"extra"})
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_MOST_MARKS = 10
# Keys by which other files may name this one, as far as lines of a broken front matter show them.
_NAMING = re.compile(r"^(name|slug):[ \t]+[\"']?([^\s\"'#](?:[^\n\"'#]{0,200}[^\s\"'#])?)", re.MULTILINE)
_HEAD = 5_000  # characters of a file in which they are looked for
_COMMENT = re.compile(r"\s+#")
_VISIBLE_KEYS = ("title", "short_title", "slug", "name")


@dataclass(frozen=True, slots=True)
class FrontMatter(Generic[K]):
    """What a file says before its body: `keys`, those that can be read, and all problems found so far.

    `keys` is None where there is no front matter, or none that ends; `parsed` has a few values of it even then.
    `unread`: as in `Readable`.
    """

    path: str
    keys: K | None
    parsed: Parsed
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()

    def is_unread(self, *keys: str) -> bool:
        """Whether something of one of these top-level keys could not be read: nothing follows from its being empty."""
        return bool(self.unread) and not self.unread.isdisjoint(("", *keys))

    def at(self, key: str) -> tuple[Place, str]:
        """Return place and source line of a value by its dotted path, of the file's first line if it is not written."""
        spot = self.parsed.positions.get(key)
        if spot is None:
            return Place(self.path, 1, 1), "---"
        return Place(self.path, spot.line, spot.column), self.parsed.source(spot.line)

    def problem(self, key: str, message: str, hint: str = "", *, is_note: bool = False) -> Problem:
        """Return a problem at the value of `key`."""
        place, excerpt = self.at(key)
        return problem_at(self.path, Fault(place.line, place.column, message, hint), excerpt, is_note=is_note)

    def where(self) -> Where:
        """Return the place of every value and item, those of `a, b` among them."""
        keys: list[str | int] = []
        for path, spot in self.parsed.positions.items():
            is_whole = spot.style in {"[", "{"}
            keys += (path, spot.key_line, spot.key_column) if is_whole else (path, spot.line, spot.column)
        for entry in self._split_entries():
            keys += entry
        numbers = dict.fromkeys(number for number in keys[1::3] if isinstance(number, int))
        return Where.of(self.path, keys, {number: self.parsed.source(number)[:_LONGEST] for number in numbers})

    def _split_entries(self) -> Iterator[tuple[str, int, int]]:
        for key, value in self.parsed.values.items():
            names = getattr(self.keys, key, None) if isinstance(value, str) else None
            if isinstance(names, list):
                spot = self.parsed.positions[key]
                source, column = self.parsed.source(spot.line), spot.column
                for n, name in enumerate(names):
                    column = max(source.find(name, column - 1) + 1, column)
                    yield f"{key}.{n}", spot.line, column


_LONGEST = 160  # characters of a source line that are kept for problems


def read_front_matter(source: Source, model: type[K]) -> FrontMatter[K]:
    """Return what stands between the two lines of three hyphens, checked by `model`, and the body below.

    Every mistake is in `problems`. Raises TooSlow when it takes longer than a body may.
    """
    with Budget().of_one_text():
        return _read(source, model)


def _read(source: Source, model: type[K]) -> FrontMatter[K]:
    text, faults = decode(source.data)
    empty = Parsed(dict(_NAMING.findall(text[:_HEAD])), {}, broken=frozenset({""}))
    if faults and not text:
        return _hopeless(source, empty, faults, _lines_shown(source.data))
    if not text.startswith("---") or text.partition("\n")[0].rstrip() != "---":
        return _hopeless(source, empty, (*faults, _no_opening(text)), text.split("\n"))
    marks = [found.start() for found in _CONFLICT.finditer(text)]
    if marks:
        lines = [text.count("\n", 0, at) + 1 for at in marks[:_MOST_MARKS]]
        hint = "keep one of the two versions, and take out the lines with <<<<<<<, ======= and >>>>>>>"
        message = "git put this mark here: two versions of the text were not joined"
        return _hopeless(source, empty, [Fault(line, 1, message, hint) for line in lines], text.split("\n"))
    closing = _CLOSING.search(text, text.find("\n") + 1) if "\n" in text else None
    if closing is None:
        hint = "write --- on a line of its own, below the last key"
        fault = Fault(1, 1, "the front matter that opens here is never closed", hint)
        return _hopeless(source, empty, (*faults, fault), text.split("\n"))
    header = text[text.index("\n") + 1 : max(closing.start() - 1, text.index("\n") + 1)]
    parsed = parse_yaml(header, first_line=2, what="front matter", free=FREE)
    body = body_lines(text[closing.end() + 1 :])
    body_line = text.count("\n", 0, closing.end()) + 2
    readable, problems = _checked(source.path, parsed, model)
    unfit = [problem_at(source.path, fault, _line_of(text, fault.line)) for fault in faults]
    problems = [*unfit, *problems]
    return FrontMatter(
        source.path, readable.keys, readable.parsed, body, body_line, tuple(problems), unread=readable.unread
    )


def check_keys(parsed: Parsed, model: type[K], outline: Outline) -> tuple[K | None, tuple[Fault, ...]]:
    """Return the keys of a text as `model` reads them, None where they hold mistakes, and the mistakes."""
    faults = list(parsed.faults)
    keys = None
    try:
        keys = model.model_validate(without_blanks(parsed.values, outline))
    except ValidationError as error:
        faults += faults_of(error, parsed, outline)
    return (None if faults else keys), tuple(faults)


def _checked(path: str, parsed: Parsed, model: type[K]) -> tuple[Readable[K], list[Problem]]:
    outline = outline_of(model)
    readable = readable_keys(parsed, model, outline)
    problems = [
        problem_at(path, fault, parsed.source(fault.line) or ("---" if fault.line == 1 else ""))
        for fault in readable.faults
    ]
    problems += [problem_at(path, note, parsed.source(note.line), is_note=True) for note in _remarks(parsed, outline)]
    return readable, problems


def _remarks(parsed: Parsed, outline: Outline) -> Iterator[Fault]:
    """What is allowed and probably not meant: words behind a "#", characters that nobody sees."""
    if any(" #" in line or "\t#" in line for line in parsed.lines):
        yield from _cut_off(parsed, outline)
    for key in _VISIBLE_KEYS:
        value = parsed.values.get(key)
        found = HIDDEN.search(value) if isinstance(value, str) and not value.isascii() else None
        # Joiners and direction marks (U+200C to U+200F) belong to the spelling of many languages.
        if found and (key == "slug" or not "\u200c" <= found[0] <= "\u200f"):
            spot = parsed.positions[key]
            fate = "; it is left out" if key == "slug" else ""
            hint = "write it again by hand: such characters come with pasted text"
            yield Fault(
                spot.line, spot.column, f"{key} holds an invisible character, U+{ord(found[0]):04X}{fate}", hint
            )


def _cut_off(parsed: Parsed, outline: Outline) -> Iterator[Fault]:
    for path, spot in parsed.positions.items():
        if spot.style or spot.line != spot.end_line:
            continue
        source = parsed.source(spot.line)
        note = outline.at([int(step) if step.isdigit() else step for step in path.split(".")])
        is_shown = note and note.is_text and (note.blank or spot.column < spot.end_column)
        if is_shown and _COMMENT.match(source, spot.end_column - 1):
            column = source.index("#", spot.end_column - 1) + 1
            label = label_of(path.split("."))
            hint = f"put quotes around {label} if it belongs to it"
            yield Fault(spot.line, column, "the text after # is a comment and is not shown", hint)


def _no_opening(text: str) -> Fault:
    hint = "begin the file with --- on a line of its own, then title: and date:, then --- again"
    if not text.strip():
        return Fault(1, 1, "the file is empty", hint)
    first = text.lstrip().partition("\n")[0].rstrip()
    if first == "---":
        return Fault(1, 1, "there is something above the front matter", "let the file begin with ---")
    return Fault(1, 1, "the file has no front matter", hint)


def _hopeless(source: Source, parsed: Parsed, faults: Iterable[Fault], lines: list[str]) -> FrontMatter[K]:
    problems = tuple(
        problem_at(source.path, fault, lines[fault.line - 1] if fault.line <= len(lines) else "") for fault in faults
    )
    return FrontMatter(source.path, None, parsed, problems=problems, unread=frozenset({""}))


def _lines_shown(data: bytes) -> list[str]:
    """The lines of what is no text, as far as they can be shown."""
    if b"\0" in data:
        return []
    return data[:100_000].decode("utf-8", "replace").splitlines()


def _line_of(text: str, number: int) -> str:
    return text.split("\n")[number - 1]
