"""Bytes -> new files and folders, with modes that do not depend on the umask."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field

FILE_MODE = 0o644
FOLDER_MODE = 0o755


@dataclass(slots=True)
class FileWriter:
    """Makes files and folders below one folder.

    The system gives what is made in one place its mode by one rule: what came out as it was asked for does so again,
    and is not set each time.
    """

    _given: set[int] = field(default_factory=set)

    def file(self, path: str, data: bytes) -> None:
        """Make a new file. Errors: OSError, also if it is there."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        try:
            written = os.write(handle, data)
            while written < len(data):
                written += os.write(handle, memoryview(data)[written:])
            if FILE_MODE not in self._given:
                self._see_to(handle, FILE_MODE)
        finally:
            os.close(handle)

    def folder(self, path: str, *, is_shared: bool = False) -> None:
        """Make a folder. Errors: OSError, also if it is there.

        `is_shared`: another process may have made it; then it is an error only where something else stands there.
        """
        try:
            os.mkdir(path, FOLDER_MODE)  # noqa: PTH102 - thousands of them: text is quicker than Path
        except FileExistsError:
            if not is_shared:
                raise
            if not os.path.isdir(path):  # noqa: PTH112
                raise NotADirectoryError(path) from None
            _set(path, FOLDER_MODE)  # whoever made it may not have come to that
        else:
            if FOLDER_MODE not in self._given:
                self._see_to(path, FOLDER_MODE)

    def _see_to(self, made: int | str, mode: int) -> None:
        if stat.S_IMODE(os.stat(made).st_mode) == mode:  # noqa: PTH116
            self._given.add(mode)
        else:
            _set(made, mode)


def _set(made: int | str, mode: int) -> None:
    with suppress(PermissionError):  # a disk without modes (FAT) refuses to be told
        os.chmod(made, mode)  # noqa: PTH101
