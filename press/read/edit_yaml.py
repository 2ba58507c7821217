"""Edits of single lines of YAML, by the positions of its values: every other byte of the file stays.

Comments, the order of keys, quotes and line ends are the writer's. PyYAML reads and forgets them, and ruamel.yaml sets
them anew in places; so nothing is written from the parsed tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from press.model.names import composed
from press.model.problem import ExitCode, Refusal
from press.read.decoding import decode
from press.read.yaml.positions import Parsed, Position

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_INDENT = "  "


def lines_of(path: str, data: bytes) -> list[str]:
    """Return the lines of a file with their ends, one for each line that the reader counts.

    Raises Refusal (USAGE) for a file that is no UTF-8, or whose lines end in a way that only some programs know.
    """
    text, faults = decode(data)
    if faults:
        raise Refusal(f"{path}: {faults[0].message}", code=ExitCode.USAGE, hint=faults[0].hint)
    lines = _LINE.findall(data.decode("utf-8"))
    if len(lines) != len(text.removesuffix("\n").split("\n")) and text:
        message = f"{path}: its lines end in a way that this command does not write"
        raise Refusal(message, code=ExitCode.USAGE, hint="save the file once in your editor, with plain line ends")
    return lines


def set_value(path: str, lines: list[str], parsed: Parsed, key: str, value: str, *, end: int) -> list[str]:
    """Return the lines with `key: value`, in the place of its value or as a new line before line number `end`.

    `value` is YAML already. Raises Refusal (USAGE) for a value of several lines.
    """
    position = parsed.positions.get(key)
    if position is None:
        return _inserted(lines, end, [f"{key}: {value}"])
    _check_single(path, key, position)
    row = position.line - 1
    line = composed(lines[row])  # positions are those of composed text, as everywhere below
    if parsed.values.get(key) is None:
        body = line.rstrip("\r\n")
        head, colon, rest = body.partition(":")
        comment = rest.strip()
        written = f"{head}{colon} {value}" + (f"  {comment}" if comment.startswith("#") else "")
        return [*lines[:row], written + line[len(body) :], *lines[row + 1 :]]
    changed = line[: position.column - 1] + value + line[position.end_column - 1 :]
    return [*lines[:row], changed, *lines[row + 1 :]]


def without_key(path: str, lines: list[str], parsed: Parsed, key: str) -> list[str]:
    """Return the lines without a key of one line; unchanged where it is not written.

    Raises Refusal (USAGE) for a value of several lines.
    """
    position = parsed.positions.get(key)
    if position is None:
        return lines
    _check_single(path, key, position)
    return [*lines[: position.key_line - 1], *lines[position.key_line :]]


def with_item(lines: list[str], parsed: Parsed, key: str, item: str | Mapping[str, str], *, end: int) -> list[str]:
    """Return the lines with one more item of a list: a text, or a mapping of texts, all YAML already.

    The list may be written in brackets, line by line, between commas, or not yet; a new key stands before line `end`.
    """
    position = parsed.positions.get(key)
    flow = item if isinstance(item, str) else "{" + ", ".join(f"{name}: {text}" for name, text in item.items()) + "}"
    if position is None:
        return _inserted(lines, end, [f"{key}:", *_block(item, _INDENT)])
    value = parsed.values[key]
    if value is None:
        return _inserted(lines, position.key_line + 1, _block(item, _INDENT))
    if isinstance(value, str):
        row = position.end_line - 1
        line, at = composed(lines[row]), position.end_column - 1 - bool(position.style)
        return [*lines[:row], f"{line[:at]}, {flow}{line[at:]}", *lines[row + 1 :]]
    if position.style == "[" and composed(lines[position.line - 1])[position.column - 1] == "[":
        row, at = _closing_bracket(lines, parsed, key)
        line = composed(lines[row])
        return [*lines[:row], line[:at] + (", " if value else "") + flow + line[at:], *lines[row + 1 :]]
    first = lines[parsed.positions[f"{key}.0"].line - 1]
    indent = first[: first.index("-")]
    last = _last_line(lines, parsed, f"{key}.")
    return _inserted(lines, last + 1, _block(item, indent))


def replaced(lines: list[str], parsed: Parsed, keys: re.Pattern[str], rename: Callable[[str], str]) -> list[str]:
    """Return the lines with names exchanged: in the values whose keys (dotted paths) `keys` matches.

    `rename` gets each name, those between commas one by one, and returns it or another.
    """
    changed = list(lines)
    # From the end, so that columns of the same line stay true.
    spots = sorted(((p.line, p.column, p) for key, p in parsed.positions.items() if keys.fullmatch(key)), reverse=True)
    for _, _, position in spots:
        if position.line != position.end_line or position.style in {"[", "{", "|", ">"}:
            continue
        row, start, stop = position.line - 1, position.column - 1, position.end_column - 1
        if position.style:
            start, stop = start + 1, stop - 1
        line = composed(changed[row])
        parts = [_renamed(part, rename) for part in line[start:stop].split(",")]
        if parts != line[start:stop].split(","):
            changed[row] = line[:start] + ",".join(parts) + line[stop:]
    return changed


def quoted_text(text: str) -> str:
    """Return a text as a YAML scalar in double quotes: JSON's strings are YAML's too."""
    return json.dumps(text, ensure_ascii=False)


def _renamed(part: str, rename: Callable[[str], str]) -> str:
    name = part.strip()
    return part.replace(name, rename(name), 1) if name else part


def _check_single(path: str, key: str, position: Position) -> None:
    if position.line != position.end_line or position.line != position.key_line or position.style in {"|", ">"}:
        hint = f"write {key} and its value in one line first"
        raise Refusal(f"{path}: {key} is written over several lines", code=ExitCode.USAGE, hint=hint)


def _closing_bracket(lines: Sequence[str], parsed: Parsed, key: str) -> tuple[int, int]:
    """Return row and column, from 0, of the bracket that closes a list: the first one behind its last scalar."""
    opening = parsed.positions[key]
    inner = [p for name, p in parsed.positions.items() if name.startswith(f"{key}.") and p.style not in {"[", "{"}]
    row, column = max(((p.end_line - 1, p.end_column - 1) for p in inner), default=(opening.line - 1, opening.column))
    while (at := _COMMENT.sub(_blanks, composed(lines[row])).find("]", column)) < 0:
        row, column = row + 1, 0
    return row, at


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _last_line(lines: Sequence[str], parsed: Parsed, prefix: str) -> int:
    """Return the number of the last line of what stands below a key."""
    below = [position for key, position in parsed.positions.items() if key.startswith(prefix)]
    # A collection of lines, and a block of text, end where the next thing begins.
    ends = [p.end_line - (p.end_column == 1) for p in below if p.style not in {"[", "{"}] + [p.line for p in below]
    last = max(ends)
    while last > 1 and not lines[last - 1].strip():
        last -= 1
    return last


def _block(item: str | Mapping[str, str], indent: str) -> list[str]:
    if isinstance(item, str):
        return [f"{indent}- {item}"]
    rows = [f"{name}: {text}" for name, text in item.items()]
    return [f"{indent}- {rows[0]}", *(f"{indent}  {row}" for row in rows[1:])]


def _inserted(lines: list[str], before: int, rows: Sequence[str]) -> list[str]:
    """Return the lines with rows before line number `before`, ended as the first line is."""
    end = lines[0][len(lines[0].rstrip("\r\n")) :] if lines else "\n"
    head = list(lines[: before - 1])
    if head and not head[-1].endswith(("\n", "\r")):
        head[-1] += end or "\n"
    return [*head, *(row + (end or "\n") for row in rows), *lines[before - 1 :]]
