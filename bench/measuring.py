"""A command -> the seconds that it takes, by the clock and of processors, or the most memory that its processes hold.

Seconds and memory come from runs of their own: looking at memory takes processor time from what is looked at.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

EVERY = 0.02  # seconds between two looks at memory
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to run: a command, the folder it runs in, and what its environment has besides ours."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds by the clock, and seconds that processors worked: of all processes together, the system's work too."""

    clock: float
    processor: float


class RunFailed(Exception):
    """A command that did not end well; the message holds the end of what it printed."""


def seconds_of(run: BuildRequest) -> Timing:
    """Return the seconds that `run` takes. Raises RunFailed."""
    os.sync()  # what an earlier run wrote must not be written to the disk on this one's time
    with tempfile.TemporaryFile() as said:
        worked, started = _worked(), time.perf_counter()
        process = _start(run, said)
        process.wait()
        taken = Timing(time.perf_counter() - started, _worked() - worked)
        _check(run, process, said)
    return taken


def peak_of(run: BuildRequest) -> int | None:
    """Return the most bytes that `run` and its children held at one time; None where there is no /proc.

    Memory that several processes share counts once (PSS), where the system tells. Processes are read one after the
    other: when one ends meanwhile, a part of what it shared may count twice for that look. Raises RunFailed.
    """
    most = 0
    with tempfile.TemporaryFile() as said:
        process = _start(run, said)
        while process.poll() is None:
            most = max(most, sum(map(_bytes_of, _with_children(process.pid))))
            time.sleep(EVERY)
        _check(run, process, said)
    return most or None


def _worked() -> float:
    """Return the seconds of processors that all processes took which we started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _start(run: BuildRequest, said: IO[bytes]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **run.environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # where that is set Python compiles its programs for every run
    return subprocess.Popen(
        run.command, cwd=run.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
    )


def _check(run: BuildRequest, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    if process.returncode:
        said.seek(0)
        end = said.read().decode(errors="replace")[-2000:]
        raise RunFailed(f"{' '.join(run.command)}\nended with {process.returncode}:\n{end}")


def _with_children(process: int) -> list[int]:
    """Return a process with all that descend from it, as far as they are still there."""
    found = [process]
    for one in found:
        try:
            for listed in (_PROC / str(one) / "task").glob("*/children"):
                found += [int(child) for child in listed.read_text().split()]
        except OSError:
            continue  # it has just ended
    return found


def _bytes_of(process: int) -> int:
    try:
        for line in (_PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return _resident(process)
    return 0


def _resident(process: int) -> int:
    """Return what a process holds, shared memory counted in each one, where nothing better is told."""
    try:
        return int((_PROC / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0  # it has just ended
