"""Work beside this process: its bytes when they are wanted, none where the work failed, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import active_children

import pytest

from press.parallel.background import background_process, waiting_process
from press.parallel.pool import map_in_processes
from tests.tracked import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are born with what is held on Linux only")


def killed() -> list[bytes]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def forever() -> list[bytes]:
    while True:  # never one long wait: a signal that comes just before it would be heard only after it
        time.sleep(0.02)


def broken() -> list[bytes]:
    raise ZeroDivisionError("nothing to share")


# A build from the command line ends what it has begun when it is told to; the process on an errand inherits that.
TOLD_AT_ONCE = """
import signal, time
from press.parallel.background import background_process, waiting_process
def end(number, frame):
    raise SystemExit(128 + number)
def work(*_):
    while True:
        time.sleep(0.02)
signal.signal(signal.SIGTERM, end)
for _ in range(200):
    with background_process(work), waiting_process(work):
        pass
"""

KILLED = """
import os, signal
from press.parallel.background import background_process
with background_process(lambda: [b"x" * 1_000_000]):
    os.kill(os.getpid(), signal.SIGKILL)
"""

KILLED_SILENT = """
import os, signal
from press.parallel.background import waiting_process
with waiting_process(lambda told: told):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("program", [KILLED, KILLED_SILENT])
def test_it_ends_when_the_one_that_started_it_was_killed(program: str) -> None:
    """It notices that nobody takes its answers any more, or tells it anything."""
    started = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    said, _ = started.communicate(timeout=60)  # until the last that holds the other end has ended
    assert (said, started.returncode) == (b"", -signal.SIGKILL)


def test_the_bytes_come_from_another_process() -> None:
    with background_process(lambda: [str(os.getpid()).encode()]) as wait:
        found = wait()
    assert found is not None
    assert int(found) != os.getpid()


def test_more_bytes_come_than_a_pipe_holds() -> None:
    with background_process(lambda: [bytes(5_000_000)]) as wait:
        assert wait() == bytes(5_000_000)


def test_the_process_may_share_its_work() -> None:
    def work() -> Iterator[bytes]:
        yield bytes(map_in_processes(abs, range(-50, 50), jobs=2, pays_from=2, chunk=10))

    with background_process(work) as wait:
        assert wait() == bytes(map(abs, range(-50, 50)))


def test_answers_come_as_they_are_given_and_none_is_the_last() -> None:
    asked, told = os.pipe()

    def work() -> Iterator[bytes]:
        yield b"first"
        yield os.read(asked, 1)

    with background_process(work) as wait:
        assert wait() == b"first"  # the second cannot be there yet
        os.write(told, b"2")
        assert (wait(), wait(), wait()) == (b"2", None, None)
    for end in (asked, told):
        os.close(end)


def test_answers_are_there_when_the_process_has_ended_long_ago() -> None:
    with background_process(lambda: [bytes(1_000_000), b"2"]) as wait:
        for process in active_children():
            process.join(timeout=60)
        assert not active_children()
        assert (wait(), wait(), wait()) == (bytes(1_000_000), b"2", None)


def test_one_that_waits_does_its_work_with_what_it_is_told() -> None:
    with waiting_process(lambda told: [b"".join(told), str(len(told)).encode()]) as errand_:
        errand_.tell([b"a" * 100_000, b"", b"b"])
        assert (errand_.wait(), errand_.wait()) == (b"a" * 100_000 + b"b", b"3")


def test_one_that_has_gone_is_told_in_vain() -> None:
    with waiting_process(lambda told: killed()) as errand_:
        for process in active_children():
            process.kill()
            process.join(timeout=60)
        errand_.tell([bytes(1_000_000)])
        assert errand_.wait() is None


def test_one_that_is_never_told_anything_ends_with_the_block() -> None:
    with waiting_process(lambda told: told):
        assert active_children()
    assert not active_children()


@pytest.mark.parametrize("work", [killed, broken])
def test_work_that_fails_gives_nothing(work: Callable[[], Iterable[bytes]]) -> None:
    with background_process(work) as wait:
        assert wait() is None


def test_nothing_is_left_of_an_errand_that_nobody_waits_for() -> None:
    with background_process(forever):
        assert active_children()
    assert not active_children()


def test_it_ends_even_when_it_is_told_to_before_it_has_begun() -> None:
    subprocess.run([sys.executable, "-c", TOLD_AT_ONCE], cwd=ROOT, check=True, timeout=60)
