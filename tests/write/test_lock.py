from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from press.model.problem import ExitCode, Refusal
from press.write.lock import output_lock
from tests.write.trees import contents, newspaper, pages

HOLD = """
import sys, time
from pathlib import Path
from press.write.lock import output_lock
with output_lock(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(output: Path, cache: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, output, cache], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_another_build_is_named_and_refused(tmp_path: Path) -> None:
    with holder(tmp_path / "site", tmp_path) as process:
        with (
            pytest.raises(Refusal) as caught,
            output_lock(tmp_path / "site", tmp_path, patience=0.1),
        ):
            pass
        process.kill()
    assert caught.value.code == ExitCode.ENVIRONMENT
    assert re.fullmatch(
        rf"{tmp_path}/site is being built: held by pid {process.pid} since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00\.",
        caught.value.message,
    )


def test_a_lock_left_by_a_killed_build_does_not_matter(tmp_path: Path) -> None:
    with holder(tmp_path / "site", tmp_path) as process:
        process.send_signal(signal.SIGKILL)
    with output_lock(tmp_path / "site", tmp_path, patience=0):
        (file,) = (tmp_path / "locks").iterdir()
        assert file.read_text().startswith(f"{os.getpid()} ")


def test_outputs_do_not_wait_for_each_other_but_their_links_do(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "link").symlink_to("site")
    with output_lock(tmp_path / "site", tmp_path):
        with output_lock(tmp_path / "preview", tmp_path, patience=0):
            pass
        with pytest.raises(Refusal), output_lock(tmp_path / "link", tmp_path, patience=0):
            pass


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache = tmp_path / "cache"
    cache.write_text("a file")
    with (
        output_lock(tmp_path / "site", cache),
        pytest.raises(Refusal),
        output_lock(tmp_path / "site", cache, patience=0),
    ):
        pass


def test_the_second_of_two_builds_waits(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    command = [sys.executable, "-m", "tests.write.runner", str(site), str(cache)]
    start = time.monotonic()
    builds = [subprocess.Popen([*command, version], stdout=subprocess.PIPE, text=True) for version in "1212"]
    said = [process.communicate()[0] for process in builds]
    assert [process.returncode for process in builds] == [0] * 4, said
    assert pages(site) in (newspaper(1), newspaper(2))
    assert not [path for path in contents(site) if path.endswith("/")]
    assert time.monotonic() - start < 60
