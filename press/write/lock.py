"""Output folder -> the right to build it: one build at a time holds it; others wait a little, then are refused."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from press.model.digest import digest
from press.model.problem import ExitCode, Refusal
from press.write.faults import refusal, refused

PATIENCE_SECONDS = 5.0
STEP_SECONDS = 0.05
HELD = frozenset({errno.EAGAIN, errno.EACCES})


@contextmanager
def output_lock(output: Path, cache: Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold `output` for the block, waiting at most `patience` seconds for another build to end.

    The lock is the system's own (flock) on a file in `cache` that bears the name of the output: it ends with
    its process, so an old file never blocks. Where `cache` cannot be written the file is in the folder for
    temporary files. Errors: Refusal (code ENVIRONMENT) naming the process that holds it.
    """
    handle = _lock_file(os.path.realpath(output), cache)
    try:
        _take(handle, output, patience)
        with refused(cache):
            os.ftruncate(handle, 0)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            os.pwrite(handle, f"{os.getpid()} {now}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)


def _lock_file(output: str, cache: Path) -> int:
    name = f"{digest(output)}.lock"
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        folder = cache / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / name, flags, 0o644)
    except OSError:
        import tempfile  # costs more than all else here, and is hardly ever wanted

        fallback = Path(tempfile.gettempdir(), f"press-{os.getuid()}-{name}")
        with refused(fallback):
            return os.open(fallback, flags, 0o600)


def _take(handle: int, output: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while not _taken(handle, output):
        if time.monotonic() >= end:
            raise Refusal(
                f"{output} is being built: {_holder(handle)}.",
                code=ExitCode.ENVIRONMENT,
                hint="Wait until that build has ended, then build again.",
            )
        time.sleep(STEP_SECONDS)


def _taken(handle: int, output: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in HELD:
            return False
        raise refusal(error, output) from error
    return True


def _holder(handle: int) -> str:
    """Who holds the lock, from the file's text; it is empty for an instant after the lock is taken."""
    pid, _, since = os.pread(handle, 200, 0).decode("ascii", "replace").strip().partition(" ")
    return f"held by pid {pid} since {since}" if pid and since else "another build holds it"
