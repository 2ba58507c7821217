from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from press.parallel.aside import aside
from tests.tracked import ROOT


def test_another_process_does_the_work() -> None:
    """Asked in a process that has one thread for certain: here other tests may have left some."""
    asked = "int(aside(lambda: b'%d' % os.getpid())()) != os.getpid()"
    program = f"import os; from press.parallel.aside import aside; print({asked})"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert said.stdout == "True\n"


def test_much_comes_whole() -> None:
    assert aside(lambda: b"x" * 3_000_000)() == b"x" * 3_000_000


def test_where_that_process_ends_the_work_is_done_here() -> None:
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"done"

    assert aside(work)() == b"done"


def test_what_the_work_raises_is_raised_where_it_is_asked_for() -> None:
    result = aside(lambda: b"%d" % (1 // 0))
    with pytest.raises(ZeroDivisionError):
        result()


def test_where_threads_run_no_process_is_born() -> None:
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        assert aside(lambda: b"%d" % os.getpid())() == b"%d" % os.getpid()
    finally:
        end.set()
        other.join()
