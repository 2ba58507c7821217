"""Events of any thread -> hints for one: which paths may have changed, waited for until it is quiet."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

QUIET = 0.05  # seconds without an event after which a burst is over: editors save in several steps
AT_MOST = 2.0  # seconds that a burst may last: a copy of thousands of files is built in between


@dataclass(slots=True)
class ChangeSignal:
    """Rung by watchers and by requests; heard by the thread that builds."""

    _hints: set[str] = field(default_factory=set)
    _rung: int = 0
    _condition: threading.Condition = field(default_factory=threading.Condition)

    def notify(self, *paths: str) -> None:
        """Say that something may have changed, at `paths` perhaps."""
        with self._condition:
            self._hints.update(paths)
            self._rung += 1
            self._condition.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until it is rung, and then until it is quiet; return False when nothing happened for `seconds`."""
        with self._condition:
            if not self._condition.wait_for(lambda: self._rung, seconds):
                return False
            end = time.monotonic() + AT_MOST
            heard = 0
            while heard != self._rung and time.monotonic() < end:
                heard = self._rung
                self._condition.wait_for(lambda: self._rung != heard, QUIET)  # noqa: B023 - called at once
            return True

    def take(self) -> frozenset[str]:
        """Return the paths that were hinted at since the last call."""
        with self._condition:
            hints = frozenset(self._hints)
            self._hints.clear()
            self._rung = 0
            return hints
