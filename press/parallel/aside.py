"""Work -> its result, done by a process of its own while this one does something else."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable


def aside(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Begin `work`, which changes nothing, and return what waits for its result.

    Where no process can be forked, or it ended without a result, the work is done when it is asked for. `work` may
    raise; then it does so when it is asked for.
    """
    if sys.platform != "linux" or threading.active_count() > 1:  # a lock that another thread holds would stay locked
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as there:
                there.write(work())
        finally:
            os._exit(0)  # whatever comes here is none of what the parent has open
    os.close(writing)

    def result() -> bytes:
        with os.fdopen(reading, "rb") as here:
            found = here.read()
        os.waitpid(child, 0)
        return found or work()

    return result
