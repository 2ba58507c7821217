"""Steps: work on many items that is done step by step, each step for a good number of them before the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Steps(Generic[T, R]):
    """What is to be done with an item: the first step takes it, each of the others what the one before gave.

    A step that is done for some items in a row finds itself in the processor's caches, where many steps for one item
    push each other out.
    """

    steps: tuple[Callable[[Any], Any], ...]

    def __call__(self, item: T) -> R:
        """Do all steps for one item."""
        value: Any = item
        for step in self.steps:
            value = step(value)
        result: R = value
        return result
