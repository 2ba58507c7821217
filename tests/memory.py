from __future__ import annotations

from collections.abc import Mapping, Sequence


class Memory(dict[str, bytes]):
    """A memo that lives as long as a test."""

    can_be_shared = False

    @property
    def is_empty(self) -> bool:
        return not self

    def memo_get(self, key: str) -> bytes | None:
        return self.get(key)

    def memo_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        return {key: self[key] for key in keys if key in self}

    def memo_put(self, key: str, value: bytes) -> None:
        self[key] = value
