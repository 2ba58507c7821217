"""content/unpublished.yaml -> the pieces that an editor took down, by name.

The list outlives the files: a piece whose file was deleted stays known, so that links to it become words instead of
mistakes. The commands `unpublish` and `publish` write it; a hand may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from press.model.content import HeldBack
from press.model.problem import Problem
from press.model.text_files import stem_of
from press.read.dates import DateFault, parse_date
from press.read.decoding import decode, problem_at
from press.read.slugs import slug_of
from press.read.source import Source
from press.read.yaml.positions import Fault, Parsed
from press.read.yaml.recovery import parse_yaml

UNPUBLISHED_LIST = "content/unpublished.yaml"
_LEADING_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_]")
_EXAMPLE = "2026-03-02-rent-cap: 2026-03-05"
_DATE_AND_SLUG = {"date", "slug"}


def read_unpublished(source: Source, *, ascii_only: bool) -> tuple[Mapping[str, HeldBack], tuple[Problem, ...]]:
    """Return the listed pieces by stem, each with its slug, and what is wrong with the list.

    An entry is `NAME: DATE`, or `NAME: {date: DATE, slug: SLUG}` where the slug was not that of the file's name.
    `ascii_only` is the site's rule for slugs.
    """
    text, unreadable = decode(source.data)
    parsed = parse_yaml(text, first_line=1, what="list of unpublished pieces")
    faults = [*unreadable, *parsed.faults]
    listed = {}
    for name, value in parsed.values.items():
        slug, fault = _entry(parsed, name, value, ascii_only=ascii_only)
        if fault:
            faults.append(fault)
        else:
            stem = stem_of(name)
            listed[stem] = HeldBack(stem, slug, "withdrawn")
    lines = text.split("\n")
    return listed, tuple(
        problem_at(source.path, fault, lines[fault.line - 1] if 0 < fault.line <= len(lines) else "")
        for fault in faults
    )


def _entry(
    parsed: Parsed,
    name: str,
    value: Any,  # noqa: ANN401 - what a writer wrote
    *,
    ascii_only: bool,
) -> tuple[str, Fault | None]:
    """Return the slug of an entry, and what is wrong with it."""
    default = slug_of(_LEADING_DATE.sub("", stem_of(name), count=1), ascii_only=ascii_only)
    fields = value if isinstance(value, dict) else {"date": value}
    written, slug = fields.get("date"), fields.get("slug", default)
    position = parsed.positions[name]
    if not isinstance(written, str) or not isinstance(slug, str) or not fields.keys() <= _DATE_AND_SLUG:
        return "", Fault(position.line, position.column, f'"{name}" needs the day on which it was taken down', _EXAMPLE)
    try:
        parse_date(written)
    except DateFault as fault:
        return "", Fault(position.line, position.column, fault.message, fault.hint)
    return slug, None
