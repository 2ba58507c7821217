"""Bytes -> staged files in the output's own file system, and the folders that they will need; or no trace of either."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from press.model.manifest import KEPT, STAGING, folders_of, is_inside
from press.model.problem import ExitCode, Refusal
from press.write.faults import refusal, refused
from press.write.journal import JOURNAL, TREE, Journal, write_journal
from press.write.new_files import FileWriter

FOLDERS = "folders.json"
# Up to so many files each is flushed alone; beyond, one flush of the whole system is quicker (1,000 files:
# 31 ms against 272 ms), though it waits for other programs' data as well.
FLUSH_EACH = 64
# What network and user-space file systems answer when a folder cannot be flushed by itself.
CANNOT_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP})


class Staging:
    """The staging folder of one build; leaving it without `commit` takes away everything that it made.

    `is_first`: nothing stands in the output yet.
    """

    def __init__(self, output: Path) -> None:
        """Take the output folder (resolved); nothing is made before the first `put`. Errors: Refusal (ENVIRONMENT)."""
        self.output = output
        self.folder = output / STAGING
        self.size = 0
        self.ready_ns = 0
        with refused(output):
            self.is_first = not (output.is_dir() and {*os.listdir(output)} - {KEPT, STAGING})  # noqa: PTH208
        self._put = 0
        self._is_open = False
        self._made: set[str] = set()
        self._maker = FileWriter()
        self._outer = [folder for folder in (output, *output.parents) if not folder.exists()]
        self._committed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._committed:
            return
        with contextlib.suppress(OSError):
            discard(self.output)
        for folder in self._outer:
            with contextlib.suppress(OSError):
                folder.rmdir()

    def put(self, data: bytes, path: str = "") -> str:
        """Write `data`, which `path` is to hold, to a staged file and return its name. Errors: Refusal (ENVIRONMENT).

        Processes born of this one may do so too: what they leave is part of this staging.
        """
        try:
            self._open()
            name = self._in_tree(data, path) if path and self.is_first else ""
            if not name:
                self._put += 1
                name = f"{os.getpid()}-{self._put}"
                self._maker.file(f"{self.folder}/{name}", data)
        except OSError as error:  # not `refused`, which thousands of files would pay for
            raise refusal(error, self.output, needed=self.size + len(data)) from error
        self.size += len(data)
        return name

    def _in_tree(self, data: bytes, path: str) -> str:
        """Write a file of a first build; "" where another stands in its way, which is refused when all are there."""
        name = f"{TREE}/{path}"
        folder = name.rpartition("/")[0]
        try:
            if folder not in self._made:
                for each in reversed([folder, *folders_of(folder)]):
                    if each not in self._made:
                        self._maker.folder(f"{self.folder}/{each}", is_shared=True)
                        self._made.add(each)
            self._maker.file(f"{self.folder}/{name}", data)
        except (FileExistsError, NotADirectoryError):
            return ""
        return name

    def make_folders(self, folders: Iterable[str]) -> None:
        """Make folders of the output that are not there yet, so that the swap needs no more room on the disk."""
        wanted = sorted(folders)
        if not wanted:
            return
        with refused(self.output, needed=self.size):
            self._maker.file(f"{self.folder}/{FOLDERS}", json.dumps(wanted).encode("ascii"))
            for folder in wanted:
                FileWriter().folder(f"{self.output}/{folder}")

    def flush(self) -> None:
        """Bring the staged files to the disk: no name may come to stand for bytes that are not there.

        `ready_ns` is set: until then the staged files were written, by us. Errors: Refusal.
        """
        self.ready_ns = time.time_ns()
        with refused(self.output, needed=self.size):
            if self._is_open:
                flush(islice(_all_in(str(self.folder)), FLUSH_EACH + 1))

    def commit(self, journal: Journal) -> None:
        """Write the intents: the build is decided. Called after `flush`. Errors: Refusal."""
        with refused(self.output, needed=self.size):
            write_journal(self.output, journal)
            self._committed = True
            flush([str(self.folder)])

    def _open(self) -> None:
        if self._is_open:
            return
        # Another process of this build may be quicker.
        for folder in reversed(self._outer):
            with contextlib.suppress(FileExistsError):
                FileWriter().folder(str(folder))
        if self.folder.is_symlink():
            raise Refusal(
                f"{self.folder} is a link; that name is kept for builds.",
                code=ExitCode.USAGE,
                hint="Remove the link, then build again.",
            )
        with contextlib.suppress(FileExistsError):
            FileWriter().folder(str(self.folder))
        self._is_open = True


def whole_folders(staged: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return what is to be moved (path, staged name; in order) for staged files: of a first build whole folders.

    A folder is moved when the last of its files had its turn: before the first build nothing leads anywhere.
    """
    moves: dict[str, str] = {}
    for path, name in staged:
        top = path.partition("/")[0] if name.startswith(f"{TREE}/") else ""
        moves.pop(top or path, None)
        moves[top or path] = f"{TREE}/{top}" if top else name
    return tuple(moves.items())


def _all_in(folder: str) -> Iterator[str]:
    """Yield all that stands below a folder, and the folder itself."""
    for below, _, names in os.walk(folder):
        yield from (f"{below}/{name}" for name in names)
        yield below


def flush(some: Iterable[str]) -> None:
    """Bring files or folders to the disk before what follows; those that have gone since are passed over."""
    paths = [*some]
    if len(paths) > FLUSH_EACH:
        os.sync()
        return
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            _flush_one(path)


def _flush_one(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in CANNOT_FLUSH:
            raise
    finally:
        os.close(handle)


def discard(output: Path) -> None:
    """Take away the staging folder and the folders that a build without intents made. Errors: OSError."""
    staging = output / STAGING
    for folder in sorted(_folders_made(staging / FOLDERS), reverse=True):
        with contextlib.suppress(OSError):  # somebody's file is in it: then it stays
            (output / folder).rmdir()
    clear(output)


def clear(output: Path) -> None:
    """Take away the staging folder, the intents first: staged files without intents mean nothing. Errors: OSError."""
    staging = output / STAGING
    if staging.is_symlink() or not staging.is_dir():
        return
    (staging / JOURNAL).unlink(missing_ok=True)
    for entry in staging.iterdir():
        if entry.name == TREE and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    staging.rmdir()


def _folders_made(file: Path) -> list[str]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [folder for folder in found if isinstance(folder, str) and is_inside(folder)]
