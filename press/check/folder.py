"""Output folder -> its files: names, and for each what examining it shows. The door to the disk."""

from __future__ import annotations

import os
import stat

from press.check.addresses import Lookup
from press.check.facts import FileFacts
from press.check.file_rules import examine

# Neither through a link nor waiting for a pipe: what is no plain file was not left here by a build.
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


def files_below(root: str) -> tuple[str, ...]:
    """Return every file below `root`, sorted; a repository's own folder is named alone, with a slash."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        prefix = os.path.relpath(folder, root).replace(os.sep, "/") + "/"
        prefix = "" if prefix == "./" else prefix
        found += [f"{prefix}{name}/" for name in folders if name == ".git"]
        found += [prefix + name for name in names]
        folders[:] = [name for name in folders if name != ".git"]
    return tuple(sorted(found))


def read_text(root: str, path: str) -> str:
    """Return a file's text, "" where it cannot be read."""
    data = _read(root, path)
    return data.decode("utf-8", "replace") if data is not None else ""


def examine_file(lookup: Lookup, root: str, path: str) -> FileFacts:
    """Examine a file of `root`; one that is gone or no plain file has no SHA-256."""
    data = _read(root, path)
    return FileFacts(path, "") if data is None else examine(path, data, lookup)


def _read(root: str, path: str) -> bytes | None:
    try:
        with os.fdopen(os.open(f"{root}/{path}", _OPEN), "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None
