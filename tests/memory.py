from __future__ import annotations

from collections.abc import Mapping, Sequence


class Memory:
    """A cache that lives as long as a test."""

    can_be_shared = False

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    @property
    def is_empty(self) -> bool:
        return not self.kept

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    def put(self, key: str, value: bytes) -> None:
        self.kept[key] = value
