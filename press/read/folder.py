"""Folders -> Source values: the only module of this stage that touches the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from press.model.digest import digest_bytes
from press.model.filenames import is_litter
from press.model.problem import ExitCode, Place, Problem, ProblemsFound, Refusal
from press.model.text_files import is_text_name
from press.read.source import Source

TEXT_LIMIT = 2 * 1024 * 1024  # bytes of one text file; real pieces stay far below
PICTURE_LIMIT = 50 * 1024 * 1024  # bytes of one picture; a camera's JPEG of 50 million pixels has some 25
_TOO_LARGE = {
    TEXT_LIMIT: "is it really an article? split it",
    PICTURE_LIMIT: "save it as JPEG, at most 4096 pixels wide and high",
}
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below a folder: paths relative to it, sorted; what was passed over is in `problems`."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Walk:
    """One walk: where it began and what it has met so far."""

    top: str
    shown: str
    hidden: bool
    paths: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def remark(self, path: str, message: str, hint: str, *, is_note: bool = False) -> None:
        shown = f"{self.shown}/{path}".encode("utf-8", "backslashreplace").decode()
        self.problems.append(Problem(Place(shown), message, hint, is_note=is_note))


def list_files(folder: PurePath, *, shown: str, hidden: bool = False, within: PurePath | None = None) -> Listing:
    """Return every file below `folder`; `shown` is its name in problems.

    Editors' litter is ignored, and names with a leading dot unless `hidden`. Links that lead out of the folder,
    dangle or run in a circle are problems, and so is a folder that does not stand in `within`, whatever link leads
    there; devices, pipes and folders named like articles are notes.
    """
    walk = _Walk(os.path.realpath(folder), shown, hidden)
    if within and not Path(walk.top).is_relative_to(os.path.realpath(within)):
        message = "a link on the way leads out of the site's folder"
        return Listing((), (Problem(Place(shown), message, "put the folder itself in its place"),))
    waiting = [""]
    while waiting:
        waiting.extend(_enter(walk, waiting.pop()))
    return Listing(tuple(sorted(walk.paths)), tuple(walk.problems))


def _enter(walk: _Walk, below: str) -> Iterator[str]:
    """Take in one folder and give the folders in it."""
    try:
        with os.scandir(Path(walk.top, below)) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise _unreadable(f"{walk.shown}/{below}", fault) from fault
    for entry in found:
        if is_litter(entry.name) or (entry.name.startswith(".") and not walk.hidden):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if _is_sound(walk, entry, path) and _take(walk, entry, path):
            yield path


def _is_sound(walk: _Walk, entry: os.DirEntry[str], path: str) -> bool:
    """Refuse names that are no text and links that lead astray."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        walk.remark(path, "the file's name is not valid UTF-8", "rename the file")
        return False
    if not entry.is_symlink():
        return True
    try:
        target = os.path.realpath(entry.path, strict=True)
    except OSError:
        walk.remark(path, "this link leads nowhere", "remove it or point it to a file inside the folder")
        return False
    if target == walk.top or not target.startswith(walk.top + os.sep):
        walk.remark(path, "this link leads out of the folder", "copy the file itself into the folder")
        return False
    if entry.is_dir():
        walk.remark(path, "linked folders are not followed", "move the folder here", is_note=True)
        return False
    return True


def _take(walk: _Walk, entry: os.DirEntry[str], path: str) -> bool:
    """Note a file; return whether the entry is a folder to enter. The folder itself says mostly what the entry is."""
    if entry.is_dir():
        if is_text_name(entry.name):
            walk.remark(path, "this is a folder, not an article", "give the folder another name", is_note=True)
            return False
        return True
    if entry.is_file():
        walk.paths.append(path)
    else:
        walk.remark(path, "not a plain file; passed over", "", is_note=True)
    return False


def read_source(folder: PurePath, path: str, *, shown: str, limit: int = 0) -> Source:
    """Return one file's bytes; `Source.path` is `shown/path`.

    A file that changes while it is read is read once more. Raises ProblemsFound (too large, vanished, changing)
    or Refusal (not readable).
    """
    name = f"{shown}/{path}" if shown else path
    full = f"{folder}{os.sep}{path}"
    for _ in range(2):
        try:
            data, steady = _read_once(full, limit)
        except FileNotFoundError as fault:
            raise ProblemsFound([Problem(Place(name), "the file vanished during the build", "build again")]) from fault
        except OSError as fault:
            raise _unreadable(name, fault) from fault
        if data is None:
            message = f"the file is larger than {limit // (1024 * 1024)} MB"
            raise ProblemsFound([Problem(Place(name), message, _TOO_LARGE.get(limit, ""))])
        if steady:
            return Source(name, data, digest_bytes(data))
    raise ProblemsFound([Problem(Place(name), "the file changed during the build", "build again")])


def has_folder(folder: PurePath, path: str) -> bool:
    """Return whether there is a folder at `path`, or a link that leads to one."""
    return Path(folder, path).is_dir()


def is_file(folder: PurePath, path: str) -> bool:
    """Return whether there is a file at `path` below `folder`."""
    return Path(folder, path).is_file()


def is_link(folder: PurePath, path: str) -> bool:
    """Return whether a file is a link, of which only a listing tells whether it stays in the folder."""
    return Path(folder, path).is_symlink()


def _read_once(full: str, limit: int) -> tuple[bytes | None, bool]:
    """Return the bytes (None when there are too many) and whether the file stayed as it was meanwhile.

    By the system's own calls: a file object would ask the system as many things again.
    """
    handle = os.open(full, _OPEN)
    try:
        before = os.fstat(handle)
        if limit and before.st_size > limit:
            return None, True
        data = os.read(handle, before.st_size + 1)  # one more than there should be
        while len(data) < before.st_size and (more := os.read(handle, before.st_size)):
            data += more
        after = os.fstat(handle)
    finally:
        os.close(handle)
    steady = (
        (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) == (len(data), after.st_mtime_ns)
    )
    return data, steady


def read_layers(folders: Sequence[PurePath]) -> Mapping[str, Source]:
    """Return the files of layout folders by name, the first folder that has a name winning.

    Raises ProblemsFound for what is no plain file: passed over, it would be taken from the next folder unseen.
    """
    layers: dict[str, Source] = {}
    for folder in folders:
        listing = list_files(folder, shown="layouts")
        if listing.problems:
            raise ProblemsFound(replace(problem, is_note=False) for problem in listing.problems)
        for path in listing.paths:
            if path not in layers:
                layers[path] = read_source(folder, path, shown="layouts")
    return dict(sorted(layers.items()))


def _unreadable(name: str, fault: OSError) -> Refusal:
    reason = (fault.strerror or "it cannot be read").lower()
    return Refusal(f"{name}: {reason}", code=ExitCode.ENVIRONMENT, hint="check the file's permissions")
