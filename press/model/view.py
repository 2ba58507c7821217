"""view: how the values that layouts see are declared: frozen, slotted, and quickly written out for keys."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def view(kind: type[T]) -> type[T]:
    """Make a class a frozen, slotted dataclass whose `repr` is its name with its values: `Link('Rent', '/rent/')`.

    Every page is written out once or more for its key. What a dataclass does by itself, which names all fields and
    guards against circles that frozen values do not have, takes half as long again.
    """
    made: Any = dataclass(frozen=True, slots=True, repr=False)(kind)
    names = [each.name for each in fields(made)]
    name, values = made.__name__, attrgetter(*names)

    def written(self: object) -> str:
        return f"{name}{values(self)!r}"

    def written_in_brackets(self: object) -> str:  # one value is no tuple
        return f"{name}({values(self)!r})"

    made.__repr__ = written if len(names) > 1 else written_in_brackets
    return cast("type[T]", made)
