"""Any number of processes builds the same site, and reports the same mistakes in layouts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import article, digests, write_site
from tests.tracked import ROOT

LAYOUT = "-- layouts/extra.html --\n{text}\n-- content/articles/2026-03-02-rent.md --\n" + article()


def built(root: Path, jobs: int) -> subprocess.CompletedProcess[str]:
    """Build from nothing by the command line."""
    output = root / f"site {jobs}"
    command = [sys.executable, "build.py", "--clean", "--root", str(root), "--output", str(output), "--jobs", str(jobs)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_any_number_of_processes_gives_the_same_site(tmp_path: Path) -> None:
    write_site(tmp_path, LAYOUT.format(text="{{ site.title }}"))
    for jobs in (1, 2):
        assert built(tmp_path, jobs).returncode == 0
    assert digests(tmp_path / "site 1") == digests(tmp_path / "site 2")


@pytest.mark.parametrize("text", ["{% if %}", "{% include name %}", '{% include "gone.html" %}', "{{ x | safe }}"])
def test_what_is_to_be_said_of_a_layout_is_said_by_any_number_of_processes(tmp_path: Path, text: str) -> None:
    write_site(tmp_path, LAYOUT.format(text=text))
    one, two = built(tmp_path, 1), built(tmp_path, 2)
    assert "layouts/extra.html" in one.stderr
    assert (two.returncode, two.stderr) == (one.returncode, one.stderr)
