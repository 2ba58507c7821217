from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.generators import PRESS, write_sites
from bench.measuring import BuildRequest, RunFailed, peak_of, seconds_of
from bench.rounds import Figures, measure, one_edit

MB = 1_000_000
has_pss = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system tells no PSS")
# Holds 80 MB, and shares them with two children that hold 40 MB each of their own, all at the same time.
FAMILY = """
import os, time
held = bytearray(b"x") * 80_000_000
heard, ready = os.pipe()
wait, go = os.pipe()
for _ in range(2):
    if os.fork() == 0:
        os.close(go)
        own = bytearray(b"x") * 40_000_000
        os.write(ready, b".")
        os.read(wait, 1)  # ends when the parent closes its end
        os._exit(0)
assert os.read(heard, 1) + os.read(heard, 1) == b".."
time.sleep(0.5)
os.close(go)
for _ in range(2):
    os.wait()
"""


def python(code: str) -> BuildRequest:
    return BuildRequest([sys.executable, "-c", code], Path.cwd(), {"PYTHONDONTWRITEBYTECODE": "1"})


def test_seconds_are_those_of_the_command() -> None:
    slept = seconds_of(python("import time; time.sleep(0.3)"))
    assert 0.3 < slept.clock < 30
    assert slept.processor < 0.3


def test_seconds_of_processors_are_those_of_all_processes() -> None:
    busy = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    both = f"import os, time\nchild = os.fork()\n{busy}\nchild and os.wait()"
    assert 0.4 <= seconds_of(python(both)).processor < 4


@has_pss
def test_memory_is_that_of_all_processes_and_what_they_share_counts_once() -> None:
    peak = peak_of(python(FAMILY))
    assert peak is not None
    assert 160 * MB < peak < 250 * MB  # all that each one sees, added up: 320 MB and Python's own


def test_a_command_that_fails_is_not_a_figure() -> None:
    broken = python("import sys; print('no such layout'); sys.exit(3)")
    for look in (seconds_of, peak_of):
        with pytest.raises(RunFailed, match=r"ended with 3:\n.*no such layout"):
            look(broken)


def test_the_environment_of_a_run_comes_on_top_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OURS", "1")
    code = "import os, sys; sys.exit(not (os.environ['OURS'] == '1' and os.environ['ITS'] == '2'))"
    assert seconds_of(BuildRequest([sys.executable, "-c", code], Path.cwd(), {"ITS": "2"})).clock > 0


def test_an_edit_changes_one_text_and_is_taken_back(tmp_path: Path) -> None:
    root = write_sites([PRESS], 2, tmp_path)[PRESS.name]
    file = PRESS.path("piece-000001", root)
    before = file.read_text(encoding="utf-8")
    with one_edit(file):
        front, _, text = file.read_text(encoding="utf-8").rpartition("\n---\n")
        assert before.startswith(front)
        assert "This sentence came later." in text
    assert file.read_text(encoding="utf-8") == before


def test_a_round_builds_cold_then_again_then_after_an_edit(tmp_path: Path) -> None:
    roots = write_sites([PRESS], 8, tmp_path)
    said: list[str] = []
    (found,) = measure(roots, [PRESS], 8, programs=tmp_path, rounds=1, tell=said.append)
    assert isinstance(found, Figures)
    assert 0 < found.unchanged < found.cold
    assert found.unchanged < found.edited
    assert found.files == sum(path.is_file() for path in (roots["press"] / "site").rglob("*"))
    assert found.peak is None or found.peak > 20 * MB
    assert [line.partition(":")[0] for line in said] == ["8 pieces, round 1 of 1, press"]
