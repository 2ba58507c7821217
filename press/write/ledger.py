"""LedgerRow: what the last build wrote in one file, and from what; untouched(): which files are still that."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from press.model.manifest import folders_of
from press.write.file_stamps import stat_key

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One file of the published folder: its path, the key of what it was made from, and the SHA-256 of its bytes.

    `packed` holds `parts` as text, because 10,000 rows are read to find the few whose parts are wanted. `stat_key`
    is size, times and inode of the file as `file_stamps.stat_key` gives them; "" = not to be trusted, hash the file.
    """

    path: str
    key: str
    sha256: str
    packed: str
    stat_key: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The named digests of what the file was made from, to say later why it is stale."""
        return tuple((name, part) for name, part in json.loads(self.packed))


def packed(parts: Iterable[tuple[str, str]]) -> str:
    """Return parts as the text that `LedgerRow.packed` holds: JSON, where names and digests stand as they are."""
    return "[" + ",".join([f'["{name}","{part}"]' for name, part in parts]) + "]"


def untouched(output: Path, ledger: Mapping[str, LedgerRow]) -> frozenset[str]:
    """Return the paths whose file holds, byte for byte, what the ledger says.

    A stamp equal to the recorded one saves reading the file; otherwise its SHA-256 decides. Links, folders and
    whatever is no plain file count as touched, and so does all that is reached through a link.
    """
    root = os.path.realpath(output)
    folders: dict[str, bool] = {}
    return frozenset(
        path for path, row in ledger.items() if is_plain(root, path, folders) and _is_as_recorded(f"{root}/{path}", row)
    )


def is_plain(root: str, path: str, known: dict[str, bool]) -> bool:
    """Whether all above `path`, up to `root`, are folders and no links; `known` remembers the answers."""
    folder = path.rpartition("/")[0]
    if folder and folder not in known:
        known[folder] = all(_is_plain_folder(f"{root}/{each}") for each in folders_of(path))
    return not folder or known[folder]


def _is_plain_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _is_as_recorded(file: str, row: LedgerRow) -> bool:
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode):
            return False
        return stat_key(status) == row.stat_key or _sha256_of(file) == row.sha256
    except OSError:
        return False


def _sha256_of(file: str) -> str:
    """Return the SHA-256 of a plain file, read in steps; O_NOFOLLOW: it may have become a link since."""
    found = sha256()
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        while chunk := os.read(handle, CHUNK):
            found.update(chunk)
    finally:
        os.close(handle)
    return found.hexdigest()
