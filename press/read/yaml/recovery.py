"""YAML text of a writer -> values, places and every fault at once: a broken entry does not hide the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from press.read.yaml.messages import UNREADABLE, explain, explain_line
from press.read.yaml.parser import LARGEST, Stopped, parse_events
from press.read.yaml.positions import Fault, Parsed

_ENTRY = re.compile(r"(?P<quote>[\"']?)(?P<key>[^\s#\-\[\]{}&*!|>'\"%@`,:][^:]*+):(?:\s|$)")


def parse_yaml(text: str, *, first_line: int, what: str, free: frozenset[str] = frozenset()) -> Parsed:
    """Return what `text` says and all that is wrong with it; never raises.

    `first_line`: the number of its first line in the file. `what`: its name in messages ("front matter").
    `free`: top-level keys whose values are a newsroom's own. Where an entry
    cannot be read, its key is in `broken` and the rest is read without it.
    """
    nothing = partial(_nothing, text, first_line)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        message = f"the {what} is larger than {LARGEST // 1024} KB ({size // 1024 + 1} KB)"
        return nothing(Fault(first_line, 1, message, "is the closing --- missing?" if what == "front matter" else ""))
    try:
        return parse_events(text, first_line=first_line, what=what, free=free)
    except Stopped as stopped:
        if not (stopped.is_text and "\n" in text.strip()):
            return nothing(stopped.fault)
        return _recovered(text, stopped, first_line, what, free)
    except UNREADABLE as error:
        return _recovered(text, error, first_line, what, free)


def _nothing(text: str, first_line: int, *faults: Fault) -> Parsed:
    return Parsed({}, {}, faults, frozenset({""}), tuple(text.split("\n")), first_line)


def _recovered(text: str, error: Exception, first_line: int, what: str, free: frozenset[str]) -> Parsed:
    """Read again without the entries that cannot be read by themselves."""
    lines = text.split("\n")
    faults, broken = [], set()
    kept = list(lines)
    for start, end, key in _entries(lines):
        entry = lines[start:end]
        try:
            parse_events("\n".join(entry), first_line=start + first_line, what=what)
        except Stopped as stopped:
            faults.append(explain_line(entry, start + first_line, what) if stopped.is_text else stopped.fault)
        except UNREADABLE as reason:
            faults.append(explain(reason, entry, start + first_line, what))
        else:
            continue
        broken.add(key)
        kept[start:end] = [""] * (end - start)
    if not faults:
        return _nothing(text, first_line, explain(error, lines, first_line, what))
    try:
        rest = parse_events("\n".join(kept), first_line=first_line, what=what, free=free)
    except UNREADABLE:
        return _nothing(text, first_line, *faults)
    except Stopped as stopped:
        return _nothing(text, first_line, *faults, stopped.fault)
    return replace(rest, faults=(*faults, *rest.faults), broken=rest.broken | broken, lines=tuple(lines))


def _entries(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Give first line, end and key of each top-level entry; lines before the first one have the key ""."""
    start, key = 0, ""
    for number, line in enumerate(lines):
        match = _ENTRY.match(line)
        name = match["key"].rstrip() if match else ""
        if match and name.endswith(match["quote"]):
            if number > start:
                yield start, number, key
            start, key = number, name.removesuffix(match["quote"])
    yield start, len(lines), key
