"""Lazy, Later: mappings whose values are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Lazy(Mapping[K, V]):
    """`keys` in their order; `make` gives the value of one, once."""

    keys_: Collection[K]
    make: Callable[[K], V]
    made: dict[K, V] = field(default_factory=dict)

    def __getitem__(self, key: K) -> V:
        """Return the value of `key`. Raises KeyError for a key that is not there."""
        if key not in self.made:
            if key not in self.keys_:
                raise KeyError(key)
            self.made[key] = self.make(key)
        return self.made[key]

    def __iter__(self) -> Iterator[K]:
        """Yield all keys."""
        return iter(self.keys_)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self.keys_)

    def __contains__(self, key: object) -> bool:
        """Return whether `key` is there; its value is not made."""
        return key in self.keys_


def updated(mapping: Mapping[K, V], values: Mapping[K, V]) -> Mapping[K, V]:
    """Return a mapping with other values for some of its keys; what is not made yet stays so."""
    if isinstance(mapping, Lazy):
        return Lazy(mapping.keys_, mapping.make, {**mapping.made, **values})
    return {**mapping, **values}


@dataclass(frozen=True, slots=True)
class Later(Mapping[K, V]):
    """A mapping whose values are made each time they are asked for, and not kept: many are wanted once each."""

    keys_: Collection[K]
    make: Callable[[K], V]

    def __getitem__(self, key: K) -> V:
        """Return the value of `key`. Raises KeyError for a key that is not there."""
        if key not in self.keys_:
            raise KeyError(key)
        return self.make(key)

    def __iter__(self) -> Iterator[K]:
        """Yield all keys."""
        return iter(self.keys_)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self.keys_)

    def __contains__(self, key: object) -> bool:
        """Return whether `key` is there; its value is not made."""
        return key in self.keys_
