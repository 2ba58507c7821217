"""Pages in a real browser: they fit a narrow screen, ask nobody else for anything, and keep to their policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.sites import BuiltEdition

PAGES = [
    "",
    "2026/11/nine-minutes-to-brennmark/",
    "2026/10/slovo-bilia-vikna-7/",
    "2026/04/how-high-is-high/",
    "2026/11/letters-the-tram-is-late/",
    "2024/10/the-toll-that-paid-for-itself/",
    "topics/",
    "topics/transport/",
    "authors/",
    "authors/nora-weiland/",
    "columns/the-slow-lane/",
    "series/the-wall-and-the-water/",
    "corrections/",
    "archive/",
    "archive/2026/11/",
    "about/",
    "404.html",
]


class _Hosted(SimpleHTTPRequestHandler):
    """Serves the site with the policy that `_headers` gives it in production."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is pytest's."""


@pytest.fixture(scope="module")
def address(demo: tuple[Path, BuiltEdition]) -> Iterator[str]:
    lines = (demo[0] / "_headers").read_text().splitlines()
    policy = next(line.partition(": ")[2] for line in lines if "Content-Security-Policy" in line)
    hosted = type("Hosted", (_Hosted,), {"policy": policy})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(hosted, directory=str(demo[0])))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_page_fits_and_keeps_to_itself(browser: Browser, address: str, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert overflow == 0
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []
