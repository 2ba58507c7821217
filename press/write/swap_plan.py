"""New files, the old seal and the folder as it is -> the swap that leads from one to the other, or a Refusal.

All that could stop the swap halfway is found here, while nothing has been decided.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.model.manifest import folders_of, is_inside
from press.model.problem import ExitCode, Refusal
from press.write.faults import refused
from press.write.file_stamps import TOP, FileStamps
from press.write.journal import Move


@dataclass(frozen=True, slots=True)
class Swap:
    """What is to be done: folders to make beforehand, moves in order, deletes last."""

    folders: tuple[str, ...]
    moves: tuple[Move, ...]
    deletes: tuple[str, ...]


def check_path(path: str) -> None:
    """Refuse a path that is not inside the output. Errors: Refusal (code CONTENT)."""
    if not is_inside(path):
        raise Refusal(f"{path!r} is no path inside the output.", code=ExitCode.CONTENT)


def check_paths(paths: Collection[str]) -> None:
    """Refuse a set in which one name is needed both as a file and as a folder. Errors: Refusal (code CONTENT)."""
    for path in paths:
        for folder in folders_of(path):
            if folder in paths:
                raise Refusal(
                    f"{folder} would be a file, and {path} needs a folder of that name.",
                    code=ExitCode.CONTENT,
                    hint="Give one of the two another address.",
                )


def plan_swap(output: Path, staged: Sequence[tuple[str, str]], *, old: Collection[str], new: Collection[str]) -> Swap:
    """Work out how `staged` (path, staged name; in order) and the deletes come about.

    `old` are the paths of the last seal, `new` those of the next. Errors: Refusal, USAGE where a file or link
    that no build made is in the way, ENVIRONMENT where a folder may not be changed.
    """
    with refused(output):
        return _Survey(output, frozenset(old), frozenset(new)).swap(staged)


class _Survey:
    """The folder as it is, each part of it looked at once."""

    def __init__(self, output: Path, old: frozenset[str], new: frozenset[str]) -> None:
        self.output = output
        self.old = old
        self.deletes = sorted(old - new)
        self.gone = frozenset(self.deletes)
        self.device = output.stat().st_dev
        self.folders: dict[str, bool] = {}
        self.below: dict[str, list[str]] = {}
        for path in self.deletes:
            for folder in folders_of(path):
                self.below.setdefault(folder, []).append(path)
        self.twins = {_folded(path): path for path in self.deletes}

    def swap(self, staged: Sequence[tuple[str, str]]) -> Swap:
        moves = tuple(Move(name, path, self._obstacles(path)) for path, name in staged)
        for path in self.deletes:
            self._look_at_folders(path)
        early = {path for move in moves for path in move.obstacles}
        missing = sorted(folder for folder, there in self.folders.items() if not there)
        return Swap(
            folders=tuple(folder for folder in missing if not self._is_blocked(folder)),
            moves=moves,
            deletes=tuple(path for path in self.deletes if path not in early),
        )

    def _obstacles(self, path: str) -> tuple[str, ...]:
        """Which files of ours must go before `path` can stand: a file where it needs a folder, and so on."""
        self._look_at_folders(path)
        found = [folder for folder in folders_of(path) if folder in self.gone]
        mode = self._mode(path)
        twin = self._twin(path) if self.twins else None
        if stat.S_ISDIR(mode):
            found += self.below.get(path, [])
            self._look_below(path)
        elif mode and path not in self.old and twin is None:
            raise _foreign(path, self.output)
        return tuple(found if twin is None else [*found, twin])

    def _twin(self, path: str) -> str | None:
        """The file of ours that goes and stands under the same name, on a disk that does not tell the two apart."""
        twin = self.twins.get(_folded(path))
        if twin is None or not self._mode(twin) or not self._mode(path):
            return None
        files = (os.lstat(f"{self.output}/{name}") for name in (twin, path))
        return twin if os.path.samestat(*files) else None

    def _look_at_folders(self, path: str) -> None:
        for folder in reversed([*folders_of(path)]):
            if folder not in self.folders:
                self.folders[folder] = self._is_there(folder)

    def _is_there(self, folder: str) -> bool:
        """Whether the folder exists; a Refusal where it cannot be used or made."""
        mode = self._mode(folder)
        if stat.S_ISDIR(mode):
            self._check_usable(folder)
            return True
        if stat.S_ISLNK(mode) and folder not in self.gone:
            raise Refusal(
                f"{self.output}/{folder} is a link; a build does not write through links.",
                code=ExitCode.USAGE,
                hint="Put a folder in place of the link, then build again.",
            )
        if mode and folder not in self.gone:
            raise _foreign(folder, self.output)
        return False

    def _check_usable(self, folder: str) -> None:
        place = f"{self.output}/{folder}"
        if os.stat(place).st_dev != self.device:  # noqa: PTH116 - thousands of them
            raise OSError(errno.EXDEV, "", place)
        if not os.access(place, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, "", place)

    def _look_below(self, path: str) -> None:
        """Refuse to clear a folder in which somebody else's file stands."""
        for folder, _, names in os.walk(self.output / path):
            for name in names:
                file = str(Path(folder, name).relative_to(self.output))
                if file not in self.gone:
                    raise _foreign(file, self.output)

    def _is_blocked(self, folder: str) -> bool:
        """Whether the folder can be made only in the swap, when a file of ours has left its place."""
        return folder in self.gone or any(above in self.gone for above in folders_of(folder))

    def _mode(self, path: str) -> int:
        """The kind of what stands at `path`, or 0."""
        try:
            return os.lstat(f"{self.output}/{path}").st_mode
        except (FileNotFoundError, NotADirectoryError):
            return 0


def _folded(path: str) -> str:
    """A name as disks see it that do not tell capitals, or ways to write an accent, apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _foreign(path: str, output: Path) -> Refusal:
    return Refusal(
        f"{output}/{path} was not made by a build, and this build needs its place.",
        code=ExitCode.USAGE,
        hint=f"Move it away, or give what is published as {path} another address.",
    )


def foreign_files(there: FileStamps, ours: Iterable[str]) -> tuple[str, ...]:
    """Return what is there and not ours, sorted; a folder that holds nothing of ours is named alone, with /."""
    files = frozenset(ours)
    folders = {TOP, *(folder for path in files for folder in folders_of(path))}
    strange = [path for path in there.files if path not in files]
    strange += [f"{path}/" for path in there.folders if path not in folders and path not in files]
    return tuple(sorted({_outermost(path, folders) for path in strange}))


def _outermost(path: str, ours: Collection[str]) -> str:
    """The first folder above `path` that holds nothing of ours, or `path` itself."""
    return next((f"{folder}/" for folder in reversed([*folders_of(path)]) if folder not in ours), path)
