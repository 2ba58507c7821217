"""A built site -> an address that serves it with the policy of its `_headers`; and an endpoint for reports."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs


class _Hosted(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is pytest's."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a built site that stands at a domain's root; yield its address."""
    lines = (folder / "_headers").read_text().splitlines()
    policy = next(line.partition(": ")[2] for line in lines if "Content-Security-Policy" in line)
    handler = type("Hosted", (_Hosted,), {"policy": policy})
    with _running(partial(handler, directory=str(folder))) as port:
        yield f"http://127.0.0.1:{port}/"


@dataclass
class Endpoint:
    """A place that takes reports: `answer` is the status that it gives, 0 = it hangs up without a word."""

    address: str = ""
    answer: int = 200
    reports: list[dict[str, str]] = field(default_factory=list)
    silence: threading.Event = field(default_factory=threading.Event)
    is_silent: bool = False


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """Run an endpoint; yield it with its address."""
    taken = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            taken.reports.append({name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()})
            if taken.is_silent:
                taken.silence.wait(30)
            if taken.answer:
                self.send_response(taken.answer)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a test's output is pytest's."""

    with _running(Handler) as port:
        taken.address = f"http://127.0.0.1:{port}/report"
        yield taken
        taken.silence.set()


@contextmanager
def _running(handler: object) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)  # type: ignore[arg-type]
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()
