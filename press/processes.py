"""Work and items -> results in order, by several processes when it pays; the data goes there without being copied."""

from __future__ import annotations

import gc
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from press.model.problem import ExitCode, ProblemsFound, Refusal

T = TypeVar("T")
R = TypeVar("R")
_FAILED, _BROKEN, _BEGUN, _DONE = "failed", "broken", "begun", "done"


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
    # What is frozen is not looked at again by either side, so that less of it is copied.
    gc.freeze()
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    context = ForkContext() if can_fork() else SpawnContext()
    workers = [_start(context, work, chunks[number::jobs]) for number in range(min(jobs, len(chunks)))]
    try:
        for number, part in enumerate(chunks):
            yield from _received(workers[number % len(workers)][1], part, shown)
    finally:
        gc.unfreeze()
        for process, connection in workers:
            connection.close()
            process.terminate()
            process.join()


def can_fork() -> bool:
    """Whether a process may be born with all that this one holds.

    Where threads run, a fork could copy a lock that nobody will ever open; on macOS the system's own
    libraries may run some.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _start(
    context: SpawnContext | ForkContext, work: Callable[[T], R], chunks: Sequence[Sequence[T]]
) -> tuple[BaseProcess, Connection]:
    here, there = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_serve, args=(there, work, chunks), daemon=True)
    process.start()
    there.close()
    return process, here


def _serve(connection: Connection, work: Callable[[T], R], chunks: Sequence[Sequence[T]]) -> None:
    """What a worker process does: its chunks, one after the other, until they are done or the parent has gone."""
    try:
        for part in chunks:
            try:
                connection.send((_DONE, [_announced(work, part, number, connection) for number in range(len(part))]))
            except (ProblemsFound, Refusal) as fault:
                connection.send((_FAILED, fault))
                return
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except Exception as fault:  # noqa: BLE001 - said by the parent: from here it would be a traceback on the screen
        last = traceback.extract_tb(fault.__traceback__)[-1]
        connection.send((_BROKEN, f"{Path(last.filename).name}:{last.lineno}: {fault}"))


def _announced(work: Callable[[T], R], part: Sequence[T], number: int, connection: Connection) -> R:
    """Do one item; its number goes ahead, so that it is known on what a process died."""
    connection.send((_BEGUN, number))
    return work(part[number])


def _received(connection: Connection, part: Sequence[T], shown: Callable[[T], str]) -> Iterator[R]:
    found: Any = 0
    outcome, at = _BEGUN, 0
    try:
        while outcome == _BEGUN:
            at = found
            outcome, found = connection.recv()
    except (EOFError, ConnectionResetError) as fault:
        raise Refusal(
            f"a process was ended from outside while it worked on {shown(part[at])}",
            code=ExitCode.ENVIRONMENT,
            hint="perhaps the machine ran out of memory: close other programs, or build with --jobs 1",
        ) from fault
    if outcome == _BROKEN:
        raise Refusal(
            f"a fault in the program while it worked on {shown(part[at])} ({found})",
            code=ExitCode.CONTENT,
            hint="build with --jobs 1 --debug, which shows where it began",
        )
    if outcome == _FAILED:
        raise found
    yield from found
