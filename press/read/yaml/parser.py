"""YAML text -> plain values with the place of each, from bounded events; every scalar stays text.

Only what a writer needs is understood: keys, lists, text. Anchors, aliases, tags, merge keys and second documents
are faults, so no text can name a type, repeat itself without bound, or mean another thing than it shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from press.model.problem import ExitCode, Refusal
from press.read.yaml.messages import quoted
from press.read.yaml.positions import Fault, Parsed, Position

# PyYAML's own classes differ between its C and its Python parser; the values of a text are of any type.
Event = Any
Mark = Any
Loader = Any
Value = Any

# PyYAML's parser in Python reports some events and errors otherwise than libyaml, so only libyaml is used.
_LOADER: Loader = getattr(yaml, "CBaseLoader", None)
DEEPEST = 10  # levels of lists and keys in each other; real front matter has three
MOST_NODES = 2_000
LARGEST = 64 * 1024  # bytes
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# YAML 1.1 takes these for line ends; a headline may hold them. Noncharacters stand in while it is read.
_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2")
_STAND_INS = str.maketrans("\ufdd0\ufdd1\ufdd2", "\x85\u2028\u2029")
_WHOLE = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)
KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


class Stopped(Exception):
    """Reading cannot go on: a limit is passed, or the text is no list of keys (`is_text`: it is mere words)."""

    def __init__(self, fault: Fault, *, is_text: bool = False) -> None:
        """Take what is wrong."""
        super().__init__(fault.message)
        self.fault = fault
        self.is_text = is_text


def check_libyaml(loader: object = _LOADER) -> None:
    """Raise Refusal (ENVIRONMENT) when PyYAML was installed without libyaml: its `loader` is None then."""
    if loader is None:
        message = "PyYAML is installed without libyaml, with which all texts are read"
        hint = "pip install --force-reinstall --only-binary=:all: pyyaml"
        raise Refusal(message, code=ExitCode.ENVIRONMENT, hint=hint)


def parse_events(text: str, *, first_line: int, what: str, free: frozenset[str] = frozenset()) -> Parsed:
    """Return the values of `text`. Raises Stopped, or yaml.YAMLError where it is no YAML.

    `first_line`, `what`, `free`: as for `parse_yaml`.
    """
    check_libyaml()
    lines = text.split("\n")
    has_line_ends = any(mark in text for mark in "\x85\u2028\u2029")
    events = yaml.parse(text.translate(_LINE_ENDS) if has_line_ends else text, Loader=_LOADER)
    reader = _Reader(events, lines, first_line, what, has_line_ends=has_line_ends, has_escapes="\\" in text)
    values = reader.document(free)
    return Parsed(values, reader.positions, tuple(reader.faults), frozenset(reader.broken), tuple(lines), first_line)


@dataclass(slots=True)
class _Reader:
    """One pass over the events of a text."""

    events: Iterator[Event]
    lines: list[str]
    first_line: int
    what: str
    has_line_ends: bool
    has_escapes: bool
    positions: dict[str, Position] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    nodes: int = 0

    def document(self, free: frozenset[str]) -> dict[str, Any]:
        """Read the only document of the text."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return {}
        event = next(self.events)
        if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style:
            values: dict[str, Any] = {}
        elif isinstance(event, yaml.MappingStartEvent):
            self._check_properties(event, "")
            values = self._mapping("", 1, free)
        else:
            fault = self._fault(event, f'the {self.what} should be made of "key: value" lines', "title: Rent caps")
            raise Stopped(fault, is_text=isinstance(event, yaml.ScalarEvent))
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise Stopped(
                self._fault(event, f"the {self.what} ends here, and something else begins", "take the line out")
            )
        return values

    def _mapping(self, path: str, depth: int, free: frozenset[str] = frozenset()) -> dict[str, Any]:
        values: dict[str, Any] = {}
        forms: dict[str, tuple[str, int]] = {}
        while True:
            event = next(self.events)
            if isinstance(event, yaml.MappingEndEvent):
                return values
            key = self._key(event, path, depth, forms)
            mark: Mark = event.start_mark
            below = f"{path}.{key}" if path and key else key or "?"
            value = self._value(next(self.events), below, depth, mark, is_free=not path and key in free)
            if key:
                values[key] = value

    def _key(self, event: Event, path: str, depth: int, forms: dict[str, tuple[str, int]]) -> str:
        """Return a key's text, "" when its value is to be read and forgotten."""
        if not isinstance(event, yaml.ScalarEvent):
            faults = len(self.faults)
            self._value(event, path or "?", depth, event.start_mark)
            message = "a value that begins with a brace or a bracket needs quotes here"
            self.faults[faults:] = [self._fault(event, message, self._quote_hint(event))]
            self.broken.add(path)
            return ""
        key: str = unicodedata.normalize("NFC", event.value)
        self._check_properties(event, key)
        if not key or (key == "<<" and not event.style):
            message = f'"<<" is not supported in {self.what}' if key else 'a key is missing before ":"'
            self.faults.append(self._fault(event, message, "write the keys out"))
            return ""
        line = self._line(event)
        form = key.casefold()
        if form in forms:
            spelled, before = forms[form]
            known = f'"{key}"' if spelled == key else f'"{key}" is the same key as "{spelled}": it'
            message = f"{known} is written twice, in line {before} and in line {line}"
            self.faults.append(self._fault(event, message, "take one of them out"))
            self.broken |= {f"{path}.{name}" if path else name for name in (key, spelled)}
            return ""
        forms[form] = (key, line)
        return key

    def _value(self, event: Event, path: str, depth: int, key: Mark, *, is_free: bool = False) -> Value:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise Stopped(self._fault(event, f"the {self.what} holds more than {MOST_NODES} values", "shorten it"))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path, key, is_free=is_free)
        self.positions[path] = self._spot(event, key, "[" if event.__class__ is yaml.SequenceStartEvent else "{")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "*", path)
            return None
        self._check_properties(event, path)
        if depth >= DEEPEST:
            raise Stopped(self._fault(event, f"this is nested too deeply (more than {DEEPEST} levels)", "shorten it"))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path, depth, is_free=is_free)
        below = self._mapping(path, depth + 1)
        return {name: self._free(value, f"{path}.{name}") for name, value in below.items()} if is_free else below

    def _list(self, path: str, depth: int, *, is_free: bool) -> list[Any]:
        items: list[Any] = []
        while True:
            event = next(self.events)
            if isinstance(event, yaml.SequenceEndEvent):
                return items
            items.append(self._value(event, f"{path}.{len(items)}", depth + 1, event.start_mark, is_free=is_free))

    def _scalar(self, event: Event, path: str, key: Mark, *, is_free: bool) -> Value:
        text: str = event.value
        spot = self.positions[path] = self._spot(event, key, event.style or "")
        if event.anchor or event.tag:
            self._check_properties(event, path)
        if spot.end_line != spot.line:
            self._check_lines(spot)
        if self.has_line_ends:
            text = text.translate(_STAND_INS)
        if not spot.style and text in NULLS:
            return None
        if self.has_escapes and spot.style == '"':
            self._check_escapes(text, spot)
        return self._free(text, path) if is_free else text

    def _free(self, value: Value, path: str) -> Value:
        """A newsroom's own value: true, false and whole numbers are what they look like, unless in quotes."""
        if isinstance(value, dict):
            return {name: self._free(inner, f"{path}.{name}") for name, inner in value.items()}
        if isinstance(value, list):
            return [self._free(inner, f"{path}.{n}") for n, inner in enumerate(value)]
        if not isinstance(value, str) or self.positions[path].style:
            return "" if value is None else value
        if value in {"true", "false"}:
            return value == "true"
        return int(value) if _WHOLE.fullmatch(value) else value

    def _check_properties(self, event: Event, path: str) -> None:
        if event.anchor:
            self._refuse(event, "&", path)
        if event.tag:
            self._refuse(event, "!", path)

    def _refuse(self, event: Event, sign: str, path: str) -> None:
        message = f'a value that begins with "{sign}" is not supported in {self.what}'
        self.faults.append(self._fault(event, message, self._quote_hint(event)))
        self.broken.add(path)

    def _check_lines(self, spot: Position) -> None:
        """Text that runs on over lines which were meant as something else."""
        for number in range(spot.line + 1, spot.end_line + 1):
            line = self.lines[min(number - self.first_line, len(self.lines) - 1)]
            if spot.style in {'"', "'"} and KEY_LINE.match(line):
                message = f"the quote that opens here is not closed on its line; it runs on over line {number}"
                self.faults.append(Fault(spot.line, spot.column, message, f"put {spot.style} at the end of the value"))
                return
            if not spot.style and line.lstrip().startswith("- "):
                column = len(line) - len(line.lstrip()) + 1
                message = "this list item is indented further than the one above it"
                self.faults.append(Fault(number, column, message, 'put all "-" of a list in the same column'))
                return

    def _check_escapes(self, text: str, spot: Position) -> None:
        found = UNFIT.search(text)
        if found:
            message = f"the value holds a control character, U+{ord(found[0]):04X}"
            self.faults.append(Fault(spot.line, spot.column, message, "take the escape with the backslash out"))

    def _quote_hint(self, event: Event) -> str:
        key, colon, value = self.lines[event.start_mark.line].partition(": ")
        return f"quote it: {key.strip()}: {quoted(value)}" if colon and value.strip() else "put quotes around the value"

    def _line(self, event: Event) -> int:
        line: int = event.start_mark.line
        return line + self.first_line

    def _fault(self, event: Event, message: str, hint: str) -> Fault:
        return Fault(self._line(event), event.start_mark.column + 1, message, hint)

    def _spot(self, event: Event, key: Mark, style: str) -> Position:
        first, start, end = self.first_line, event.start_mark, event.end_mark
        return Position(
            start.line + first,
            start.column + 1,
            end.line + first,
            end.column + 1,
            style,
            key.line + first,
            key.column + 1,
        )
