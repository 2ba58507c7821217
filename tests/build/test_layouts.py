"""Layouts examined beside this process are the same as here; where there is something to say of them, it is said."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from press.build.layouts import layouts_beside
from tests.sites import article, digests, site_at, write_site
from tests.tracked import ROOT

LAYOUT = "-- layouts/extra.html --\n{text}\n-- content/articles/2026-03-02-rent.md --\n" + article()


def built(root: Path, jobs: int) -> subprocess.CompletedProcess[str]:
    """Build from nothing by the command line, which alone has layouts examined beside it."""
    output = root / f"site {jobs}"
    command = [sys.executable, "build.py", "--clean", "--root", str(root), "--output", str(output), "--jobs", str(jobs)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


# In a process of its own: among the threads that other tests leave no process is forked.
BESIDE = """
import sys
from dataclasses import replace
from pathlib import Path
from press.build.layouts import layout_texts, layouts_beside
from press.read.folder import read_layers
from press.render.layouts import load_layouts, unpacked_layouts
from tests.sites import site_at
site = replace(site_at(Path(sys.argv[1])), jobs=2)
here = load_layouts(layout_texts(read_layers(site.layouts)), {})
with layouts_beside(site) as examined:
    found = unpacked_layouts(examined())
assert found == here
assert found.codes.keys() == here.codes.keys()
assert all(found.codes[name].co_code == code.co_code for name, code in here.codes.items())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are born with what is held on Linux only")
def test_they_are_what_is_found_here(tmp_path: Path) -> None:
    write_site(tmp_path, article())
    subprocess.run([sys.executable, "-c", BESIDE, str(tmp_path)], cwd=ROOT, check=True, timeout=60)


def test_nobody_examines_what_is_not_wanted(tmp_path: Path) -> None:
    site = replace(site_at(write_site(tmp_path, article())), jobs=2)
    with layouts_beside(site, wanted=False) as examined:
        assert examined() is None
    with layouts_beside(replace(site, jobs=1)) as examined:
        assert examined() is None


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
