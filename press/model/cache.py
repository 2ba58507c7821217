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
    """A cache that can be pointed at another store: pieces are decoded when asked for, perhaps in the next build.

    Its one field is the only thing that changes from one build of the preview to the next.
    """

    store: CacheReader

    def reopen(self, store: CacheReader) -> None:
        """Read from `store` from now on."""
        self.store = store

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, or None."""
        return self.store.get(key)
