"""FileChanges -> the files of content/: each exchanged as a whole, none where one of them changed meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from press.model.file_change import FileChange
from press.model.problem import ExitCode, Refusal


def write_changes(root: PurePath, changes: Sequence[FileChange]) -> None:
    """Carry changes out. All new bytes are on the disk before the first file is exchanged.

    Raises Refusal: USAGE where a file changed since it was read or a target is there already, ENVIRONMENT where the
    folder cannot be written.
    """
    for change in changes:
        _check(root, change)
    written = [change for change in changes if change.after is not None]
    parts: list[tuple[Path, Path]] = []
    try:
        parts += (_staged(root, change) for change in written)
        for part, target in parts:
            part.replace(target)
        for change in changes:
            if change.after is None or change.target != change.path:
                Path(root, change.path).unlink()
    except OSError as fault:
        raise Refusal(f"{fault.filename}: {fault.strerror}", code=ExitCode.ENVIRONMENT) from fault
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)


@contextmanager
def trial_copy(root: PurePath, cache: PurePath, changes: Sequence[FileChange]) -> Iterator[Path]:
    """Give a folder with the content of a site as it would be after the changes, for as long as the block lasts.

    Its files are the site's own, by hard links: nothing but what changes is written.
    """
    Path(cache).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="trial-") as folder:
        there = Path(os.path.realpath(Path(root, "content")))
        if there.is_dir():
            shutil.copytree(there, Path(folder, "content"), symlinks=True, copy_function=_linked)
        for change in changes:
            Path(folder, change.path).unlink(missing_ok=True)
        for change in changes:
            if change.after is not None:
                target = Path(folder, change.target)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(change.after)
        yield Path(folder)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target, follow_symlinks=False)


def _check(root: PurePath, change: FileChange) -> None:
    path = Path(root, change.path)
    there = path.read_bytes() if path.is_file() else None
    if there != change.before:
        message = f"{change.path} changed since it was read"
        raise Refusal(message, code=ExitCode.USAGE, hint="run the command again")
    if change.target != change.path and Path(root, change.target).exists():
        raise Refusal(f"{change.target} is there already", code=ExitCode.USAGE, hint="choose another name")


def _staged(root: PurePath, change: FileChange) -> tuple[Path, Path]:
    """Write the new bytes next to their target, with the rights of the file that they replace."""
    target, old = Path(root, change.target), Path(root, change.path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_bytes(change.after or b"")
    if old.exists():
        shutil.copymode(old, part)
    return part, target
