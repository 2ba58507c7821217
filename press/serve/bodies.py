"""A file of the built folder -> the bytes of an answer: a page with the preview's script, or a range of a file."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import BinaryIO

from press.model.digest import digest_bytes
from press.serve.snapshot import Snapshot

CHUNK = 256 * 1024
# What somebody put in place of a built file may be a link to another file, or a pipe that never answers.
_UNLINKED = os.O_NOFOLLOW | os.O_NONBLOCK
_FOLDER = os.O_DIRECTORY
_END = re.compile(rb"</body\s*>(?!.*</body\s*>)", re.IGNORECASE | re.DOTALL)
_STYLE = re.compile(rb"\.[0-9a-f]{10}\.css\b")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file held open: what it holds stays whole, whatever a build puts in its place meanwhile."""

    file: BinaryIO
    size: int


def open_file(folder: str, path: str, snapshot: Snapshot) -> Opened | None:
    """Open a file that the snapshot names; None: it is not there, and a build may just be replacing it."""
    if path not in snapshot.files:
        return None
    return open_plain(folder, path)


def open_plain(folder: str, path: str) -> Opened | None:
    """Open a plain file below `folder`, no link being followed on the way; None where there is none."""
    place = -1
    try:
        place = os.open(folder, os.O_RDONLY | _FOLDER)
        for name in path.split("/")[:-1]:
            inner = os.open(name, os.O_RDONLY | _FOLDER | _UNLINKED, dir_fd=place)
            os.close(place)
            place = inner
        number = os.open(path.rpartition("/")[2], os.O_RDONLY | _UNLINKED, dir_fd=place)
    except OSError:
        return None
    finally:
        if place >= 0:
            os.close(place)
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        os.close(number)
        return None
    return Opened(os.fdopen(number, "rb"), status.st_size)  # the answer closes it


def page_key(status: int, page: bytes) -> str:
    """Return a name for what a page shows; its styles' addresses are not part of it: they change without it."""
    return digest_bytes(b"%d " % status + _STYLE.sub(b".css", page))


def with_script(page: bytes, tag: bytes) -> bytes:
    """Return a page with a script's tag at the end of its body, or at its end where it has none."""
    end = _END.search(page)
    at = end.start() if end else len(page)
    return page[:at] + tag + page[at:]


def range_of(asked: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for (RFC 9110, 14.2); None: there are no such bytes.

    All of them where the header says nothing that we keep to.
    """
    found = _RANGE.fullmatch(asked.replace(" ", ""))
    if not found or not (found[1] or found[2]):
        return range(size)
    if not found[1]:
        last = int(found[2][:20])
        return range(max(0, size - last), size) if last and size else None
    first = int(found[1][:20])
    end = min(int(found[2][:20]) + 1, size) if found[2] else size
    if found[2] and int(found[2][:20]) < first:
        return range(size)
    return range(first, end) if first < end else None


async def chunks(opened: Opened, wanted: range) -> AsyncIterator[bytes]:
    """Give the wanted bytes, a chunk at a time, and close the file."""
    with opened.file as file:
        file.seek(wanted.start)
        left = len(wanted)
        while left > 0:
            data = file.read(min(CHUNK, left))
            if not data:
                return
            left -= len(data)
            yield data
