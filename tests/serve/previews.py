"""A site's folder -> its preview, running: `python build.py serve` as a writer starts it."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.tracked import ROOT

GUARD = 60.0  # seconds: only a hanging preview takes so long
ROUND = re.compile(r"^\d\d:\d\d:\d\d  (?:(?P<what>.*): )?(?P<pages>\d+) pages? of (?P<all>\d+)")


@dataclass
class Preview:
    """A running preview: its lines as they come, its address, and ways to ask it."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+/", "\n".join(self.lines))
        assert found, self.lines
        return found[0]

    @property
    def port(self) -> int:
        return int(re.findall(r":(\d+)/", self.address)[0])

    @property
    def rounds(self) -> list[re.Match[str]]:
        """The builds told so far, the first among them."""
        return [found for found in map(ROUND.match, self.lines) if found]

    def expect(self, what: Callable[[], object], saying: str = "") -> None:
        """Wait until something holds."""
        end = time.monotonic() + GUARD
        while not what():
            assert time.monotonic() < end, f"{saying}\n" + "\n".join([*self.lines, "-- errors --", *self.errors])
            assert self.process.poll() is None, "\n".join([*self.lines, *self.errors])
            time.sleep(0.01)

    def expect_rounds(self, number: int) -> None:
        self.expect(lambda: len(self.rounds) >= number, f"{number} builds")

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Ask for a path as it is written; `Host` is the preview's own unless given ("" = none)."""
        return ask(self.port, path, method, {"Host": f"127.0.0.1:{self.port}", **headers})

    def text(self, path: str) -> str:
        return self.get(path)[2].decode()

    def processes(self) -> list[int]:
        """The numbers of the preview's process and of all that it has started (proc_pid_children(5))."""
        found = [self.process.pid]
        for number in found:
            for task in Path(f"/proc/{number}/task").glob("*/children"):
                found += map(int, task.read_text(encoding="ascii").split())
        return found

    def close(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(GUARD)


def processor_seconds(number: int) -> float:
    """Return the seconds of the processor that a process has used by itself."""
    fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(port: int, path: str, method: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
    """Send one request and return status, headers by small names, and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GUARD)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            if value:
                connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def say(port: int, text: bytes) -> bytes:
    """Send bytes as they are and return all that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=GUARD) as talk:
        with contextlib.suppress(OSError):  # an answer may come, and the end, before all is said
            talk.sendall(text)
            talk.shutdown(socket.SHUT_WR)
        found = b""
        with contextlib.suppress(ConnectionResetError):
            while part := talk.recv(65536):
                found += part
        return found


@contextlib.contextmanager
def running(root: Path, *words: str, env: Mapping[str, str] | None = None, built: bool = True) -> Iterator[Preview]:
    """Start a preview of the site at `root` at a free port; with `built` wait for its first build."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--editor", "vscode", *words]
    command += [] if "--port" in words else ["--port", "0"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
    )
    preview = Preview(process)
    assert process.stdout is not None
    assert process.stderr is not None
    readers = [
        threading.Thread(target=_gather, args=(stream, lines), daemon=True)
        for stream, lines in ((process.stdout, preview.lines), (process.stderr, preview.errors))
    ]
    for reader in readers:
        reader.start()
    try:
        preview.expect(lambda: preview.lines, "the address")
        if built:
            preview.expect_rounds(1)
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(GUARD)
        for reader in readers:
            reader.join(GUARD)
        process.stdout.close()
        process.stderr.close()


def _gather(stream: Iterator[str], lines: list[str]) -> None:
    for line in stream:
        lines.append(line.rstrip("\n"))  # noqa: PERF401 - each line counts as soon as it is there
