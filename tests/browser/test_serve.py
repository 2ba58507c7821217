"""The preview in a real browser: pages, styles and problems as an editor sees them come and go."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.serve.previews import Preview, running
from tests.serve.saves import SAVES
from tests.sites import article, write_site
from tests.tracked import ROOT

PIECE, OTHER = "content/articles/2026-03-02-rent.md", "content/articles/2026-03-03-trams.md"
PAGE, OTHER_PAGE = "opinion/2026/03/rent/", "opinion/2026/03/trams/"
GUARD = 30_000.0  # milliseconds
LONG = "\n\n".join(f"Paragraph {n}, with words enough to fill a line or two of a page." for n in range(120))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    style = (ROOT / "layouts/assets/css/press.css").read_text(encoding="utf-8")
    return write_site(
        tmp_path_factory.mktemp("site"),
        f"-- {PIECE} --\n{article('Rent')}-- {OTHER} --\n{article('Trams', '2026-03-03')}"
        f"-- layouts/assets/css/press.css --\n{style}",
    )


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with running(root) as started:
        yield started


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as opened:
        opened.set_default_timeout(GUARD)
        yield opened


def opened(context: BrowserContext, preview: Preview, path: str) -> Page:
    """Open a page, mark it so that a reload shows, and gather what goes wrong in it."""
    page = context.new_page()
    page.goto(preview.address + path)
    mark(page)
    return page


def mark(page: Page) -> None:
    page.evaluate("window.marked = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.marked === true"))


def says(page: Page, words: str) -> None:
    """Wait until the page shows these words."""
    expect(page.locator("body")).to_contain_text(words, timeout=GUARD)


def holds(page: Page, expression: str) -> None:
    """Wait until something holds in the page; it may be loading again while it is asked."""
    end = time.monotonic() + GUARD / 1000
    while True:
        with contextlib.suppress(Error):
            if page.evaluate(expression):
                return
        assert time.monotonic() < end, expression
        page.wait_for_timeout(20)


def save(root: Path, path: str, title: str, body: str, **keys: str) -> None:
    keys.setdefault("dek", "The same in all teasers.")  # or other pages would show the change too
    (root / path).write_text(article(title, body=body, **keys), encoding="utf-8")


def test_every_save_is_there(root: Path, preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview, PAGE)
    said: list[str] = []
    # A browser looks for a favicon.ico whenever it likes; this site has none.
    page.on("console", lambda said_: None if "favicon" in said_.location["url"] else said.append(said_.text))
    page.on("response", lambda answer: said.append(answer.url) if answer.status >= 400 else None)
    for name, way in sorted(SAVES.items()):
        word = f"seen{name.replace('_', '')}"
        way(root / PIECE, article("Rent", body=f"Words.\n\n{word}"))
        says(page, word)
    assert said == []


def test_only_the_tab_that_shows_the_page_reloads_and_keeps_its_place(
    root: Path, preview: Preview, context: BrowserContext
) -> None:
    save(root, PIECE, "Rent", LONG)
    preview.expect(lambda: "Paragraph 119" in preview.text("/" + PAGE))
    other, page = opened(context, preview, OTHER_PAGE), opened(context, preview, PAGE)
    page.evaluate("scrollTo(0, 1500)")
    save(root, PIECE, "Rent", LONG.replace("Paragraph 60,", "Changed 60,"))
    says(page, "Changed 60")
    holds(page, "Math.abs(scrollY - 1500) < 5")
    assert not is_marked(page)
    assert is_marked(other)


def test_a_style_is_swapped_without_a_reload(root: Path, preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview, PAGE)
    style = root / "layouts/assets/css/press.css"
    style.write_text(style.read_text(encoding="utf-8") + "\nbody { outline: 7px solid rgb(1, 2, 3); }\n")
    holds(page, "getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'")
    holds(page, "document.querySelectorAll('head link[rel=stylesheet]').length === 1")
    assert is_marked(page)


def test_problems_come_over_the_page_and_go_by_themselves(
    root: Path, preview: Preview, context: BrowserContext
) -> None:
    page = opened(context, preview, PAGE)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    save(root, PIECE, "<img src=x onerror=alert(1)>", "Text.", image="{src: <script>alert(2)</script>.jpg}")
    box = page.get_by_role("region", name="Problems found by the preview")
    expect(box).to_be_visible(timeout=GUARD)
    expect(box.get_by_role("alert")).to_contain_text("1 problem")
    expect(box).to_contain_text("These pages show the last good build.")
    link = box.get_by_role("link").first
    assert re.fullmatch(rf"vscode://file{re.escape(str(root / PIECE))}:\d+:\d+", link.get_attribute("href") or "")
    expect(box.locator("code").first).to_contain_text("<script>alert(2)</script>")
    found = Axe().run(page, context={"include": [["#press-problems", ".over"]]})
    assert found.violations_count == 0, found.generate_report()
    box.get_by_role("button", name="Hide").click()
    expect(box).to_be_hidden()
    save(root, PIECE, "Rent", "Text.", dat="x", image="{src: none.jpg}")
    expect(box).to_be_visible(timeout=GUARD)
    assert is_marked(page)
    save(root, PIECE, "Rent", "Mended.")
    says(page, "Mended")
    expect(box).to_be_hidden(timeout=GUARD)
    assert dialogs == []


def test_problems_elsewhere_go_without_a_reload(root: Path, preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview, PAGE)
    before = (root / OTHER).read_text()
    save(root, OTHER, "Trams", "Text.", date="someday")
    box = page.get_by_role("region", name="Problems found by the preview")
    expect(box).to_be_visible(timeout=GUARD)
    (root / OTHER).write_text(before)
    expect(box).to_be_hidden(timeout=GUARD)
    assert is_marked(page)


def test_a_page_that_was_missing_appears(root: Path, preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview, "opinion/2026/03/new/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    save(root, "content/articles/2026-03-04-new.md", "New", "Fresh.")
    expect(page.get_by_role("heading", level=1)).to_have_text("New", timeout=GUARD)
    (root / "content/articles/2026-03-04-new.md").unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found", timeout=GUARD)


def test_ten_tabs_leave_room_for_an_eleventh_and_all_see_a_change(
    root: Path, preview: Preview, context: BrowserContext
) -> None:
    save(root, PIECE, "Rent", "For nobody yet.")
    preview.expect(lambda: "For nobody yet" in preview.text("/" + PAGE))
    tabs = [opened(context, preview, PAGE) for _ in range(10)]
    another = opened(context, preview, OTHER_PAGE)
    expect(another.get_by_role("heading", level=1)).to_have_text("Trams")
    save(root, PIECE, "Rent", "For all tabs.")
    for tab in tabs:
        says(tab, "For all tabs")
    assert is_marked(another)


def test_a_draft_says_that_it_is_one(root: Path, preview: Preview, context: BrowserContext) -> None:
    save(root, "content/articles/2026-03-05-draft.md", "Draft", "Unfinished.", draft="true")
    preview.expect(lambda: preview.get("/opinion/2026/03/draft/")[0] == 200)
    page = opened(context, preview, "opinion/2026/03/draft/")
    note = page.get_by_text("Draft: not published")
    expect(note).to_be_visible()
    assert note.evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    assert Axe().run(page).violations_count == 0
    (root / "content/articles/2026-03-05-draft.md").unlink()


def test_a_page_of_another_site_can_use_nothing(preview: Preview, context: BrowserContext) -> None:
    """A page at another origin, here another port of this machine, asks in every way that a browser has."""
    page = context.new_page()
    page.route("http://127.0.0.1:1/", lambda route: route.fulfill(body="<body></body>", content_type="text/html"))
    page.goto("http://127.0.0.1:1/")
    found = page.evaluate(
        """async (there) => {
          const asked = await Promise.all(["", ".press/state?page=/", ".press/events?page=/"].map((path) =>
            fetch(there + path).then(() => "read", () => "refused")));
          const shut = await new Promise((done) => {
            const stream = new EventSource(there + ".press/events?page=/");
            stream.onerror = () => { stream.close(); done("refused"); };
            stream.onmessage = () => done("read");
          });
          const script = await new Promise((done) => {
            const tag = document.createElement("script");
            tag.src = there + ".press/reload.js";
            tag.onload = () => done("read");
            tag.onerror = () => done("refused");
            document.body.append(tag);
          });
          return [...asked, shut, script];
        }""",
        preview.address,
    )
    assert found == ["refused"] * 5


def test_a_first_build_that_fails_turns_into_the_page(tmp_path: Path, context: BrowserContext) -> None:
    root = write_site(tmp_path, f"-- {PIECE} --\n{article('Rent', date='someday')}")
    with running(root, built=False) as preview:
        page = context.new_page()
        page.goto(preview.address)
        expect(page.get_by_role("alert")).to_contain_text("1 problem", timeout=GUARD)
        expect(page.get_by_role("alert")).to_contain_text("Nothing has been built yet.")
        assert Axe().run(page).violations_count == 0
        save(root, PIECE, "Rent", "Right.")
        says(page, "The Harbour Post")


def test_a_tab_finds_a_preview_that_was_started_again(tmp_path: Path, context: BrowserContext) -> None:
    root = write_site(tmp_path, f"-- {PIECE} --\n{article('Rent')}")
    with running(root) as first:
        page = opened(context, first, PAGE)
        port = str(first.port)
        first.process.send_signal(signal.SIGINT)
        first.process.wait(60)
    save(root, PIECE, "Rent", "While it was away.")
    with running(root, "--port", port) as second:
        assert str(second.port) == port
        says(page, "While it was away")


def test_make_serve_shows_the_demo() -> None:
    # Where make runs the tests, its words to the makes below it would be in the way.
    env = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    shown = subprocess.run(["make", "-n", "serve"], cwd=ROOT, capture_output=True, text=True, check=True, env=env)
    assert shown.stdout.rstrip().endswith("build.py serve")
