"""content/ids.yaml -> the ids of pieces and corrections in feeds, where they differ from the names of files.

An id must never change: readers of feeds would get the piece a second time. So it is not made of anything that
editors change (slug, date, permalink pattern, domain). The id of a piece is the name of its file, unless the list gives
another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from press.model.content import Article
from press.model.problem import Problem
from press.read.decoding import decode, problem_at
from press.read.source import Source
from press.read.yaml.positions import Fault

IDS_LIST = "content/ids.yaml"
_EXAMPLE = "2026-03-02-rent-cap: https://example.org/opinion/2026/03/rent-cap/"
_DECODER = json.JSONDecoder()


def read_ids(source: Source) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return the listed ids by name, and what is wrong with the list.

    Each line is `NAME: ID`: a piece's file without .md, or that and `#` and a correction's id. The list is YAML, and
    is read line by line, so that ten thousand lines take some milliseconds.
    """
    text, unreadable = decode(source.data)
    faults = list(unreadable)
    listed: dict[str, str] = {}
    names: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, id_ = _entry(stripped)
        if not name or not id_ or line[0].isspace():
            faults.append(Fault(number, 1, "this line is no name with an id", _EXAMPLE))
        elif name in listed:
            faults.append(Fault(number, 1, f'"{name}" has an id already', "keep the line that was there first"))
        elif id_ in names:
            faults.append(Fault(number, 1, f'"{names[id_]}" has this id too', "give each piece an id of its own"))
        else:
            listed[name] = id_
            names[id_] = name
    problems = (problem_at(source.path, f, lines[f.line - 1] if 0 < f.line <= len(lines) else "") for f in faults)
    return listed, tuple(problems)


def shared_ids(published: Iterable[Article], listed: Mapping[str, str]) -> Iterator[Problem]:
    """Give a problem for each piece whose file is named like the id that the list gives another piece."""
    names = {id_: name for name, id_ in listed.items()}
    for article in published:
        if article.stem not in listed and article.stem in names:
            place, excerpt = article.where.at("title")
            message = f'feeds know another piece, "{names[article.stem]}", by the name of this file'
            hint = f"add to {IDS_LIST}: {id_line(article.stem, article.stem + '-2')}"
            yield Problem(place, message, hint, excerpt)


def id_line(name: str, id_: str) -> str:
    """Return a line of the list."""
    return f"{_written(name)}: {_written(id_)}"


def _written(text: str) -> str:
    """Return a text as YAML holds it: in quotes where it could mean something else."""
    is_plain = text[:1].isalnum() and ": " not in text and not text.endswith(":") and " " not in text
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _entry(line: str) -> tuple[str, str]:
    """Return name and id of a line, "" for what cannot be read."""
    name, rest = _quoted(line) if line.startswith('"') else _plain(line)
    rest = rest.strip()
    id_, after = _quoted(rest) if rest.startswith('"') else (rest.partition(" ")[0], rest.partition(" ")[2])
    after = after.strip()
    return (name, id_) if not after or after.startswith("#") else ("", "")


def _plain(line: str) -> tuple[str, str]:
    name, _, rest = line.partition(": ")
    return name.rstrip(), rest


def _quoted(text: str) -> tuple[str, str]:
    """Return the text in quotation marks that `text` begins with, and what follows it and a colon."""
    try:
        value, end = _DECODER.raw_decode(text)
    except ValueError:
        return "", ""
    return str(value), text[end:].removeprefix(":")
