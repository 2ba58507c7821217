"""Work and items -> results in order, by several processes where that pays.

On two cores a cold build takes little more than half its processor time by the clock. On Linux the processes are
forked, so that they have the data without a copy being sent.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK, SIGTERM, pthread_sigmask
from typing import Any, Generic, TypeVar

from press.model.problem import ExitCode, ProblemsFound, Refusal

T = TypeVar("T")
R = TypeVar("R")
# Items that a process does before it is replaced. Python counts references inside the objects, so each page of memory
# that a forked process reads becomes its own copy.
WORKER_LIFETIME = 8_000
# The number of a chunk is sent in so many bytes; a pipe holds so many of them before any is read.
_WIDTH = 4
_NUMBERS = 4_000
# The smallest chunk, in items; chunks shrink to it towards the end.
_FEWEST = 5
# Bytes. glibc returns freed memory to the system once it exceeds twice the largest block that was freed before; a
# worker that has freed one of this size keeps the memory of a long text for the next one.
_LARGE = 1 << 24
_FAILED, _BROKEN, _DONE = "failed", "broken", "done"


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, the pipe that its results come through, and the number of the item that it works on."""

    process: BaseProcess
    results: Connection
    at: ctypes.c_int


@dataclass(frozen=True, slots=True)
class _Task(Generic[T, R]):
    """What is done with each item, and how an item is named in messages."""

    work: Callable[[T], R]
    shown: Callable[[T], str]


@dataclass(frozen=True, slots=True)
class _Job(Generic[T, R]):
    """The work that a group of workers shares: each reads the number of the next of the `chunks` from `numbers`."""

    task: _Task[T, R]
    items: Sequence[T]
    chunks: Sequence[range]
    numbers: Connection

    def name_of(self, number: int) -> str:
        """Return the name of an item, for messages."""
        return self.task.shown(self.items[number])


def map_in_processes(  # noqa: PLR0913 - by name
    work: Callable[[T], R],
    items: Sequence[T],
    *,
    jobs: int,
    pays_from: int,
    chunk: int,
    shown: Callable[[T], str] = str,
    worker_lifetime: int = WORKER_LIFETIME,
) -> Iterator[R]:
    """Yield `work(item)` for each item, in order; in this process where there are fewer than `pays_from` items.

    Each process has `work` with all that it refers to: a forked one shares it, another kind is sent it. Results come
    in chunks; a chunk that is done early waits for those before it. `shown` names an item in messages.
    Raises what `work` raises (ProblemsFound, Refusal); a Refusal naming the item where a process dies.
    """
    if jobs < 2 or len(items) < pays_from:
        yield from map(work, items)
        return
    size = min(jobs * worker_lifetime, chunk * _NUMBERS)
    for start in range(0, len(items), size):
        yield from _by_workers(_Task(work, shown), items[start : start + size], jobs, chunk)


def _by_workers(task: _Task[T, R], items: Sequence[T], jobs: int, chunk: int) -> Iterator[R]:
    # The collector leaves frozen objects alone in both processes, so that less memory is copied.
    gc.freeze()
    chunks = list(portions(len(items), jobs, chunk))
    context = ForkContext() if can_fork() else SpawnContext()
    numbers, end = context.Pipe(duplex=False)
    os.write(end.fileno(), b"".join(number.to_bytes(_WIDTH, "big") for number in range(len(chunks))))
    end.close()
    job = _Job(task, items, chunks, numbers)
    workers: list[_Worker] = []
    for _ in range(min(jobs, len(chunks))):
        workers.append(_start(context, job, workers))
    numbers.close()
    try:
        yield from _in_order(job, workers)
    finally:
        gc.unfreeze()
        for worker in workers:
            worker.results.close()
            worker.process.terminate()
            worker.process.join()


def portions(number: int, jobs: int, chunk: int) -> Iterator[range]:
    """Divide so many items into chunks of at most `chunk`.

    The last ones are small, so that no process waits long at the end for the chunk of another.
    """
    start = 0
    while start < number:
        end = min(number, start + min(chunk, max(_FEWEST, (number - start) // (2 * jobs))))
        yield range(start, end)
        start = end


def can_fork() -> bool:
    """Return whether a process may be forked from this one.

    With threads, a fork could copy a lock that is never released; on macOS the system's own libraries may run threads.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _start(context: SpawnContext | ForkContext, job: _Job[T, R], others: Sequence[_Worker]) -> _Worker:
    here, there = context.Pipe(duplex=False)
    at = context.RawValue(ctypes.c_int, 0)
    # A forked process has these too; while one of them is open, no worker notices that the parent has ended.
    ours = [here, *(other.results for other in others)] if isinstance(context, ForkContext) else []
    process: BaseProcess = context.Process(target=_serve, args=(job, there, at, ours), daemon=True)
    # A signal handler's exception is lost while Python completes a fork, so SIGTERM waits until the worker runs.
    before = pthread_sigmask(SIG_BLOCK, {SIGTERM})
    try:
        process.start()
    finally:
        pthread_sigmask(SIG_SETMASK, before)
    there.close()
    return _Worker(process, here, at)


def _serve(job: _Job[T, R], results: Connection, at: ctypes.c_int, ours: Sequence[Connection]) -> None:
    """Run a worker: one chunk after another, until none is left or the parent has ended."""
    pthread_sigmask(SIG_UNBLOCK, {SIGTERM})
    for connection in ours:
        connection.close()
    bytes(_LARGE)
    try:
        # A read of so few bytes is atomic, so no two workers get the same number.
        while read := os.read(job.numbers.fileno(), _WIDTH):
            number = int.from_bytes(read, "big")
            results.send((number, *_outcome(job, job.chunks[number], at)))
        results.send((None, _DONE, None))
    except (BrokenPipeError, KeyboardInterrupt):
        return


def _outcome(job: _Job[T, R], part: range, at: ctypes.c_int) -> tuple[str, Any]:
    done: list[Any] = []
    try:
        for number in part:
            at.value = number  # the parent names this item if the process dies
            done.append(job.task.work(job.items[number]))
    except (ProblemsFound, Refusal) as fault:
        return _FAILED, fault
    except Exception as fault:  # noqa: BLE001 - the parent reports it; here it would print a traceback
        last = traceback.extract_tb(fault.__traceback__)[-1]
        return _BROKEN, (at.value, f"{Path(last.filename).name}:{last.lineno}: {fault}")
    return _DONE, done


def _in_order(job: _Job[T, R], workers: Sequence[_Worker]) -> Iterator[Any]:
    """Yield the results of all chunks in order, as they come in from any worker."""
    at_work: dict[Any, _Worker] = {worker.results: worker for worker in workers}
    received: dict[int, tuple[str, Any]] = {}
    for number in range(len(job.chunks)):
        while number not in received:
            for results in wait([*at_work]):
                found, outcome, result = _received(job, at_work[results])
                if found is None:
                    del at_work[results]
                else:
                    received[found] = outcome, result
        yield from _checked(job, *received.pop(number))


def _received(job: _Job[T, R], worker: _Worker) -> tuple[int | None, str, Any]:
    found: tuple[int | None, str, Any]
    try:
        found = worker.results.recv()
    except (EOFError, ConnectionResetError) as fault:
        raise Refusal(
            f"a process was ended from outside while it worked on {job.name_of(worker.at.value)}",
            code=ExitCode.ENVIRONMENT,
            hint="perhaps the machine ran out of memory: close other programs, or build with --jobs 1",
        ) from fault
    return found


def _checked(job: _Job[T, R], outcome: str, found: Any) -> list[Any]:  # noqa: ANN401
    """Return the results of a chunk, or raise the exception that ended it."""
    if outcome == _FAILED:
        raise found
    if outcome == _BROKEN:
        at, message = found
        raise Refusal(
            f"a fault in the program while it worked on {job.name_of(at)} ({message})",
            code=ExitCode.CONTENT,
            hint="build with --jobs 1 --debug, which shows where it began",
        )
    return list(found)
