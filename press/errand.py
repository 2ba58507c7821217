"""Work -> its answers later, as bytes: done by a process beside this one, which goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext
from multiprocessing.process import BaseProcess

from press.processes import begin, heed


@contextmanager
def errand(work: Callable[[], Iterable[bytes]]) -> Iterator[Callable[[], bytes | None]]:
    """Start a process that does `work`, and give what waits for its next answer: None where there is none, or no more.

    Only where `can_fork` says so. The process is born with all that this one holds, and may start others. It is ended
    with the block, whether or not anybody waited for it.
    """
    context = ForkContext()
    here, there = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_run, args=(here, there, work))
    begin(process)
    there.close()
    try:
        yield lambda: _received(here)
    finally:
        here.close()
        process.terminate()
        process.join()


def _run(parents: Connection, results: Connection, work: Callable[[], Iterable[bytes]]) -> None:
    parents.close()  # else this process would not notice that its parent has gone, and wait for it for ever
    heed()
    try:
        for answer in work():
            results.send_bytes(answer)
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - who waits does the work again, and says what is wrong
        return


def _received(results: Connection) -> bytes | None:
    try:
        return results.recv_bytes()
    except (EOFError, OSError):
        return None
