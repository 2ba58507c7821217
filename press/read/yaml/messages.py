"""A text that YAML cannot read -> what a writer did there, where, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from press.read.yaml.positions import Fault

_LONGEST = 80  # characters of a value in a hint; a longer one says nothing more
_KEY_VALUE = re.compile(r"(?P<before>\s*+(?:- ++)*+(?P<key>[^\s:#{\[][^:]*+):[ \t]++)(?P<value>\S.*)")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|x[0-9A-Fa-f]{0,2}|.?)")
_MISPLACED = "this line is indented differently from the lines that it belongs with"
_IN_COLUMN = "begin keys that belong together in one column"
_SIGNS = "@`%&*!|>[]{},?"
# What PyYAML raises for texts that it cannot read. Anything else is a fault of the program or of the machine.
UNREADABLE: tuple[type[Exception], ...] = (yaml.YAMLError, UnicodeError)


def quoted(value: str) -> str:
    """Return `value` between quotes in which YAML takes every character as it stands; a long value is cut."""
    value = value.strip()
    if len(value) > _LONGEST:
        value = value[: _LONGEST - 1].rstrip() + "…"
    if '"' in value or "\\" in value:
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return f'"{value}"'


def explain(error: Exception, lines: Sequence[str], first_line: int, what: str) -> Fault:
    """Return the fault behind `error`, which PyYAML raised for `lines`; `first_line` is their number in the file."""
    number, column = _point(error, lines)
    context = str(getattr(error, "context", None) or "")
    said = str(getattr(error, "problem", None) or "")
    line = lines[number] if number < len(lines) else ""
    here = number + first_line
    dots = next((n for n, text in enumerate(lines) if text.startswith("...")), None)
    if dots is not None:
        return Fault(dots + first_line, 1, f"the {what} ends at three dots", "take this line out")
    tab = next((n for n, text in enumerate(lines) if "\t" in text[: len(text) - len(text.lstrip())]), None)
    if tab is not None:
        at = lines[tab].index("\t") + 1
        return Fault(tab + first_line, at, f"there is a tab at column {at}", "indent with spaces instead")
    if "quoted scalar" in context:
        return _quote_fault(error, lines, first_line, said)
    if line.startswith("%"):
        return Fault(here, 1, 'a line cannot begin with "%"', f"put quotes around it: {quoted(line)}")
    match = _KEY_VALUE.match(line)
    if not match:
        return _line_fault(line, here, what)
    return _value_fault(match, here, column, said) or Fault(
        here, column + 1, f"the {what} cannot be read here", f"quote it: {match['key']}: {quoted(match['value'])}"
    )


def explain_line(lines: Sequence[str], first_line: int, what: str) -> Fault:
    """Return why the first of `lines` that is not blank is no entry."""
    number = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return _line_fault(lines[number], number + first_line, what)


def _point(error: Exception, lines: Sequence[str]) -> tuple[int, int]:
    """Return line and column, from 0, of the last line that the parser had something to say about."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return 0, 0
    number, column = min(mark.line, max(len(lines) - 1, 0)), mark.column
    while number and not lines[number].strip():
        number, column = number - 1, 0
    return number, column


def _quote_fault(error: Exception, lines: Sequence[str], first_line: int, said: str) -> Fault:
    opened = error.context_mark  # type: ignore[attr-defined]
    sign = lines[opened.line][opened.column]
    if "stream" in said or "document" in said:
        line = opened.line + first_line
        hint = f"put {sign} at the end of the value, or take this one out"
        return Fault(line, opened.column + 1, "the quote that opens here is never closed", hint)
    mark = error.problem_mark  # type: ignore[attr-defined]
    line = lines[mark.line]
    at = max(line.rfind("\\", 0, mark.column + 1), 0)
    escape = _ESCAPE.match(line, at)
    hint = "between double quotes a backslash begins a code; single quotes take it as it is"
    return Fault(mark.line + first_line, at + 1, f"{escape[0] if escape else sign} stands for no character", hint)


def _line_fault(line: str, here: int, what: str) -> Fault:
    indent = len(line) - len(line.lstrip())
    if re.match(r"\s*+(?:- ++)*+[^\s:#{\[][^:]*+:\s*$", line) or line.lstrip().startswith("- "):
        return Fault(here, indent + 1, _MISPLACED, _IN_COLUMN)
    near = re.match(r"\s*([\w-]+):(\S.*)", line)
    if near:
        return Fault(here, near.end(1) + 1, "there is no blank after the colon", f"{near[1]}: {near[2]}")
    hint = "if it belongs to the line above, indent it by two blanks"
    return Fault(here, indent + 1, f'this line of the {what} is not "key: value"', hint)


def _value_fault(match: re.Match[str], here: int, column: int, said: str) -> Fault | None:
    key, value, at = match["key"], match["value"], match.start("value") + 1
    hint = f"quote it: {key}: {quoted(value)}"
    if value[0] in "\"'":
        return _after_quote(match, here, column)
    if value[0] in "[{" and {"[": "]", "{": "}"}[value[0]] not in value:
        return Fault(here, at, f'the "{value[0]}" that opens here is never closed', hint)
    if value[0] in _SIGNS or value.startswith("- "):
        return Fault(here, at, f'a value cannot begin with "{value[0]}" unless it is in quotes', hint)
    if ": " in value or ":\t" in value or value.endswith(":"):
        inner = re.search(r":(?:\s|$)", value)
        place = at + (inner.start() if inner else 0)
        return Fault(here, place, "a colon followed by a blank needs quotes around the value", hint)
    if re.search("key|indent|block|mapping", said):
        return Fault(here, len(match["before"]) - len(match["before"].lstrip()) + 1, _MISPLACED, _IN_COLUMN)
    return None


def _after_quote(match: re.Match[str], here: int, column: int) -> Fault | None:
    key, value = match["key"], match["value"]
    if value.count(value[0]) < 2:
        return None
    return Fault(
        here, column + 1, "there is text after the closing quote", f"quote all of it: {key}: {_requoted(value)}"
    )


def _requoted(value: str) -> str:
    return quoted(value) if value[0] == '"' else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
