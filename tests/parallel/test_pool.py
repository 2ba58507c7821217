"""Work in several processes: results in order, and the item named on which a process ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from press.model.problem import ExitCode, Place, Problem, ProblemsFound, Refusal
from press.parallel import pool
from press.parallel.pool import map_in_processes
from tests.tracked import ROOT


def doubled(fatal: str, number: int) -> int:
    if number == 33:
        if fatal == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if fatal == "broken":
            raise ZeroDivisionError("nothing to share")
        if fatal == "mistaken":
            raise ProblemsFound([Problem(Place("a.md", 3), "it is wrong")])
    return 2 * number


def named(number: int) -> str:
    return f"content/articles/p{number}.md"


def done(fatal: str) -> Iterator[int]:
    return map_in_processes(partial(doubled, fatal), range(100), jobs=3, pays_from=2, chunk=10, shown=named)


@pytest.fixture(params=["fork", "spawn"])
def birth(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let processes be born with all that this one holds, or, where threads run, be sent it."""
    ended = threading.Event()
    if request.param == "spawn":
        threading.Thread(target=ended.wait, daemon=True).start()
    yield request.param
    ended.set()


def large(_: int) -> bytes:
    return b"x" * 100_000


KILLED = """
import os, signal
from press.parallel.pool import map_in_processes
from tests.parallel.test_pool import large
results = map_in_processes(large, range(100), jobs=3, pays_from=2, chunk=1)
next(results)  # kept by its name: a generator that nothing refers to ends its workers itself
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_when_the_one_that_started_them_was_killed() -> None:
    """They notice it by their results, which nobody takes any more.

    In a process of its own, which has one thread for certain: what is forked where others run may wait for ever.
    """
    started = subprocess.Popen([sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE)
    said, _ = started.communicate(timeout=60)  # until the last that holds the other end has ended
    assert said == b""
    assert started.returncode == -signal.SIGKILL


def test_results_come_in_order(birth: str) -> None:
    assert list(done("")) == [2 * number for number in range(100)]


@pytest.mark.parametrize(("number", "jobs", "chunk"), [(1, 2, 40), (100, 2, 40), (1_000, 3, 40), (12, 4, 1)])
def test_chunks_grow_smaller_towards_the_end(number: int, jobs: int, chunk: int) -> None:
    sizes = [len(part) for part in pool.portions(number, jobs, chunk)]
    assert [n for part in pool.portions(number, jobs, chunk) for n in part] == [*range(number)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] <= chunk
    assert sizes[-1] <= 5


def slow_at_first(number: int) -> tuple[int, int]:
    time.sleep(0.01 if number else 1.5)
    return number, os.getpid()


def pid_at(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_a_process_is_replaced_at_the_end_of_its_lifetime(birth: str) -> None:
    found = list(map_in_processes(pid_at, range(100), jobs=2, pays_from=2, chunk=10, worker_lifetime=20))
    assert [number for number, _ in found] == [*range(100)]
    first, second, third = ({pid for _, pid in found[start : start + 40]} for start in (0, 40, 80))
    assert not first & second
    assert not third & (first | second | {os.getpid()})


def test_a_free_process_takes_the_next_chunk(birth: str) -> None:
    """Where the first item takes long, one process does that alone, and the other one all the rest."""
    found = list(map_in_processes(slow_at_first, range(40), jobs=2, pays_from=2, chunk=2))
    assert [number for number, _ in found] == [*range(40)]
    assert found[0][1] not in {pid for _, pid in found[2:38]}


@pytest.mark.parametrize(
    ("fatal", "code", "words"),
    [
        ("killed", ExitCode.ENVIRONMENT, "a process was ended from outside while it worked on content/articles/p33.md"),
        ("broken", ExitCode.CONTENT, r"while it worked on content/articles/p33.md \(test_pool.py:\d+: nothing to"),
    ],
)
def test_the_item_is_named_on_which_a_process_ended(birth: str, fatal: str, code: ExitCode, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        list(done(fatal))
    assert refused.value.code is code
    assert refused.value.hint


def test_mistakes_come_home_as_they_are(birth: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        list(done("mistaken"))
    assert [str(problem.place) for problem in found.value.problems] == ["a.md:3"]


# A build from the command line ends what it has begun when it is told to; its workers inherit that.
TOLD_AT_ONCE = """
import signal, time
from press.parallel.pool import map_in_processes
def end(number, frame):
    raise SystemExit(128 + number)
def work(number):
    while number:  # never one long wait: a signal that comes just before it would be heard only after it
        time.sleep(0.02)
signal.signal(signal.SIGTERM, end)
for _ in range(200):
    results = map_in_processes(work, range(4), jobs=2, pays_from=2, chunk=1)
    next(results)
    results.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are born with what is held on Linux only")
def test_a_worker_ends_even_when_it_is_told_to_before_it_has_begun() -> None:
    ended = subprocess.run([sys.executable, "-c", TOLD_AT_ONCE], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert ended.stderr == b""
