"""Folders of sources -> Inputs: what each file holds, by digest; and which files differ between two looks."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from press.model.digest import digest_bytes
from press.model.filenames import is_litter

# A stamp is trusted only when it was two seconds old at the time of the look: until then a file may change
# again without changing its times, for some disks and kernels count coarsely.
MARGIN_NS = 2_000_000_000
# A larger file is told by its size and time alone: to read it at every start would cost more than a needless build.
READ_LIMIT = 4 * 1024 * 1024
# From here on a walk through everything is cheaper than following single hints.
MANY_HINTS = 64


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder that the site is made from, or a single file; `hidden`: names with a leading dot count too."""

    path: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was seen: `digest` of what it holds, `stat_key` of size and times, and whether that can be
    trusted.
    """

    digest: str
    stat_key: tuple[int, ...]
    trusted: bool


Inputs = Mapping[str, Seen]


def look(trees: Sequence[Tree], before: Inputs) -> Inputs:
    """Return every file below `trees` as it is now; a file whose trusted stamp is that in `before` is not read."""
    now = time.time_ns()
    found: dict[str, Seen] = {}
    for tree in trees:
        found.update(_walk(tree, tree.path, before, now))
    return found


def look_at(hints: Iterable[str], trees: Sequence[Tree], before: Inputs) -> Inputs:
    """Return `before` brought up to date at the paths in `hints` (files or folders, with links resolved)."""
    places = {place for hint in hints for place in _places(hint, trees)}
    if len(places) > MANY_HINTS:
        return look(trees, before)
    now = time.time_ns()
    found = dict(before)
    for tree, path in places:
        if path in found:
            del found[path]
        elif not _is_plain_file(path):
            for known in [known for known in found if known.startswith(path + os.sep)]:
                del found[known]
        found.update(_walk(tree, path, before, now))
    return found


def changed(before: Inputs, after: Inputs) -> tuple[str, ...]:
    """Return the paths of files that came, went or hold something else, sorted."""
    gone = before.keys() - after.keys()
    differ = (path for path, seen in after.items() if path not in before or before[path].digest != seen.digest)
    return tuple(sorted({*gone, *differ}))


def touched(before: Inputs, after: Inputs) -> tuple[str, ...]:
    """Return the paths of files that came, went or were written to, whatever they hold now, sorted."""
    gone = before.keys() - after.keys()
    differ = (path for path, seen in after.items() if path not in before or before[path].stat_key != seen.stat_key)
    return tuple(sorted({*gone, *differ}))


def _places(hint: str, trees: Sequence[Tree]) -> Iterator[tuple[Tree, str]]:
    """Where a hint lies in the trees, by the trees' own names; what every reader passes over lies nowhere."""
    for tree in trees:
        real = os.path.realpath(tree.path)
        if hint == real or real.startswith(hint + os.sep):
            yield tree, tree.path
        elif hint.startswith(real + os.sep):
            below = hint.removeprefix(real)
            if not any(_is_passed_over(name, tree) for name in PurePath(below).parts[1:]):
                yield tree, tree.path + below


def _walk(tree: Tree, top: str, before: Inputs, now: int) -> Iterator[tuple[str, Seen]]:
    """Give every file at or below `top`; linked folders are followed, each folder is entered once."""
    waiting: list[str] = [top]
    entered: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)  # noqa: PTH116 - thousands of them: text is quicker than Path
            if not stat.S_ISDIR(status.st_mode):
                yield path, _seen(path, status, before.get(path), now)
            elif (status.st_dev, status.st_ino) not in entered:
                entered.add((status.st_dev, status.st_ino))
                with os.scandir(path) as entries:
                    waiting.extend(entry.path for entry in entries if not _is_passed_over(entry.name, tree))
        except FileNotFoundError:  # gone again, or a link that leads nowhere: that too a build will say
            if os.path.islink(path):  # noqa: PTH114
                yield path, Seen("leads nowhere", (), trusted=False)
        except OSError as fault:  # a build will say what is wrong with it
            yield path, Seen(f"unreadable: {fault.errno}", (), trusted=False)


def _seen(path: str, status: os.stat_result, known: Seen | None, now: int) -> Seen:
    stat_key = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    if known is not None and known.trusted and known.stat_key == stat_key:
        return known
    trusted = max(status.st_mtime_ns, status.st_ctime_ns) < now - MARGIN_NS
    return Seen(_digest(path, status), stat_key, trusted)


def _digest(path: str, status: os.stat_result) -> str:
    if not stat.S_ISREG(status.st_mode):  # a pipe would never end
        return f"special: {stat.S_IFMT(status.st_mode)}"
    if status.st_size > READ_LIMIT:
        return f"large: {status.st_size} {status.st_mtime_ns}"
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - thousands of them: text is quicker than Path
            return digest_bytes(file.read())
    except OSError as fault:
        return f"unreadable: {fault.errno}"


def _is_plain_file(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113


def _is_passed_over(name: str, tree: Tree) -> bool:
    return is_litter(name) or (name.startswith(".") and not tree.hidden)
