"""Memo: what the stages may remember between builds; the store of press/write keeps one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class CacheReader(Protocol):
    """What can be asked for bytes by their key."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, or None."""


class Cache(CacheReader, Protocol):
    """Bytes by key. A key names everything that the bytes were made from, so a hit is never stale."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found here."""

    @property
    def can_be_shared(self) -> bool:
        """Whether a process that is forked from this one finds there what was put here."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return what was put under each of `keys`, as far as there is something."""

    def put(self, key: str, value: bytes) -> None:
        """Remember `value` under `key`."""


@dataclass(slots=True)
class ReopenedCache:
    """Asks the store that is open now: what a build leaves in memory to be made when it is wanted outlives its own."""

    to: CacheReader

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, or None."""
        return self.to.get(key)
