"""Addresses of other sites, asked for at a real server on this machine."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from press.check.external import CrawlOptions, LinkStatus, try_links
from tests.check.sections import build_section
from tests.sites import NOW, article
from tests.tracked import ROOT

DAY = 86_400.0
QUICK = CrawlOptions(agent="press test", spacing=0.0, patience=0.5, pause=0.01)


@dataclass
class Remembered:
    """A memo of this test alone."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        self.kept[key] = value

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    @property
    def is_empty(self) -> bool:
        return not self.kept

    @property
    def can_be_shared(self) -> bool:
        return False


@dataclass
class Site:
    """A server and what it was asked: (method, path, time, agent)."""

    url: str
    asked: list[tuple[str, str, float, str]]

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, *_ in self.asked if asked == path]


REDIRECTS = {
    "/moved": (301, "/well"),
    "/moved-twice": (308, "/moved"),
    "/found": (302, "/well"),
    "/moved-then-found": (301, "/found"),
    "/circle": (302, "/circle2"),
    "/circle2": (302, "/circle"),
    "/moved-to-nothing": (301, "/gone"),
    "/away": (302, "ftp://example.org/"),
}
FICKLE = {"/no-head": (405, 200), "/no-head-404": (404, 200), "/flaky": (500, 200)}
STATUSES = {"/slow": 200, "/well": 200, "/gone": 410, "/down": 503, "/forbidden": 403, "/many": 429, "/%D0%BF": 200}


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site("", [])

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            path = self.path.removeprefix("http://other.example")  # as a proxy is asked
            found.asked.append((self.command, path, time.monotonic(), self.headers["User-Agent"]))
            status, location = REDIRECTS.get(path, (STATUSES.get(path, 404), ""))
            if path in FICKLE:
                status = FICKLE[path][min(len(found.methods(path)), 2) - 1]
            if path == "/slow":
                time.sleep(1.0)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that waits no longer is what one test is about."""

    server = Server(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,)).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "detail", "now_at"),
    [
        ("/well", "ok", "", ""),
        ("/п", "ok", "", ""),
        ("/missing", "dead", "404", ""),
        ("/gone", "dead", "410", ""),
        ("/down", "failing", "503", ""),
        ("/forbidden", "blocked", "403", ""),
        ("/many", "blocked", "429", ""),
        ("/no-head", "ok", "", ""),
        ("/no-head-404", "ok", "", ""),
        ("/flaky", "ok", "", ""),
        ("/slow", "failing", "no answer in time", ""),
        ("/moved", "moved", "", "/well"),
        ("/moved-twice", "moved", "", "/well"),
        ("/found", "ok", "", ""),
        ("/moved-then-found", "ok", "", ""),
        ("/moved-to-nothing", "dead", "410", ""),
        ("/circle", "dead", "it is redirected in a circle, or to no page", ""),
        ("/away", "dead", "it is redirected in a circle, or to no page", ""),
    ],
)
def test_what_becomes_of_an_address(site: Site, path: str, state: str, detail: str, now_at: str) -> None:
    [link_status] = try_links([site.url + path], replace(QUICK, retries=1), Remembered(), 0.0)
    assert (link_status.state, link_status.detail, link_status.now_at) == (state, detail, now_at and site.url + now_at)


def test_head_is_asked_first_and_get_only_where_that_says_no(site: Site) -> None:
    try_links([f"{site.url}/well", f"{site.url}/no-head"], QUICK, Remembered(), 0.0)
    assert site.methods("/well") == ["HEAD"]
    assert site.methods("/no-head") == ["HEAD", "GET"]


def test_who_asks_is_said(site: Site) -> None:
    try_links([f"{site.url}/well"], QUICK, Remembered(), 0.0)
    assert site.asked[0][3] == "press test"


def test_a_failing_address_is_tried_again_a_few_times_and_a_dead_one_is_not(site: Site) -> None:
    try_links([f"{site.url}/down", f"{site.url}/gone"], QUICK, Remembered(), 0.0)
    assert site.methods("/down") == ["HEAD", "GET"] * 3
    assert site.methods("/gone") == ["HEAD", "GET"]


def test_a_host_is_asked_one_question_at_a_time_with_a_pause_between(site: Site) -> None:
    try_links([f"{site.url}/{n}" for n in range(3)], replace(QUICK, spacing=0.1), Remembered(), 0.0)
    times = [asked for _, _, asked, _ in site.asked]
    assert len(times) == 6
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))


def test_answers_are_kept_for_days_and_failures_are_not(site: Site) -> None:
    cache = Remembered()
    urls = [f"{site.url}{path}" for path in ("/well", "/gone", "/down")]
    crawl_options = replace(QUICK, retries=0)

    def asked_anew(now: float) -> set[str]:
        site.asked.clear()
        assert [link_status.state for link_status in try_links(urls, crawl_options, cache, now)] == [
            "failing",
            "dead",
            "ok",
        ]
        return {path for _, path, *_ in site.asked}

    assert asked_anew(0.0) == {"/well", "/gone", "/down"}
    assert asked_anew(0.9 * DAY) == {"/down"}
    assert asked_anew(2.0 * DAY) == {"/gone", "/down"}
    assert asked_anew(8.0 * DAY) == {"/well", "/gone", "/down"}


def test_a_host_that_never_answers_is_not_waited_for_at_each_address() -> None:
    urls = [f"http://127.0.0.1:9/{n}" for n in range(200)]
    link_statuses = try_links(urls, replace(QUICK, retries=0), Remembered(), 0.0)
    assert {link_status.state for link_status in link_statuses} == {"failing"}
    assert {link_status.detail for link_status in link_statuses} == {"connection refused"}


def test_a_host_that_does_not_exist() -> None:
    [link_status] = try_links(["http://nowhere.invalid/"], replace(QUICK, retries=0), Remembered(), 0.0)
    assert link_status.state == "failing"


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, site: Site) -> None:
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    wanted = ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *wanted]
    try:
        subprocess.run(made, check=True, capture_output=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("NOT CHECKED: openssl is not here to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """The handshake fails, as it should."""

    server = Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,)).start()
    try:
        url = f"https://127.0.0.1:{server.server_port}/"
        assert try_links([url], replace(QUICK, retries=0, patience=10.0), Remembered(), 0.0) == (
            LinkStatus(url, "failing", "its certificate is not valid (self-signed certificate)"),
        )
    finally:
        server.shutdown()
        server.server_close()


def test_the_command_names_the_writers_line_and_asks_once_a_week(site: Site, tmp_path: Path) -> None:
    body = "See [it](http://other.example/gone) and [that](http://other.example/moved).\n\n[Well](http://other.example/well)"
    root = build_section(tmp_path, f"-- content/articles/2026-03-02-rent.md --\n{article('Rent', body=body)}")
    env = {**os.environ, "http_proxy": site.url, "no_proxy": ""}  # a proxy stands for the rest of the world
    run = [sys.executable, str(ROOT / "build.py"), "check", "--external", "--json", "--root", str(root)]

    def check() -> dict[str, list[dict[str, object]]]:
        done = subprocess.run(
            [*run, "--now", NOW.isoformat()], capture_output=True, text=True, check=False, env=env, timeout=120
        )
        assert done.returncode == 0, done.stderr
        result: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
        return result

    first = check()
    assert [link_status["state"] for link_status in first["external"]] == ["dead", "moved", "ok"]
    told = {(note["path"], note["line"], note["message"], note["hint"]) for note in first["notes"]}
    piece = "content/articles/2026-03-02-rent.md"
    lost = "look for where it has gone, or take the link out"
    assert (piece, 6, "http://other.example/gone is dead: 410", lost) in told
    assert (piece, 6, "http://other.example/moved has moved for good", "write http://other.example/well") in told
    assert site.asked[0][3] == "press link check (+https://example.org/opinion/)"
    page = (root / "site/2026/03/rent/index.html").read_text()
    assert "https://bsky.app/intent/compose?text=" in page  # passes the page on, and is nobody's source
    site.asked.clear()
    assert check()["external"] == first["external"]
    assert site.asked == []
