"""The disk, for the import: reads exports and media, and writes below the section's folder and nowhere else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from press.model.filenames import is_litter
from press.model.problem import ExitCode, Refusal

MOST_BYTES_OF_TEXT = 16 * 1024 * 1024  # of one post's file in a folder; a longer one is no post
_SKIPPED = frozenset({"node_modules", "__pycache__", "vendor", ".git"})


@contextmanager
def open_export(path: str) -> Iterator[BinaryIO]:
    """Open an export for reading. Raises Refusal (USAGE) where there is none."""
    try:
        with Path(path).open("rb") as file:
            yield file
    except (FileNotFoundError, IsADirectoryError) as fault:
        raise Refusal(f"there is no file {path}", code=ExitCode.USAGE, hint="name the export") from fault


def size_of(path: str) -> int:
    """Return a file's bytes, 0 where there is none."""
    return Path(path).stat().st_size if Path(path).is_file() else 0


def read_bytes(path: str, most: int = MOST_BYTES_OF_TEXT) -> bytes | None:
    """Return a file's bytes; None where it is no plain file, cannot be read, or is longer than `most`."""
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size > most:
            return None
        return file.read_bytes()
    except OSError:
        return None


def list_below(folder: str) -> tuple[str, ...]:
    """Return the files below a folder, as paths relative to it, sorted. Links that lead out of it are left out."""
    top = Path(folder).resolve()
    found: list[str] = []
    for here, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.startswith(".git"))
        for name in names:
            path = Path(here, name)
            if is_litter(name) or not path.is_file() or not path.resolve().is_relative_to(top):
                continue
            try:
                name.encode("utf-8")
            except UnicodeEncodeError:
                continue
            found.append(path.relative_to(top).as_posix())
    return tuple(sorted(found))


def folder_at(path: str) -> str:
    """Return a folder's whole path. Raises Refusal (USAGE) where there is none."""
    if not Path(path).is_dir():
        raise Refusal(f"there is no folder {path}", code=ExitCode.USAGE, hint="name the folder of the old site")
    return str(Path(path).resolve())


def read_inside(root: str, path: str) -> str | None:
    """Return the text of a file below the section's folder, None where there is none."""
    data = read_bytes(str(Path(root, path)))
    return None if data is None else data.decode("utf-8", "replace")


def write_inside(root: str, path: str, text: str) -> None:
    """Write a file below the section's folder, at once or not at all. Raises Refusal where that would leave it."""
    target = _inside(root, path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".import-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_inside(root: str, path: str) -> None:
    """Take a file below the section's folder away."""
    _inside(root, path).unlink(missing_ok=True)


def copy_inside(root: str, source: str, path: str) -> None:
    """Copy a file to a path below the section's folder, unless a file of the same size is there."""
    target = _inside(root, path)
    if target.is_file() and target.stat().st_size == Path(source).stat().st_size:
        return
    shutil.copyfile(source, target)


def names_in(root: str, folder: str) -> tuple[str, ...]:
    """Return the names of the files in one folder of the section, sorted."""
    place = Path(root, folder)
    return tuple(sorted(entry.name for entry in place.iterdir() if entry.is_file())) if place.is_dir() else ()


def _inside(root: str, path: str) -> Path:
    top = Path(root).resolve()
    target = top / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(top) or target.is_symlink():
        hint = "put a folder or file in the place of the link"
        raise Refusal(f"{path}: a link on the way leads out of the folder", code=ExitCode.ENVIRONMENT, hint=hint)
    return target
