"""A file of another engine -> its keys and its body: YAML, TOML, JSON, Pelican's and Nikola's lines."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_NIKOLA = re.compile(r"\.\. ([\w-]+):[ \t]*(.*)")
_KEY = re.compile(r"([A-Za-z_][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_RST_KEY = re.compile(r":([A-Za-z_][\w -]{0,40}):[ \t]*(.*)")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_VALUES = 20_000  # of one file; aliases may name one value a million times
_LARGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file's keys, in small letters, and its body. `is_broken`: the keys were read a line at a time."""

    keys: Mapping[str, Any]
    body: str
    has_keys: bool = True
    is_broken: bool = False


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 by its mark, else Windows' western code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unified(data.decode("utf-16", "replace"))
    try:
        return _unified(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _unified(data.decode("cp1252", "replace"))


def read_foreign(text: str, ending: str) -> ForeignFile:
    """Return the keys and the body of a file; `ending` is that of its name (`md`, `rst`)."""
    start = text.lstrip("\n \t")
    for pattern, read in ((_YAML, read_yaml), (_TOML, _toml)):
        found = pattern.match(start)
        if found:
            keys = read(found[1])
            lined = _lines(found[1]) if keys is None else keys
            return ForeignFile(_small(lined), start[found.end() :], is_broken=keys is None)
    if start.startswith("{"):
        found_json = _json(start)
        if found_json:
            return found_json
    if re.match(r"(?:<!--\s*\n)?\.\. [\w-]+:", start):
        return _nikola(start)
    if ending == "rst":
        return _rst(start)
    return _pelican(start)


def read_yaml(text: str) -> Mapping[str, Any] | None:
    """Return what YAML says, every value as text; None where it is none."""
    if len(text) > _LARGEST:
        return None
    try:
        found = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the base loader makes text, lists and keys alone
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, KeyError):
        return None
    return found if isinstance(found, Mapping) and _count(found) else ({} if found is None or found == "" else None)


def _count(value: object) -> bool:
    """Return whether a value is of a size that a writer could have written."""
    waiting, seen = [value], 0
    while waiting:
        seen += 1
        if seen > _MOST_VALUES:
            return False
        node = waiting.pop()
        if isinstance(node, Mapping):
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return True


def _toml(text: str) -> Mapping[str, Any] | None:
    try:
        return {str(key): _as_text(value) for key, value in tomllib.loads(text).items()}
    except (ValueError, RecursionError):
        return None


def _as_text(value: Any) -> Any:  # noqa: ANN401 - of any type that TOML and JSON know
    if isinstance(value, Mapping):
        return {str(key): _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)


def _json(text: str) -> ForeignFile | None:
    try:
        keys, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return ForeignFile(_small(_as_text(keys)), text[end:].lstrip("\n")) if isinstance(keys, Mapping) else None


def _lines(text: str) -> dict[str, Any]:
    """Keys of a front matter that is no YAML: `title: One: two`, with lists of lines that begin with a dash."""
    keys: dict[str, Any] = {}
    last = ""
    for line in text.split("\n"):
        item = re.match(r"\s+-\s+(.*)|-\s+(.*)", line)
        found = _KEY.match(line)
        if item and last:
            before = keys[last] if isinstance(keys[last], list) else []
            keys[last] = [*before, _bare(item[1] or item[2])]
        elif found and not line[:1].isspace():
            last = found[1].strip()
            value = (found[2] or "").strip()
            is_list = value.startswith("[") and value.endswith("]")
            keys[last] = [_bare(part) for part in value[1:-1].split(",") if part.strip()] if is_list else _bare(value)
        elif last and line.strip() and isinstance(keys[last], str):
            keys[last] = f"{keys[last]} {line.strip()}".strip()
    return keys


def _bare(value: str) -> str:
    """A value without the quotes around it."""
    text = value.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _nikola(text: str) -> ForeignFile:
    keys: dict[str, Any] = {}
    lines = text.split("\n")
    at = 1 if lines[0].strip().startswith("<!--") else 0
    while at < len(lines) and (found := _NIKOLA.match(lines[at])):
        keys[found[1]] = found[2].strip()
        at += 1
    if at < len(lines) and lines[at].strip() == "-->":
        at += 1
    return ForeignFile(_small(keys), "\n".join(lines[at:]).lstrip("\n"))


def _rst(text: str) -> ForeignFile:
    """Pelican's fields of a text in reStructuredText, and its title with the line below it."""
    keys: dict[str, Any] = {}
    lines = text.split("\n")
    at = 0
    if len(lines) > 1 and re.fullmatch(r"([#=*~^\"'`+-])\1{2,}\s*", lines[0]) and lines[1].strip():
        lines = lines[1:]
    if len(lines) > 1 and re.fullmatch(r"([#=*~^\"'`+-])\1{2,}\s*", lines[1]):
        keys["title"], at = lines[0].strip(), 2
    while at < len(lines):
        found = _RST_KEY.match(lines[at])
        if found:
            keys[found[1]] = found[2].strip()
        elif lines[at].strip() and not lines[at].startswith(" "):
            break
        at += 1
    return ForeignFile(_small(keys), "\n".join(lines[at:]), has_keys=bool(keys))


def _pelican(text: str) -> ForeignFile:
    """`Key: value` lines above the first blank line; lines that are indented go on with the value."""
    keys: dict[str, Any] = {}
    lines = text.split("\n")
    at, last = 0, ""
    while at < len(lines) and lines[at].strip():
        found = _KEY.match(lines[at])
        if found:
            last = found[1].strip()
            keys[last] = (found[2] or "").strip()
        elif last and lines[at][:1].isspace():
            keys[last] = f"{keys[last]} {lines[at].strip()}"
        else:
            break
        at += 1
    small = _small(keys)
    if "title" not in small:
        return ForeignFile({}, text, has_keys=False)
    return ForeignFile(small, "\n".join(lines[at:]).lstrip("\n"))


def _small(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).strip().lower(): value for key, value in keys.items()}


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
