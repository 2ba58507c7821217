"""Keys with mistakes among them -> the keys that can be read, so that one mistake does not hide the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from press.read.schema.fields import Keys
from press.read.schema.mistakes import KEY_MARK, broken_unknown, faults_of, suggested, unknown_key
from press.read.schema.outline import Outline, without_blanks
from press.read.yaml.positions import Fault, Parsed

K = TypeVar("K", bound=Keys)
Path = tuple[str | int, ...]
# What stands for a required value that could not be read; nothing is published with it.
_STAND_INS: Mapping[str, str] = {"title": "?", "name": "?", "date": "2000-01-01"}


@dataclass(frozen=True, slots=True)
class Readable(Generic[K]):
    """The keys of a text without its mistakes, and the mistakes.

    `parsed` has the values and positions that `keys` were made of. `unread`: the top-level keys of which something is
    not known, because it is faulty, or because a misspelt key probably means them; "" = it may be any key.
    """

    keys: K
    parsed: Parsed
    unread: frozenset[str]
    faults: tuple[Fault, ...]


def readable_keys(parsed: Parsed, model: type[K], outline: Outline) -> Readable[K]:
    """Return what `model` reads in a text, and every mistake in it."""
    faults, unread = list(parsed.faults), set[str]()
    gone: set[Path] = {tuple(path.split(".")) for path in parsed.broken}
    try:
        keys = model.model_validate(without_blanks(parsed.values, outline))
        if not faults:
            return Readable(keys, parsed, frozenset(), ())
    except ValidationError as error:
        faults += faults_of(error, parsed, outline)
        unread |= {meant for path in _paths(error) if len(path) == 1 and (meant := suggested(path, outline))}
        gone |= set(_paths(error))
    for key in broken_unknown(parsed, outline):
        faults.append(unknown_key(key, parsed, outline))
        unread.add(suggested((key,), outline) or key)
    unread |= {str(path[0]) for path in gone}
    rest = _without(parsed, gone)
    while True:  # ends: each round leaves something out, and stand-ins alone are valid
        values = {name: text for name, text in _STAND_INS.items() if name in outline.keys} | rest.values
        try:
            keys = model.model_validate(without_blanks(values, outline))
        except ValidationError as error:
            shorter = _without(rest, _paths(error))
            rest = shorter if shorter.values != rest.values else replace(rest, values={}, positions={})
        else:
            return Readable(keys, rest, frozenset(unread), tuple(faults))


def _paths(error: ValidationError) -> list[Path]:
    """Return the values to leave out so that an error is gone: for a key that is missing, the keys around it."""
    found = error.errors(include_url=False)
    whole = [(each["type"], tuple(step for step in each["loc"] if step != KEY_MARK)) for each in found]
    return [path[:-1] if type_ == "missing" and len(path) > 1 else path for type_, path in whole]


def _without(parsed: Parsed, gone: Iterable[Path]) -> Parsed:
    """Return values and positions without those at the paths in `gone`; of a list, the items behind move up."""
    paths = {tuple(map(str, path)) for path in gone}
    # A path that leads to no value of its own (part of a text that was split) takes the whole key along.
    paths |= {path[:1] for path in paths if not _is_there(parsed.values, path)}
    moved: dict[str, str] = {}
    values = _kept(parsed.values, (), (), paths, moved)
    positions = {moved[path]: position for path, position in parsed.positions.items() if path in moved}
    return replace(parsed, values=values, positions=positions)


def _is_there(values: object, path: tuple[str, ...]) -> bool:
    for step in path:
        if isinstance(values, dict) and step in values:
            values = values[step]
        elif isinstance(values, list) and step.isdigit() and int(step) < len(values):
            values = values[int(step)]
        else:
            return False
    return True


def _kept(
    value: Any,  # noqa: ANN401 - what a writer wrote
    old: tuple[str, ...],
    new: tuple[str, ...],
    gone: set[tuple[str, ...]],
    moved: dict[str, str],
) -> Any:  # noqa: ANN401
    """Return a value without what is in `gone`, and enter the new path of each value that stays by its old one."""
    if old:
        moved[".".join(old)] = ".".join(new)
    if isinstance(value, dict):
        below = {key: (*old, key) for key in value}
        stays = [(key, path) for key, path in below.items() if path not in gone]
        return {key: _kept(value[key], path, (*new, key), gone, moved) for key, path in stays}
    if isinstance(value, list):
        numbers = [n for n in range(len(value)) if (*old, str(n)) not in gone]
        return [_kept(value[n], (*old, str(n)), (*new, str(at)), gone, moved) for at, n in enumerate(numbers)]
    return value
