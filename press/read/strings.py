"""Strings files -> the words of the interface by language and dotted key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from press.model.problem import Problem, ProblemsFound
from press.model.publication import Publication
from press.read.decoding import decode, problem_at
from press.read.folder import list_files, read_source
from press.read.yaml.positions import Fault, Parsed
from press.read.yaml.recovery import parse_yaml

# https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules
PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


def read_strings(data: bytes, path: str) -> Mapping[str, str]:
    """Return the words of a strings file: `kinds.op-ed`, `minutes_to_read.one`.

    A key holds text, plural forms, or a group of keys which hold these. `path` is the file's name in problems.
    Raises ProblemsFound with every mistake.
    """
    text, unreadable = decode(data)
    parsed = parse_yaml(text, first_line=1, what="strings file")
    words: dict[str, str] = {}
    faults = [*unreadable] if unreadable and not text else [*unreadable, *parsed.faults]
    faults += _collect(parsed, parsed.values, "", words)
    if faults:
        raise ProblemsFound(_problems(path, text, faults))
    return words


def read_words(folders: Sequence[PurePath]) -> Mapping[str, Mapping[str, str]]:
    """Return the words of the interface by language; a site's own file needs to hold only what it words anew."""
    words: dict[str, dict[str, str]] = {}
    for folder in reversed(folders):
        for path in list_files(folder / "strings", shown="layouts/strings").paths:
            source = read_source(folder / "strings", path, shown="layouts/strings")
            words.setdefault(PurePath(path).stem, {}).update(read_strings(source.data, source.path))
    return words


def without_words(publication: Publication, words: Mapping[str, object]) -> Iterator[Problem]:
    """Note that a publication's language has no words of interface, so that its pages speak two languages."""
    base = publication.language.partition("-")[0]
    if not {base, publication.language} & words.keys():
        place, excerpt = publication.where.at("language")
        message = f'there are no words of the interface in "{publication.language}": English ones stand in'
        hint = f"translate layouts/strings/en.yaml as layouts/strings/{base}.yaml"
        yield Problem(place, message, hint, excerpt, is_note=True)


def _problems(path: str, text: str, faults: list[Fault]) -> Iterator[Problem]:
    lines = text.split("\n")
    for fault in faults:
        yield problem_at(path, fault, lines[fault.line - 1] if fault.line <= len(lines) else "")


def _collect(parsed: Parsed, values: Mapping[str, Any], above: str, words: dict[str, str]) -> Iterator[Fault]:
    """Put the words of a group into `words`; give what is wrong with it."""
    for key, value in values.items():
        path = f"{above}.{key}" if above else key
        spot = parsed.positions[path]
        if path in parsed.broken:
            continue
        if isinstance(value, dict):
            if above.count(".") or (above and not value.keys() <= PLURAL_FORMS):
                yield Fault(
                    spot.key_line, spot.key_column, f"{path} is nested too deeply", "one level of groups is enough"
                )
            else:
                yield from _collect(parsed, value, path, words)
            if value.keys() & PLURAL_FORMS and "other" not in value:
                yield Fault(spot.key_line, spot.key_column, f'{path} has no form "other"', "other: {n} minutes")
        elif isinstance(value, str):
            words[path] = value
        else:
            message = f"{path} is empty" if value is None else f"{path} takes text, not a list"
            yield Fault(spot.line, spot.column, message, "write the words, or take the line out")
