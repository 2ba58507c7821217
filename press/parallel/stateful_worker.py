"""Work that remembers -> a process of its own: each argument is sent there, each result comes back.

The process has an interpreter to itself, so this one answers others meanwhile; and it works in its main thread, where
a timer can end a step that takes too long.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from press.parallel.pool import can_fork

T = TypeVar("T")
R = TypeVar("R")
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class WorkerEnded(Exception):
    """The process has ended, so there is no result; what the work remembered is gone."""


@dataclass(frozen=True, slots=True)
class _Running:
    """A process and the pipe to it.

    `lifeline` is the end of another pipe, which the system closes when this process ends.
    """

    process: BaseProcess
    pipe: Connection
    lifeline: Connection

    def kill(self) -> None:
        """End the process with all that it has started, whatever they are doing."""
        pid = self.process.pid
        if pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class StatefulWorker(Generic[T, R]):
    """A process that does `work` with one argument after another.

    It ends, with all processes that it has started, when this process does, however that comes about.
    """

    work: Callable[[T], R]
    _running: _Running | None = None
    _is_stopped: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_running(self) -> bool:
        """Whether there is a process that `call` can ask; one that has ended is noticed by `call`."""
        return self._running is not None

    def start(self) -> None:
        """Start a process where there is none; after `stop` nothing is started."""
        with self._lock:
            if self._running is None and not self._is_stopped:
                self._running = _start(self.work)

    def call(self, argument: T) -> R:
        """Return what the work makes of `argument`. Raises WorkerEnded; `start` then begins anew."""
        running = self._running
        if running is None:
            raise WorkerEnded
        try:
            running.pipe.send(argument)
            result: R = running.pipe.recv()
        except (EOFError, OSError) as fault:
            self._discard(running)
            raise WorkerEnded from fault
        return result

    def stop(self) -> None:
        """End the process at once and for good, from any thread: a `call` that waits raises WorkerEnded."""
        with self._lock:
            self._is_stopped = True
            if self._running:
                self._running.kill()

    def _discard(self, running: _Running) -> None:
        with self._lock:
            self._running = None
            if not self._is_stopped:  # else its number may be that of another process by now
                running.kill()
        running.pipe.close()
        running.lifeline.close()


def _start(work: Callable[[T], R]) -> _Running:
    context = ForkContext() if can_fork() else SpawnContext()
    here, there = context.Pipe()
    ends_with_us, lifeline = context.Pipe(duplex=False)
    # A forked process has these too; while it holds them open, it does not notice that this one has ended.
    ours = [here, lifeline] if isinstance(context, ForkContext) else []
    process: BaseProcess = context.Process(target=_serve, args=(work, there, ends_with_us, ours))
    process.start()
    there.close()
    ends_with_us.close()
    return _Running(process, here, lifeline)


def _serve(
    work: Callable[[T], R], pipe: Connection, ends_with_parent: Connection, ours: tuple[Connection, ...]
) -> None:
    """Run the process: one argument after another, until nobody is there to send any."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    for connection in ours:
        connection.close()
    _end_with_parent(ends_with_parent)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv()))


def _end_with_parent(lifeline: Connection) -> None:
    """Have the system end this process, and all that it starts, when the other end of the pipe is closed.

    A group of its own keeps Ctrl+C in the terminal from the process: the parent decides when it ends.
    """
    os.setpgid(0, 0)
    # SIGIO, which ends a process that does not handle it, goes to the whole group (fcntl(2), F_SETOWN and O_ASYNC).
    number = lifeline.fileno()
    fcntl.fcntl(number, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) | os.O_ASYNC)
    if lifeline.poll():  # the parent had ended before
        raise SystemExit
