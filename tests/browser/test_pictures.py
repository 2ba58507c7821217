"""Pictures in a real browser: it loads the file that fits, none is stretched or blurred, and icons are icons."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from press.model.built import Built

PAGES = [
    "",
    "2026/11/nine-minutes-to-brennmark/",
    "2026/04/how-high-is-high/",
    "topics/transport/",
    "authors/",
    "authors/nora-weiland/",
    "columns/the-slow-lane/",
]
# Every picture with several widths: how wide it is drawn, how wide `sizes` says it is (a browser takes that for the
# picture's own width), and the file's width and height against the place that it is drawn in.
MEASURE = """async () => {
  const found = [];
  for (const image of document.querySelectorAll("img")) {
    image.loading = "eager";
    try { await image.decode() } catch { found.push({ src: image.src, broken: true }); continue }
    const box = image.getBoundingClientRect();
    if (!box.width) continue;
    const file = /-(\\d+)\\.\\w+$/.exec(image.currentSrc);
    found.push({
      src: image.currentSrc, broken: false, drawn: box.width, said: image.naturalWidth,
      file: image.srcset && file ? Number(file[1]) : 0,
      largest: Math.max(...image.srcset.split(", ").map(part => parseInt(part.split(" ")[1]) || 0)),
      ratio: (box.width / box.height) / (image.naturalWidth / image.naturalHeight),
      fits: getComputedStyle(image).objectFit,
    });
  }
  return found;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is pytest's."""


@pytest.fixture(scope="module")
def address(demo: tuple[Path, Built]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(demo[0])))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def measured(browser: Browser, address: str, width: int, density: int) -> Iterator[tuple[str, dict[str, Any]]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, device_scale_factor=density)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        for picture in page.evaluate(MEASURE):
            yield f"{width}: {path or 'front'}: {picture['src'].rpartition('/')[2]}", picture
    context.close()


@pytest.mark.parametrize(("width", "density"), [(375, 3), (768, 1), (1280, 2), (1920, 1)])
def test_the_file_that_is_loaded_fits_its_place(browser: Browser, address: str, width: int, density: int) -> None:
    seen = set()
    for name, picture in measured(browser, address, width, density):
        assert not picture["broken"], name
        assert picture["fits"] == "cover" or abs(picture["ratio"] - 1) < 0.03, f"{name} is stretched"
        if not picture["file"]:
            continue
        seen.add(picture["src"].rpartition(".")[2])
        needed = picture["drawn"] * density
        assert picture["file"] >= min(needed * 0.9, picture["largest"]), f"{name} is blurred: {picture}"
        assert 0.9 <= picture["said"] / picture["drawn"] <= 1.75, f"{name}: see sizes in picture.html: {picture}"
    assert seen == {"avif"}


def test_an_older_browser_takes_what_it_knows(browser: Browser, address: str) -> None:
    """Without AVIF and WebP, as far as a new browser can play an old one: the sources are taken away."""
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    page.route("**/*.{avif,webp}", lambda route: route.abort())
    page.goto(address + PAGES[1])
    page.evaluate("document.querySelectorAll('source').forEach(source => source.remove())")
    found = page.evaluate(MEASURE)
    context.close()
    assert found
    assert not [picture["src"] for picture in found if picture["broken"]]
    assert {picture["src"].rpartition(".")[2] for picture in found} == {"jpg", "png"}


def test_the_icons_are_pictures_of_their_size(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    icons = page.evaluate("""async () => Promise.all([...document.querySelectorAll("[rel*=icon]")].map(async link => {
      const image = new Image(); image.src = link.href; await image.decode();
      return [link.rel, link.getAttribute("sizes"), `${image.naturalWidth}x${image.naturalHeight}`];
    }))""")
    page.close()
    assert [rel for rel, *_ in icons] == ["icon"] * 4 + ["apple-touch-icon"]
    assert all(said == real for _, said, real in icons), icons
    assert any(int(said.partition("x")[0]) >= 48 for _, said, _ in icons)
