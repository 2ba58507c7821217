"""Pages in a real browser: they fit any screen, ask nobody else for anything, keep to their policy, and stand still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.hosting import hosted
from tests.browser.kinds import PAGES
from tests.sites import BuiltEdition, article, build_at, write_site

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const shift of list.getEntries()) window.shifted += shift.value; })
  .observe({ type: "layout-shift", buffered: true });"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Grids and rows in the text of a page that a sheet may end in, and that hold more than one row of words.
CUT = """[...document.querySelectorAll("main *")].filter((element) => {
  const style = getComputedStyle(element);
  if (!["grid", "flex"].includes(style.display) || element.offsetHeight < 320) return false;
  for (let one = element; one; one = one.parentElement)
    if (getComputedStyle(one).breakInside === "avoid") return false;
  return true;
}).map((element) => element.className)"""
# Spacing that a reader may set (WCAG 1.4.12): nothing may be cut off by it.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"


@pytest.fixture(scope="module")
def address(demo: tuple[Path, BuiltEdition]) -> Iterator[str]:
    with hosted(demo[0]) as address:
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "light"), (1280, "dark"), (1920, "light")])
def test_pages_fit_and_keep_to_themselves(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.add_init_script(SHIFTS)
    page.goto(address)  # so that the serif is at hand: what a late one moves is another test's
    page.evaluate("document.fonts.ready")
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        faults += faults_of(page, path)
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []


def faults_of(page: Page, path: str) -> Iterator[str]:
    if page.evaluate(OVERFLOW):
        yield f"{path}: scrolls sideways"
    if round(page.evaluate("window.shifted"), 3):
        yield f"{path}: moves by {page.evaluate('window.shifted')} while it loads"
    for picture in page.evaluate("[...document.images].filter((i) => !(i.width && i.height)).map((i) => i.src)"):
        yield f"{path}: {picture} has no size"


def test_words_of_a_readers_own_spacing_fit(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(address + path)
        page.add_style_tag(content=SPACED)
        wide += [path] if page.evaluate(OVERFLOW) else []
    context.close()
    assert wide == []


def test_nothing_jumps_when_the_serif_comes_late(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.woff2", late)
    page.add_init_script(SHIFTS)
    moved = {}
    for path in ("", "2026/11/nine-minutes-to-brennmark/", "2026/10/slovo-bilia-vikna-7/"):
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(100)
        moved[path] = page.evaluate("window.shifted")
    context.close()
    assert max(moved.values()) < 0.01, moved


def test_the_scheme_of_the_reader_is_kept(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 375, "height": 700})
    page = context.new_page()
    page.goto(address)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(20, 21, 24)"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    context.close()


def test_a_printed_piece_says_where_it_stands_and_leaves_the_rest_out(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "2026/11/nine-minutes-to-brennmark/")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    page.close()
    assert "https://opinion.example.org/2026/11/nine-minutes-to-brennmark/" in shown
    assert "I mention the pencil line" in shown
    assert "The views above belong to the people who signed them" in shown
    for left_out in ("Other topics of interest", "Copy link", "Highlight the words", "Sections"):
        assert left_out not in shown


def test_no_printed_rows_can_be_cut_in_two(browser: Browser, address: str) -> None:
    """Browsers print rows of a grid over each other where a page ends in one: what may be cut is no grid."""
    page = browser.new_page(viewport={"width": 660, "height": 940})  # a sheet of A4 without its margins, in CSS pixels
    page.emulate_media(media="print")
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate(CUT) == [], path
    page.close()


def test_sections_open_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    link = page.get_by_role("navigation", name="Sections").get_by_role("link", name="City hall")
    assert not link.is_visible()
    page.get_by_role("button", name="Sections").click()
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    context.close()


def test_the_skip_link_comes_first_and_is_seen(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "topics/transport/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the text")
    box = link.bounding_box()
    assert page.evaluate("document.activeElement.className") == "skip"
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


ARABIC = "هذا نص قصير عن المدينة والنهر، وفيه ما يكفي من الكلمات ليملأ سطرا أو سطرين على الشاشة."


def test_a_page_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    pieces = "".join(
        f"-- content/articles/2026-03-0{n}-nahr-{n}.md --\n"
        + article("النهر", f"2026-03-0{n}", ARABIC, topics="[city]")
        for n in range(1, 5)
    )
    config = "-- config.yaml --\ntitle: جريدة\nurl: https://example.org/\nlanguage: ar\n"
    build_at(write_site(tmp_path, pieces + config))
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    with hosted(tmp_path / "site") as address:
        for path in ("", "2026/03/nahr-1/", "topics/city/"):
            page.goto(address + path)
            assert page.evaluate(OVERFLOW) == 0, path
            name = page.locator(".nameplate-title a" if path else ".teaser-title").first.bounding_box()
            assert name is not None
            assert name["x"] > 300, path
    context.close()
