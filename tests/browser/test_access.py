"""Every kind of page by axe-core, light and dark, phone and desktop; and colours for any accent that config may set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.hosting import hosted
from tests.browser.kinds import PAGES
from tests.sites import BuiltEdition

PHONE, DESKTOP = {"width": 375, "height": 740}, {"width": 1280, "height": 900}
# A colour scheme changes colours, not structure: what can differ is looked at again, all the rest once.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
ACCENTS = ("#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff", "#777777", "#9c2f24")
# The contrast of two colours (WCAG 2.2) as the browser paints them, whatever notation they are written in.
CONTRAST = """() => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = `var(${name})`;
    paint.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const found = {};
  for (const ink of ["--tone", "--ink", "--soft"]) {
    for (const paper of ["--paper", "--tint"]) found[`${ink} on ${paper}`] = ratio(light(ink), light(paper));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(demo: tuple[Path, BuiltEdition]) -> Iterator[str]:
    with hosted(demo[0]) as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(browser: Browser, address: str, size: Any) -> None:
    context = browser.new_context(viewport=size, color_scheme="light")
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(address + path)
        page.emulate_media(color_scheme="light")
        found += [f"{path}: {line}" for line in violations(page, {})]
        page.emulate_media(color_scheme="dark")
        found += [f"{path} in the dark: {line}" for line in violations(page, COLOURS)]
    context.close()
    assert found == []


def test_axe_finds_nothing_in_what_opens(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + "2026/11/nine-minutes-to-brennmark/")
    page.get_by_role("button", name="Sections").click()
    assert violations(page, {}) == []
    page.keyboard.press("Escape")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text p'))")
    page.keyboard.press("Control+Enter")
    assert page.get_by_role("dialog").is_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, {}) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    low: dict[str, float] = {}
    for accent in ACCENTS:
        page.evaluate("(accent) => document.documentElement.style.setProperty('--accent', accent)", accent)
        ratios: Mapping[str, float] = page.evaluate(CONTRAST)
        low |= {f"{accent}: {pair}": ratio for pair, ratio in ratios.items() if ratio < 4.5}
    context.close()
    assert low == {}


def violations(page: Page, options: Any) -> list[str]:
    """Run axe-core on the page as it stands; the script goes in once a page, it is half a megabyte."""
    wanted = {**options, "resultTypes": ["violations"]}
    if page.evaluate("'axe' in window"):
        response: Any = page.evaluate("(options) => axe.run(document, options)", wanted)
    else:
        response = Axe().run(page, options=wanted).response
    return [f"{rule['id']}: {node['html'][:120]}" for rule in response["violations"] for node in rule["nodes"]]
