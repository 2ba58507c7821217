"""Work -> its answers later, as bytes: done by a process beside this one, which goes on meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext
from multiprocessing.process import BaseProcess
from typing import IO

from press.parallel.pool import begin, unblock_sigterm

_WIDTH = 8


@contextmanager
def background_process(work: Callable[[], Iterable[bytes]]) -> Iterator[Callable[[], bytes | None]]:
    """Start a process that does `work`, and give what waits for its next answer: None where there is none, or no more.

    Only where `can_fork` says so. The process is born with all that this one holds, and may start others. It is ended
    with the block, whether or not anybody waited for it. Answers wait in a file in memory, so that the process can end,
    and give back what it took for its work, before they are asked for.
    """
    context = ForkContext()
    here, there = context.Pipe(duplex=False)
    with os.fdopen(os.memfd_create("answers"), "w+b") as answers:
        process: BaseProcess = context.Process(target=_run, args=(here, there, answers, work))
        begin(process)
        del work  # what it holds is the other process's from now on
        there.close()
        try:
            received = _received(here, answers)
            yield lambda: next(received, None)
        finally:
            here.close()
            process.terminate()
            process.join()


@dataclass(frozen=True, slots=True)
class BackgroundProcess:
    """What is to be told to a process on an errand, once, and what waits for its next answer."""

    tell: Callable[[Iterable[bytes]], None]
    wait: Callable[[], bytes | None]


@contextmanager
def waiting_process(work: Callable[[list[bytes]], Iterable[bytes]]) -> Iterator[BackgroundProcess]:
    """Start a process that does `work` with what it will be told.

    It is to be started before this process holds much: of one that is born later, each page has to be copied on which
    either of the two goes on.
    """
    ears, mouth = ForkContext().Pipe(duplex=False)

    def listening() -> Iterable[bytes]:
        mouth.close()
        return work([*_heard(ears)])

    def tell(parts: Iterable[bytes]) -> None:
        with mouth, suppress(OSError):  # one that has ended gives no answers
            for part in parts:
                mouth.send_bytes(part)

    with (
        background_process(listening) as wait,
        mouth,
    ):  # who still listens when it is to end hears that nothing comes any more
        ears.close()
        yield BackgroundProcess(tell, wait)


def _heard(ears: Connection) -> Iterator[bytes]:
    with suppress(EOFError):
        while True:
            yield ears.recv_bytes()


def _run(parents: Connection, told: Connection, answers: IO[bytes], work: Callable[[], Iterable[bytes]]) -> None:
    parents.close()  # else this process would not notice that its parent has gone, and wait for it for ever
    unblock_sigterm()
    try:
        for answer in work():
            answers.write(answer)
            answers.flush()
            told.send_bytes(len(answer).to_bytes(_WIDTH, "big"))
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - who waits does the work again, and says what is wrong
        return


def _received(told: Connection, answers: IO[bytes]) -> Iterator[bytes]:
    """Yield one answer after the other, each when it is there."""
    start = 0
    with suppress(EOFError, OSError):
        while True:
            length = int.from_bytes(told.recv_bytes(), "big")
            # Both processes share the place in the file, at which the other one may be writing.
            yield os.pread(answers.fileno(), length, start)
            start += length
