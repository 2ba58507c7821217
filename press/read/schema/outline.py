"""Model -> Outline: which keys there are below which, for hints, for keys left empty and for remarks on comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from press.read.schema.fields import FieldReader, Keys, Line, Name, Prose, Words

Loc = Sequence[str | int]
_TEXTS = frozenset(id(get_args(kind)[1]) for kind in (Line, Name, Prose, Words))


@dataclass(frozen=True, slots=True)
class Outline:
    """One key: those below it by name, `each` for what a list or a mapping of free names holds.

    `example`: the value as it would be written. `blank`: it may be left empty. `is_text`: it takes plain words.
    """

    keys: Mapping[str, Outline] = field(default_factory=dict)
    each: Outline | None = None
    example: str = ""
    blank: bool = False
    required: bool = False
    is_text: bool = False

    def below(self, step: str | int) -> Outline | None:
        """Return the outline of a key or an item, None where there is none."""
        return self.each if isinstance(step, int) else self.keys.get(step, self.each)

    def at(self, path: Loc) -> Outline | None:
        """Return the outline at a path, None where there is none."""
        found: Outline | None = self
        for step in path:
            found = found.below(step) if found else None
        return found


@lru_cache(maxsize=16)
def outline_of(model: type[Keys]) -> Outline:
    """Return the outline of a model."""
    return Outline(keys={info.alias or name: _field(info) for name, info in model.model_fields.items()})


def without_blanks(values: Mapping[str, Any], outline: Outline) -> dict[str, Any]:
    """Return `values` without the keys that were written and left empty, where that is the same as leaving them out."""
    kept = {}
    for key, value in values.items():
        note = outline.below(key)
        if value is None and note is not None and note.blank:
            continue
        if note is None or value.__class__ is str:
            kept[key] = value
        elif isinstance(value, dict):
            kept[key] = without_blanks(value, note)
        elif isinstance(value, list) and note.each is not None:
            each = note.each
            kept[key] = [without_blanks(item, each) if isinstance(item, dict) else item for item in value]
        else:
            kept[key] = value
    return kept


def _field(info: FieldInfo) -> Outline:
    inner = _inner(info.annotation)
    reader = next((part for part in _parts(info) if isinstance(part, FieldReader)), None)
    is_text = any(id(part) in _TEXTS for part in _parts(info))
    return Outline(
        keys=inner.keys,
        each=inner.each,
        example=str(info.examples[0]) if info.examples else "",
        blank=not info.is_required() and (reader is None or reader.blank),
        required=info.is_required(),
        is_text=is_text or inner.is_text,
    )


def _parts(info: FieldInfo) -> Iterator[Any]:
    """Everything that the annotation of a field is made of."""
    yield from info.metadata
    waiting = [info.annotation]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += [*get_args(part), *getattr(part, "__metadata__", ())]


def _inner(annotation: object) -> Outline:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return outline_of(annotation) if issubclass(annotation, Keys) else Outline()
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is list:
        return Outline(each=_item(args[0]))
    if origin is dict:
        return Outline(each=_item(args[1]))
    found = [_inner(arg) for arg in args if arg is not type(None)]
    return next((inner for inner in found if inner.keys or inner.each), Outline())


def _item(annotation: object) -> Outline:
    inner = _inner(annotation)
    is_text = any(id(part) in _TEXTS for part in get_args(annotation))
    return Outline(keys=inner.keys, each=inner.each, is_text=is_text)
