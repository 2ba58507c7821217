"""A thread that builds -> its end: the processes that help it are killed, however far they have come."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path


def stop_workers(builder: threading.Thread, seconds: float) -> None:
    """Kill what the thread has started until it gives up, for so long at most; the next build begins anew."""
    end = time.monotonic() + seconds
    while builder.is_alive() and time.monotonic() < end:
        for child in multiprocessing.active_children():
            child.kill()
        for pid in _beginning(builder):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        builder.join(0.02)


def _beginning(builder: threading.Thread) -> Iterator[int]:
    """Processes that multiprocessing does not count yet: still being handed their work, they would complain at length.

    Linux alone lists them (proc_pid_children(5)).
    """
    try:
        listed = Path(f"/proc/self/task/{builder.native_id}/children").read_text(encoding="ascii")
        for pid in map(int, listed.split()):
            # The tracker of resources ends by itself.
            if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes():
                yield pid
    except OSError:
        return
