"""One text -> the time that it may take: 5 seconds of the processor, wherever it is converted."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

SECONDS = 5.0  # of the processor; a real piece takes some thousandths of one
LONGEST = 30.0  # on the clock, where the processor is busy with something else
_AGAIN = 0.05  # seconds of the processor after which the timer rings once more
_STRIDE = 16  # asking for the time takes longer than most of the steps between which it is asked


class TooSlow(Exception):
    """A text has used up its time; `message` is for the editor."""

    def __init__(self, message: str) -> None:
        """Take what to say of the text."""
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Budget:
    """The time of the text that is being converted.

    In a process's main thread, where builds and their workers read, the system's timer ends the text wherever it is. In
    any other thread Python has no such timer: there `check`, which the converter calls before each of its steps, and
    `check_now` end it, when the step at hand is done.
    """

    seconds: float = SECONDS
    longest: float = LONGEST
    ends: float = 0.0
    late: float = 0.0
    calls: int = 0

    @contextmanager
    def of_one_text(self) -> Iterator[None]:
        """Raise TooSlow where what is done inside takes too long."""
        self.ends = time.thread_time() + self.seconds
        self.late = time.monotonic() + self.longest
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGPROF, self._ring)
        # It rings again: what is raised in a finaliser or a callback of the collector, Python reports and forgets.
        signal.setitimer(signal.ITIMER_PROF, self.seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def check(self) -> None:
        """Raise TooSlow if the time is over; looks at the clock now and then only."""
        self.calls += 1
        if self.calls % _STRIDE == 0:
            self.check_now()

    def check_now(self) -> None:
        """Raise TooSlow if the time is over."""
        if time.thread_time() > self.ends:
            raise TooSlow(f"the text took longer than {self.seconds:g} s of CPU")
        if time.monotonic() > self.late:
            raise TooSlow(f"the text took longer than {self.longest:g} s")

    def _ring(self, _signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"the text took longer than {self.seconds:g} s of CPU")
