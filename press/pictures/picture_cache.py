"""Made files by key, in .cache/pictures/: each carries a digest, so that a damaged one is made anew."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from pathlib import Path

from press.model.digest import digest_bytes

_SEAL = 32  # hex digits before the file itself


class Shelf:
    """The folder of made files. Where it cannot be written nothing is kept, and the build only takes longer."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made by the first `put`."""
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, None where nothing was or it was damaged."""
        try:
            kept = self._file(key).read_bytes()
        except OSError:
            return None
        seal, data = kept[:_SEAL], kept[_SEAL:]
        return data if seal == digest_bytes(data).encode() else None

    def holds(self, key: str) -> bool:
        """Return whether there is a file under `key`, whole or not."""
        return self._file(key).is_file()

    def put(self, key: str, data: bytes) -> bool:
        """Keep `data` under `key` and say whether that worked; another build sees the whole file or none."""
        file = self._file(key)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(digest_bytes(data).encode() + data)
            part.replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            return False
        return True

    def keep_only(self, keys: Collection[str]) -> int:
        """Take away every file that is not under one of `keys` and return how many went."""
        wanted, gone = {self._file(key) for key in keys}, 0
        for folder in _listed(self.folder):
            for file in _listed(folder):
                if file not in wanted:
                    with contextlib.suppress(OSError):
                        file.unlink()
                        gone += 1
            with contextlib.suppress(OSError):  # it still holds something
                folder.rmdir()
        return gone

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
