"""The real command in a process of its own, and a section for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.sites import article, write_site
from tests.tracked import ROOT

RUN = (sys.executable, str(ROOT / "build.py"))
NOW = "2026-11-23T12:00:00+00:00"


def run(root: Path, *words: str, before: tuple[str, ...] = (), **env: str) -> subprocess.CompletedProcess[str]:
    """Build the section at `root`; `before` stands in front of the command, such as `setpriv ...`."""
    command = [*before, *RUN, *(words or ("build",)), "--root", str(root), "--now", NOW]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **env}, errors="replace"
    )


def section(root: Path, pieces: int = 1, words: int = 60, mark: str = "") -> Path:
    """Write a section of so many pieces, each with a text of so many words; `mark` stands in every text."""
    text = " ".join(f"word{n % 97}" for n in range(words))
    files = "".join(
        f"-- content/articles/2026-03-{n % 28 + 1:02}-p{n}.md --\n"
        + article(f"Piece {n}", f"2026-03-{n % 28 + 1:02}", f"{text}\n\n{mark} {n}", dek="A dek.", topics=f"[t{n % 7}]")
        for n in range(pieces)
    )
    return write_site(root, files)


def is_clean(done: subprocess.CompletedProcess[str], code: int) -> bool:
    """Whether a command ended with this code, said why, and showed nothing of its inside."""
    told = bool(done.stderr.strip()) or code == 0
    return done.returncode == code and told and "Traceback" not in done.stderr and "a fault in" not in done.stderr
