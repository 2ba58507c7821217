"""How a preview begins and ends: ports, warnings, signals, options."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from press.cli.preview import installed_editor
from press.serve.change_signal import ChangeSignal
from press.serve.inputs import Tree
from press.serve.watches import Watches
from tests.serve.previews import running, say
from tests.sites import article, write_site
from tests.tracked import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", f"-- content/articles/2026-03-02-rent.md --\n{article('Rent')}")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_at_once_and_cleanly(root: Path, number: int, code: int) -> None:
    with running(root) as preview, socket.create_connection(("127.0.0.1", preview.port)) as stream:
        stream.sendall(
            f"GET /.press/events?page=/ HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
            "Sec-Fetch-Site: same-origin\r\n\r\n".encode()
        )
        assert stream.recv(100)
        started = time.monotonic()
        preview.process.send_signal(number)
        assert preview.process.wait(60) == code
        assert time.monotonic() - started < 10
    assert preview.errors == []
    assert len(preview.lines) == 2


def test_it_ends_at_once_in_the_middle_of_a_build(tmp_path: Path) -> None:
    pieces = "".join(f"-- content/articles/p{n}.md --\n{article(f'P{n}', body='Rent. ' * 300)}" for n in range(300))
    root = write_site(tmp_path, pieces)
    with running(root, built=False) as preview:
        preview.expect(lambda: "The section is being built" in preview.text("/"))
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(60) == 0
    assert preview.errors == []
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(root), "--quiet"]
    assert subprocess.run(command, check=False).returncode == 0


def test_a_port_in_use_gives_the_next(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(root, "--port", str(port)) as preview:
            assert preview.port > port
            assert preview.errors == [f"note: port {port} is in use; the preview is at port {preview.port}"]


def test_an_address_that_is_not_ours_is_refused(root: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--host", "203.0.113.9"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert done.stderr.startswith("build.py: the preview cannot listen at 203.0.113.9, port 8000: ")


@pytest.mark.parametrize(
    "words", [["--editor", "ed"], ["--editor", "javascript:{path}"], ["--port", "x"], ["--output", "y"], ["--drafts"]]
)
def test_options_that_make_no_sense_end_with_2(root: Path, words: list[str]) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_who_listens_to_all_is_warned(root: Path) -> None:
    with running(root, "--host", "0.0.0.0") as preview:
        assert preview.errors[0].startswith("note: whoever reaches this machine by a name given with --allow-host")
        assert preview.get("/opinion/")[0] == 200


def test_quiet_verbose_and_the_browser(root: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    env = {"BROWSER": f"{browser} %s"}
    with running(root, "--open", "--verbose", "--base-url", "https://example.org/other/", env=env) as preview:
        preview.expect(opened.exists)
        preview.expect(lambda: opened.read_text().strip() == preview.address)
        preview.expect(lambda: "  index.html: new page" in preview.lines)
        assert preview.get("/other/")[0] == 200
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--port", str(port), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while b" 200 " not in answer_at(port):  # built, with nothing said that could be waited for
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == (b"", b"")


def answer_at(port: int) -> bytes:
    with contextlib.suppress(ConnectionRefusedError):
        return say(port, f"GET /opinion/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return b""


class _NoMore(BaseObserver):
    """An observer of a system whose limit is reached."""

    def __init__(self) -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")


def test_where_the_system_tells_nothing_the_files_are_looked_at_instead(tmp_path: Path) -> None:
    notes: list[str] = []
    watches = Watches([Tree(str(tmp_path))], ChangeSignal(), notes.append, make_observer=_NoMore)
    watches.start()
    watches.start()
    assert not watches.alive
    assert notes == [
        "the system does not tell of changes (inotify instance limit reached); "
        "the files are looked at every second instead"
    ]


def test_a_preview_without_events_sees_every_save(root: Path) -> None:
    """With no inotify instance left for this user: a limit of the kernel, set for this process alone."""
    limit = Path("/proc/sys/user/max_inotify_instances")
    if not limit.exists() or subprocess.run(["unshare", "-rU", "true"], capture_output=True, check=False).returncode:
        pytest.skip("NOT CHECKED: this system does not let a test lower the limit of inotify")
    script = f'echo 0 > {limit}; exec "$@"'
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--port", "0"]
    process = subprocess.Popen(
        ["unshare", "-rU", "sh", "-c", script, "sh", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stdout is not None
    try:
        assert "the files are looked at every second instead" in process.stderr.readline()
        process.stdout.readline()
        process.stdout.readline()
        (root / "content/articles/2026-03-02-rent.md").write_text(article("Rent", body="Seen."))
        assert "rent.md: " in process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("programs", "editor"), [(("code",), "vscode"), (("idea",), "idea"), (("idea", "code"), "vscode")]
)
def test_the_editor_that_is_installed_opens_files(
    programs: tuple[str, ...], editor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in programs:
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed_editor() == editor
