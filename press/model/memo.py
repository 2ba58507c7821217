"""Memo: what the stages may remember between builds; the store of press/write keeps one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Memo(Protocol):
    """Bytes by key. A key names everything that the bytes were made from, so a hit is never stale."""

    def memo_get(self, key: str) -> bytes | None:
        """Return what was put under `key`, or None."""

    @property
    def can_be_shared(self) -> bool:
        """Whether a process that is forked from this one finds there what was put here."""

    def memo_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return what was put under each of `keys`, as far as there is something."""

    def memo_put(self, key: str, value: bytes) -> None:
        """Remember `value` under `key`."""
