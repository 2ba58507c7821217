"""Work and items -> results in order, by several processes when it pays; the data goes there without being copied."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK, SIGTERM, pthread_sigmask
from typing import Any, Generic, TypeVar

from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.parallel.batch import Steps

T = TypeVar("T")
R = TypeVar("R")
# Items that a process does before another takes its place: whatever a forked process has looked at it holds as a copy
# of its own in the end, since Python counts references where the things are.
_SPELL = 8_000
# Chunks are known by numbers of so many bytes; so many of those fit into a pipe before anybody reads them.
_WIDTH = 4
_NUMBERS = 4_000
# Towards the end chunks grow smaller, down to so many items.
_FEWEST = 5
# By so much less urgent than others, as the system counts it, are those that let them go first.
_PATIENCE = 10
# Bytes. glibc hands what is freed back to the system as soon as it is more than twice the largest block that was freed
# before; a worker that has freed one of this size keeps the memory of a long text for the next one.
_LARGE = 1 << 24
_FAILED, _BROKEN, _DONE = "failed", "broken", "done"


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, where its results come from, and the number of the item that it is at."""

    process: BaseProcess
    results: Connection
    at: ctypes.c_int


@dataclass(frozen=True, slots=True)
class _Shared(Generic[T, R]):
    """What all workers of a spell have; from `numbers` comes which of the `chunks` is next."""

    work: Callable[[T], R]
    items: Sequence[T]
    chunks: Sequence[range]
    numbers: Connection
    patience: int


def map_in_processes(  # noqa: PLR0913 - the manner of it, by name
    work: Callable[[T], R],
    items: Sequence[T],
    *,
    jobs: int,
    pays_from: int,
    chunk: int,
    shown: Callable[[T], str] = str,
    patient: bool = False,
) -> Iterator[R]:
    """Yield `work(item)` for each item, in order; in this process when there are fewer than `pays_from` items.

    Every process holds `work` with all that it refers to: where nothing else runs here it is born with that
    (fork), else it is sent there. Results come in chunks; what comes before its turn is held. Of Steps, each is
    done for a whole chunk before the next. Those that are `patient` let others go first where there are more
    processes than cores.
    Raises what `work` raised (ProblemsFound, Refusal); a Refusal naming the item when a process dies.
    """
    if jobs < 2 or len(items) < pays_from:
        yield from map(work, items)
        return
    spell = min(jobs * _SPELL, chunk * _NUMBERS)
    for start in range(0, len(items), spell):
        yield from _shared(work, items[start : start + spell], jobs, chunk, shown, _PATIENCE if patient else 0)


def _shared(
    work: Callable[[T], R], items: Sequence[T], jobs: int, chunk: int, shown: Callable[[T], str], patience: int
) -> Iterator[R]:
    # What is frozen is not looked at again by either side, so that less of it is copied.
    gc.freeze()
    chunks = list(portions(len(items), jobs, chunk))
    context = ForkContext() if can_fork() else SpawnContext()
    numbers, end = context.Pipe(duplex=False)
    os.write(end.fileno(), b"".join(number.to_bytes(_WIDTH, "big") for number in range(len(chunks))))
    end.close()
    workers: list[_Worker] = []
    for _ in range(min(jobs, len(chunks))):
        workers.append(_start(context, partial(_serve, _Shared(work, items, chunks, numbers, patience)), workers))
    numbers.close()
    try:
        yield from _in_order(workers, items, len(chunks), shown)
    finally:
        gc.unfreeze()
        for worker in workers:
            worker.results.close()
            worker.process.terminate()
            worker.process.join()


def portions(number: int, jobs: int, chunk: int) -> Iterator[range]:
    """Divide so many items into chunks of at most `chunk`.

    The last ones are small, so that in the end no process waits long for what another one is still at.
    """
    start = 0
    while start < number:
        end = min(number, start + min(chunk, max(_FEWEST, (number - start) // (2 * jobs))))
        yield range(start, end)
        start = end


def can_fork() -> bool:
    """Whether a process may be born with all that this one holds.

    Where threads run, a fork could copy a lock that nobody will ever open; on macOS the system's own
    libraries may run some.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def begin(process: BaseProcess) -> None:
    """Start a process that is not told to end (SIGTERM) before it calls `unblock_sigterm`.

    What a handler raises while Python completes a fork is ignored: the process would not know that it is to end.
    """
    before = pthread_sigmask(SIG_BLOCK, {SIGTERM})
    try:
        process.start()
    finally:
        pthread_sigmask(SIG_SETMASK, before)


def unblock_sigterm() -> None:
    """Let this process, which `begin` started, be told to end."""
    pthread_sigmask(SIG_UNBLOCK, {SIGTERM})


def _start(context: SpawnContext | ForkContext, serve: Callable[..., None], others: Sequence[_Worker]) -> _Worker:
    here, there = context.Pipe(duplex=False)
    at = context.RawValue(ctypes.c_int, 0)
    # A forked process has these too; while it has them, none would notice that the parent has gone.
    ours = [here, *(other.results for other in others)] if isinstance(context, ForkContext) else []
    process: BaseProcess = context.Process(target=serve, args=(there, at, ours), daemon=True)
    begin(process)
    there.close()
    return _Worker(process, here, at)


def _serve(shared: _Shared[T, R], results: Connection, at: ctypes.c_int, ours: Sequence[Connection]) -> None:
    """What a worker process does: one chunk after the other, until none is left or the parent has gone."""
    unblock_sigterm()
    for connection in ours:
        connection.close()
    if shared.patience:
        os.nice(shared.patience)
    bytes(_LARGE)
    try:
        # Whoever is free takes the next number: a read of so few bytes is never divided.
        while said := os.read(shared.numbers.fileno(), _WIDTH):
            number = int.from_bytes(said, "big")
            results.send((number, *_outcome(shared.work, shared.items, shared.chunks[number], at)))
        results.send((None, _DONE, None))
    except (BrokenPipeError, KeyboardInterrupt):
        return


def _outcome(work: Callable[[T], R], items: Sequence[T], part: range, at: ctypes.c_int) -> tuple[str, Any]:
    done: list[Any] = [items[number] for number in part]
    try:
        for step in work.steps if isinstance(work, Steps) else (work,):
            for place, number in enumerate(part):
                at.value = number  # so that it is known on what a process died
                done[place] = step(done[place])
    except (ProblemsFound, Refusal) as fault:
        return _FAILED, fault
    except Exception as fault:  # noqa: BLE001 - said by the parent: from here it would be a traceback on the screen
        last = traceback.extract_tb(fault.__traceback__)[-1]
        return _BROKEN, (at.value, f"{Path(last.filename).name}:{last.lineno}: {fault}")
    return _DONE, done


def _in_order(workers: Sequence[_Worker], items: Sequence[T], chunks: int, shown: Callable[[T], str]) -> Iterator[Any]:
    """Yield the results of all chunks, from the first to the last, as they come in from whoever had them."""
    at_work: dict[Any, _Worker] = {worker.results: worker for worker in workers}
    there: dict[int, tuple[str, Any]] = {}
    for number in range(chunks):
        while number not in there:
            for results in wait([*at_work]):
                found, outcome, result = _received(at_work[results], items, shown)
                if found is None:
                    del at_work[results]
                else:
                    there[found] = outcome, result
        yield from _checked(*there.pop(number), items, shown)


def _received(worker: _Worker, items: Sequence[T], shown: Callable[[T], str]) -> tuple[int | None, str, Any]:
    found: tuple[int | None, str, Any]
    try:
        found = worker.results.recv()
    except (EOFError, ConnectionResetError) as fault:
        raise Refusal(
            f"a process was ended from outside while it worked on {shown(items[worker.at.value])}",
            code=ExitCode.ENVIRONMENT,
            hint="perhaps the machine ran out of memory: close other programs, or build with --jobs 1",
        ) from fault
    return found


def _checked(outcome: str, found: Any, items: Sequence[T], shown: Callable[[T], str]) -> list[Any]:  # noqa: ANN401
    """Return the results of a chunk, or raise what came of it."""
    if outcome == _FAILED:
        raise found
    if outcome == _BROKEN:
        at, said = found
        raise Refusal(
            f"a fault in the program while it worked on {shown(items[at])} ({said})",
            code=ExitCode.CONTENT,
            hint="build with --jobs 1 --debug, which shows where it began",
        )
    return list(found)
