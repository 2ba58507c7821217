"""Signals that come during the swap of the published folder -> a list, looked at when the swap is done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

DEFERRED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def deferred() -> Iterator[list[int]]:
    """Hold SIGINT, SIGTERM and SIGHUP back during the block; the list gathers the numbers of those that came.

    Only the main thread hears signals, so in another thread the block just runs. A signal that is ignored
    (nohup) stays ignored.
    """
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return
    before = {number: signal.getsignal(number) for number in DEFERRED}
    heard = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}
    try:
        for number in heard:
            signal.signal(number, lambda arrived, _frame: came.append(arrived))
        yield came
    finally:
        for number, handler in heard.items():
            # None: a handler that was not set from Python, which cannot be put back from here.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
