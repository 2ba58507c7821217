"""Work and items -> results in order, by several processes when it pays; the data goes there without being copied."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from press.model.problem import ExitCode, ProblemsFound, Refusal

T = TypeVar("T")
R = TypeVar("R")
# Items that a process does before another takes its place: whatever a forked process has looked at it holds as a copy
# of its own in the end, since Python counts references where the things are.
_SPELL = 8_000
_FAILED, _BROKEN, _DONE = "failed", "broken", "done"


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, where its results come from, and the number of the item that it is at."""

    process: BaseProcess
    results: Connection
    at: ctypes.c_int


def spread(
    work: Callable[[T], R],
    items: Sequence[T],
    *,
    jobs: int,
    pays_from: int,
    chunk: int,
    shown: Callable[[T], str] = str,
) -> Iterator[R]:
    """Yield `work(item)` for each item, in order; in this process when there are fewer than `pays_from` items.

    Every process holds `work` with all that it refers to: where nothing else runs here it is born with that
    (fork), else it is sent there. Results come in chunks and no more than one chunk a process is held.
    Raises what `work` raised (ProblemsFound, Refusal); a Refusal naming the item when a process dies.
    """
    if jobs < 2 or len(items) < pays_from:
        yield from map(work, items)
        return
    for start in range(0, len(items), jobs * _SPELL):
        yield from _shared(work, items[start : start + jobs * _SPELL], jobs, chunk, shown)


def _shared(
    work: Callable[[T], R], items: Sequence[T], jobs: int, chunk: int, shown: Callable[[T], str]
) -> Iterator[R]:
    # What is frozen is not looked at again by either side, so that less of it is copied.
    gc.freeze()
    chunks = [range(start, min(start + chunk, len(items))) for start in range(0, len(items), chunk)]
    context = ForkContext() if can_fork() else SpawnContext()
    workers = [_start(context, work, items, chunks[number::jobs]) for number in range(min(jobs, len(chunks)))]
    try:
        for number in range(len(chunks)):
            yield from _received(workers[number % len(workers)], items, shown)
    finally:
        gc.unfreeze()
        for worker in workers:
            worker.results.close()
            worker.process.terminate()
            worker.process.join()


def can_fork() -> bool:
    """Whether a process may be born with all that this one holds.

    Where threads run, a fork could copy a lock that nobody will ever open; on macOS the system's own
    libraries may run some.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _start(
    context: SpawnContext | ForkContext, work: Callable[[T], R], items: Sequence[T], chunks: Sequence[range]
) -> _Worker:
    here, there = context.Pipe(duplex=False)
    at = context.RawValue(ctypes.c_int, 0)
    process: BaseProcess = context.Process(target=_serve, args=(there, at, work, items, chunks), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here, at)


def _serve(
    results: Connection, at: ctypes.c_int, work: Callable[[T], R], items: Sequence[T], chunks: Sequence[range]
) -> None:
    """What a worker process does: its chunks, one after the other, until they are done or the parent has gone."""
    try:
        for part in chunks:
            done: list[R] = []
            try:
                for number in part:
                    at.value = number  # so that it is known on what a process died
                    done.append(work(items[number]))
            except (ProblemsFound, Refusal) as fault:
                results.send((_FAILED, fault))
                return
            results.send((_DONE, done))
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except Exception as fault:  # noqa: BLE001 - said by the parent: from here it would be a traceback on the screen
        last = traceback.extract_tb(fault.__traceback__)[-1]
        results.send((_BROKEN, f"{Path(last.filename).name}:{last.lineno}: {fault}"))


def _received(worker: _Worker, items: Sequence[T], shown: Callable[[T], str]) -> Iterator[R]:
    found: Any
    try:
        outcome, found = worker.results.recv()
    except (EOFError, ConnectionResetError) as fault:
        raise Refusal(
            f"a process was ended from outside while it worked on {shown(items[worker.at.value])}",
            code=ExitCode.ENVIRONMENT,
            hint="perhaps the machine ran out of memory: close other programs, or build with --jobs 1",
        ) from fault
    if outcome == _BROKEN:
        raise Refusal(
            f"a fault in the program while it worked on {shown(items[worker.at.value])} ({found})",
            code=ExitCode.CONTENT,
            hint="build with --jobs 1 --debug, which shows where it began",
        )
    if outcome == _FAILED:
        raise found
    yield from found
