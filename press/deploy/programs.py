"""Command line of another program -> what it printed, or a refusal in words. git, rsync and ssh are run here."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from press.deploy.target import incomplete
from press.model.problem import ExitCode, Refusal

HOURS_SECONDS = 4 * 3600  # a guard against hanging, and no measure of how long a deployment takes
PAUSES = (2.0, 8.0)  # seconds before the second try and the third


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended: its exit code, what it printed, and its last words."""

    code: int
    output: bytes
    words: str


def run(
    command: Sequence[str],
    *,
    data: bytes = b"",
    cwd: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """Run a program to its end. Raises Refusal (ENVIRONMENT) where it is not installed."""
    settings = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(environ or {})}
    try:
        done = subprocess.run(
            command, input=data, cwd=cwd, env=settings, capture_output=True, check=False, timeout=HOURS_SECONDS
        )
    except FileNotFoundError as missing:
        message = f"this target needs the program {command[0]}, which is not installed"
        raise Refusal(message, code=ExitCode.ENVIRONMENT) from missing
    except subprocess.TimeoutExpired as late:
        raise incomplete(f"{command[0]} did not end in {HOURS_SECONDS // 3600} hours") from late
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return Ran(done.returncode, done.stdout, "\n".join(lines[-5:]))


def patiently(attempt: Callable[[], Ran], passing: Callable[[Ran], bool]) -> Ran:
    """Run something up to three times, as long as its failure may pass by itself."""
    for pause in PAUSES:
        ran = attempt()
        if ran.code == 0 or not passing(ran):
            return ran
        time.sleep(pause)
    return attempt()
