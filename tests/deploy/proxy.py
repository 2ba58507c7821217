"""A server between a client and another server: counts requests, and fails those that it is told to."""

from __future__ import annotations

import http.client
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_CODES = {403: "ExpiredToken", 500: "InternalError", 503: "SlowDown"}
_FAILURE = b"<Error><Code>%s</Code></Error>"


@dataclass
class Proxy:
    """`seen` holds (method, path) of every request, `bodies` its headers and body.

    `fails` says for the number of a request how it fails: an HTTP status, 0 = the line goes dead, None = no failure.
    """

    url: str = ""
    seen: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    fails: Callable[[int], int | None] = lambda _number: None

    @property
    def writes(self) -> list[tuple[str, str]]:
        """The requests that may change something."""
        return [(method, path) for method, path in self.seen if method not in {"GET", "HEAD"}]


@contextmanager
def proxy_of(endpoint: str) -> Iterator[Proxy]:
    """Run a proxy of the server at `endpoint`."""
    told = Proxy()
    behind = urlsplit(endpoint).netloc

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            told.seen.append((self.command, self.path))
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            told.bodies.append(({name.lower(): value for name, value in self.headers.items()}, body))
            failure = told.fails(len(told.seen))
            if failure == 0:
                self.close_connection = True
                return
            if failure:
                self._answer(failure, {"Content-Type": "application/xml"}, _FAILURE % (_CODES[failure].encode(),))
                return
            line = http.client.HTTPConnection(behind, timeout=60)
            line.request(self.command, self.path, body, dict(self.headers))
            answer = line.getresponse()
            self._answer(answer.status, dict(answer.headers), answer.read())
            line.close()

        do_PUT = do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response_only(status)
            own = {"content-length", "transfer-encoding", "connection"}
            for name in headers.keys() - {name for name in headers if name.lower() in own}:
                self.send_header(name, headers[name])
            length = headers.get("Content-Length", str(len(body))) if self.command == "HEAD" else str(len(body))
            self.send_header("Content-Length", length)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
