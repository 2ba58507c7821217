"""Folders -> the stamp of every file in them: a look at all files that reads none."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b

# The clock that stamps files goes in steps: 10 ms at most on Linux, 2 s on disks that keep no part of a second.
STEP_NS = 20_000_000
COARSE_NS = 2_000_000_000
SECOND_NS = 1_000_000_000


TOP = "."  # an inventory's folder itself


@dataclass(frozen=True, slots=True)
class FileStamps:
    """Path -> stamp of all below a folder: `files` (links are such too), and `folders`, that one itself among them.

    A folder's stamp tells of names that come and go in it. It was taken before the folder was looked through, and
    nothing before `seen_ns`. `odd`: where links are followed, their own stamps, and those of pipes and the like.
    """

    files: dict[str, str]
    folders: dict[str, str]
    seen_ns: int
    odd: dict[str, str] = field(default_factory=dict)

    @property
    def stat_keys(self) -> Mapping[str, str]:
        """The stamps of everything, sorted by path."""
        return dict(sorted({**self.files, **self.folders}.items()))


def file_stamps(top: str, *, follow: bool = False) -> FileStamps:
    """Look at all below the folder `top`: links as themselves or, with `follow`, as what they lead to.

    A folder that cannot be read raises OSError; one that is not there holds nothing.
    """
    seen_ns = time.time_ns()
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    odd: dict[str, str] = {}
    waiting = [""]
    with suppress(FileNotFoundError):
        folders[TOP] = stat_key(os.stat(top))  # noqa: PTH116 - text, as all paths here
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(f"{top}/{prefix}") as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders[path] = stat_key(entry.stat(follow_symlinks=False))
                        waiting.append(f"{path}/")
                    else:
                        files[path] = stat_key(_status(entry, follow=follow))
                        if follow and not entry.is_file(follow_symlinks=False):
                            odd[path] = stat_key(entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            continue
    return FileStamps(files, folders, seen_ns, odd)


def stat_keys_again(top: str, paths: Iterable[str]) -> Mapping[str, str]:
    """Return the stat keys of files and folders below `top`, up to the first that is not there any more.

    Where all of them are as before, no file has come either: the stat key of its folder would differ.
    """
    stat_keys = {}
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in paths:
            stat_keys[path] = stat_key(os.lstat(f"{top}/{path}"))
    return stat_keys


def _status(entry: os.DirEntry[str], *, follow: bool) -> os.stat_result:
    try:
        return entry.stat(follow_symlinks=follow)
    except OSError:
        if not follow:
            raise
        return entry.stat(follow_symlinks=False)  # a link that leads nowhere, in a circle, or where we may not go


def stat_key(status: os.stat_result) -> str:
    """Return size, times and inode of a file as text: what writing, replacing or renaming it changes."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def digest_of(files: Mapping[str, str]) -> str:
    """Return 32 hex digits that stand for an inventory."""
    lines = "\n".join(f"{path}\0{stamped}" for path, stamped in sorted(files.items()))
    return blake2b(lines.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def is_trustworthy(stamped: str, seen_ns: int) -> bool:
    """Whether the next change of a file must give another stamp than this one, taken at `seen_ns`.

    A change made within one step of the clock gives the same times.
    """
    _, modified, changed, _ = map(int, stamped.split(" "))
    step = STEP_NS if changed % SECOND_NS or modified % SECOND_NS else COARSE_NS
    return max(modified, changed) <= seen_ns - step


def modified_ns(stamped: str) -> int:
    """Return when a file's bytes were last written, by its stamp."""
    return int(stamped.split(" ", 2)[1])


def wait_until_trustworthy(since_ns: int) -> None:
    """Wait until what was written until `since_ns` is settled: one step of the clock, 20 ms."""
    time.sleep(max(0, since_ns + STEP_NS - time.time_ns()) / SECOND_NS)
