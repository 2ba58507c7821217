from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from press.model.manifest import STAGING
from press.model.problem import ExitCode, Refusal
from press.write.staging import Staging
from tests.write.trees import build, contents, newspaper, pages

PRIVATE = ["unshare", "--map-root-user", "--mount"]
HAS_MOUNTS = (
    shutil.which("unshare") is not None
    and subprocess.run([*PRIVATE, "mount", "-t", "tmpfs", "tmpfs", "/tmp"], check=False, capture_output=True).returncode
    == 0
)
needs_mounts = pytest.mark.skipif(not HAS_MOUNTS, reason="needs `unshare --map-root-user --mount` with mount(8)")


def with_mount(mount: str, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with `command` where the shell line `mount` has changed what `folder` ($0) is."""
    script = f'{mount} && exec "$@"'
    return subprocess.run(
        [*PRIVATE, "sh", "-c", script, str(folder), sys.executable, *command],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "TMPDIR": str(folder.parent)},
    )


@needs_mounts
@pytest.mark.parametrize("cache", ["disk/cache", "cache"])
def test_a_full_disk_at_every_limit(tmp_path: Path, cache: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = with_mount(
        'mount -t tmpfs -o size=64m tmpfs "$0"', disk, "-m", "tests.write.small_disk", str(disk), str(tmp_path / cache)
    )
    assert done.returncode == 0, done.stderr
    tries: list[dict[str, Any]] = json.loads(done.stdout)
    assert all(each["good"] and each["seconds"] < 30 for each in tries)
    *refused, last = tries
    assert len(refused) > 10
    assert last["code"] == 0
    where = re.escape(str(tmp_path))
    for each in refused:
        assert each["code"] == ExitCode.ENVIRONMENT
        assert re.fullmatch(rf"The disk is full: this build needs about \d+ MB in {where}/disk\S*\.", each["message"])


@needs_mounts
def test_a_cache_on_a_full_disk(tmp_path: Path) -> None:
    disk, site = tmp_path / "disk", tmp_path / "site"
    disk.mkdir()
    build(site, tmp_path / "cache", newspaper(1))
    before = contents(site)
    done = with_mount(
        'mount -t tmpfs -o size=4k,nr_inodes=9 tmpfs "$0"',
        disk,
        "-m",
        "tests.write.runner",
        str(site),
        str(disk / "cache"),
        "2",
    )
    assert done.returncode == ExitCode.ENVIRONMENT, done.stderr
    assert f"The disk is full: this build needs about 1 MB in {disk}/cache." in done.stdout
    assert contents(site) == before


@needs_mounts
def test_an_output_on_a_disk_that_is_read_only(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", newspaper(1))
    before = contents(site)
    read_only = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
    run = ("-m", "tests.write.runner", str(site), str(tmp_path / "cache"))
    done = with_mount(read_only, site, *run, "2")
    assert done.returncode == ExitCode.ENVIRONMENT, done.stderr
    assert f"refused 3: {site}/{STAGING} is on a disk that is read-only." in done.stdout
    assert contents(site) == before
    assert "written 0" in with_mount(read_only, site, *run, "1").stdout


@needs_mounts
def test_a_cache_on_a_disk_that_is_read_only(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, newspaper(1))
    stored = contents(cache)
    done = with_mount(
        'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"',
        cache,
        "-m",
        "tests.write.runner",
        str(site),
        str(cache),
        "2",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert pages(site) == newspaper(2)
    assert contents(cache) == stored


@needs_mounts
def test_a_folder_of_the_output_that_is_another_disk(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, newspaper(1))
    before = contents(site)
    done = with_mount(
        'mount -t tmpfs tmpfs "$0"', site / "pieces", "-m", "tests.write.runner", str(site), str(cache), "2"
    )
    assert f"refused 3: {site}/pieces is on another disk than the rest of its folder." in done.stdout
    assert contents(site) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")
def test_an_output_that_is_somebody_elses() -> None:
    # Not pytest's own folder, which nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        site = Path(folder, "site")
        build(site, Path(folder, "cache"), newspaper(1))
        before = contents(site)
        hear, say = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.setgroups([])
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
                build(site, Path(folder, "its own cache"), newspaper(2))
            except Refusal as refusal:
                os.write(say, refusal.message.encode())
                os._exit(refusal.code)
            finally:
                os._exit(0)
        os.close(say)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(hear) as said:
            assert said.read() == f"{site}/{STAGING} may not be written."
        assert os.waitstatus_to_exitcode(status) == ExitCode.ENVIRONMENT
        assert contents(site) == before


def test_too_many_open_files(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Staging(tmp_path / "site") as staging:
        staging.put(b"one")
        next_handle = os.dup(0)
        os.close(next_handle)
        resource.setrlimit(resource.RLIMIT_NOFILE, (next_handle, hard))
        try:
            with pytest.raises(Refusal, match=rf"{STAGING}/\d+-2 cannot be opened: too many files are open.") as caught:
                staging.put(b"two")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert caught.value.code == ExitCode.ENVIRONMENT
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("output", ["/proc/press/site", "/dev/null/site"])
def test_an_output_where_no_folder_can_be_made(tmp_path: Path, output: str) -> None:
    with pytest.raises(Refusal) as caught, Staging(Path(output)) as staging:
        staging.put(b"data")
    assert caught.value.code == ExitCode.ENVIRONMENT
    assert str(Path(output).parent) in caught.value.message


def test_the_staging_folder_may_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").write_text("mine")
    (tmp_path / "site" / STAGING).symlink_to("../elsewhere")
    before = contents(tmp_path)
    with pytest.raises(Refusal, match="is a link; that name is kept for builds") as caught:
        build(tmp_path / "site", tmp_path / "cache", newspaper(1))
    assert caught.value.code == ExitCode.USAGE
    shutil.rmtree(tmp_path / "cache")
    assert contents(tmp_path) == before


def test_nothing_is_made_before_there_is_something_to_stage(tmp_path: Path) -> None:
    with Staging(tmp_path / "site"):
        assert not (tmp_path / "site").exists()


def test_folders_made_for_a_swap_that_never_comes_go_again(tmp_path: Path) -> None:
    with Staging(tmp_path / "site") as staging:
        staging.put(b"data")
        staging.make_folders(["a/b", "a", "c"])
        assert (tmp_path / "site" / "a" / "b").is_dir()
        (tmp_path / "site" / "c" / "theirs").write_text("somebody was quick")
    assert contents(tmp_path) == {"site/c/theirs": b"somebody was quick"}
