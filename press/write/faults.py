"""OSError -> Refusal: what the machine would not do, said in words, with the folder and what is needed."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.model.problem import ExitCode, Refusal

MEGABYTE = 1_000_000
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
WORDS = {
    errno.EROFS: ("is on a disk that is read-only", "Mount it for writing, or choose another folder."),
    errno.EACCES: ("may not be written", "Give yourself the right to write there, or choose another folder."),
    errno.EPERM: ("may not be written", "Give yourself the right to write there, or choose another folder."),
    errno.EMFILE: (
        "cannot be opened: too many files are open",
        "Raise the limit (ulimit -n) and build again.",
    ),
    errno.ENFILE: ("cannot be opened: too many files are open", "Close other programs and build again."),
    errno.EIO: ("cannot be used: the disk reports an error", "Check the disk, then build again."),
    errno.EXDEV: ("is on another disk than the rest of its folder", "Keep the published folder on one disk."),
    errno.ENAMETOOLONG: ("has a name that is too long for this disk", "Choose a shorter folder."),
    errno.ELOOP: ("is a link that leads back to itself", "Remove the link, or choose another folder."),
}


@contextmanager
def refused(where: Path, *, needed: int = 0) -> Iterator[None]:
    """Turn an OSError of the block into a Refusal (code ENVIRONMENT) that names the file, or else `where`.

    `needed`: how many bytes the work wants, as far as that is known; said when the disk is full.
    """
    try:
        yield
    except OSError as error:
        raise refusal(error, where, needed=needed) from error


def refusal(error: OSError, where: Path, *, needed: int = 0) -> Refusal:
    """Say in words why `error` ends the build; arguments as for `refused`."""
    if error.errno in FULL:
        return disk_full(where, needed)
    named = Path(error.filename) if isinstance(error.filename, str) and error.filename else where
    words, hint = WORDS.get(error.errno or 0, (f"cannot be used: {error.strerror or error}", ""))
    return Refusal(f"{_shown(named)} {words}.", code=ExitCode.ENVIRONMENT, hint=hint)


def disk_full(where: Path, needed: int) -> Refusal:
    """Say that the disk (or the quota on it) is full; `needed` in bytes, 0 = not known."""
    megabytes = max(1, -(-needed // MEGABYTE))
    return Refusal(
        f"The disk is full: this build needs about {megabytes} MB in {_shown(where)}.",
        code=ExitCode.ENVIRONMENT,
        hint="Free some space, then build again. What is published has not changed.",
    )


def _shown(path: Path) -> str:
    """A path as text that every terminal can print; bytes that are no UTF-8 are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
