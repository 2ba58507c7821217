"""The repository -> the files that are, or would be, in git."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths from the root, sorted: what git holds, and new files that it does not ignore.

    Skips the test where this is no checkout (an unpacked archive has no list of its files).
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    except FileNotFoundError:
        pytest.skip("git is not here, so nobody can say which files are the repository's")
    if done.returncode:
        pytest.skip(f"this is no checkout: {done.stderr.strip()}")
    return tuple(sorted(path for path in set(done.stdout.split("\0")) if path and (ROOT / path).is_file()))
