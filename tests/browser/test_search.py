"""The search page: finds words of what is published in any language, and nothing else; it alone may run WebAssembly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from press.model.problem import ExitCode, Refusal
from press.search import index
from tests.browser.hosting import hosted
from tests.browser.test_access import violations
from tests.sites import article, build_at, digests, write_site

FILLER = "The harbour is quiet in the morning.\n\nThe ferry comes at noon.\n\nThe cranes stand still.\n\n" * 3
SITE = f"""
-- config.yaml --
title: Post
url: https://example.org/
search: true
-- content/static/favicon.ico --
-- content/articles/2026-03-01-lindens.md --
{article("Plant <b>the</b> & square", "2026-03-01", FILLER + "Forty quincunx lindens.", authors="[Ana Ruiz]")}
-- content/articles/2026-03-02-ferry.md --
{article("The ferry", "2026-03-02", FILLER, dek="A zanthoxylum dek.")}
-- content/articles/2026-03-03-vikno.md --
{article("Слово біля вікна", "2026-03-03", "Перекладачка чекає біля віконця.", lang="uk")}
-- content/articles/2026-03-04-draft.md --
{article("Draft", "2026-03-04", "Xylophonist.", draft="true")}
-- content/articles/2099-03-04-later.md --
{article("Later", "2099-03-04", "Xylophonist.")}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_site(tmp_path_factory.mktemp("search"), SITE)
    build_at(root)
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with hosted(root / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    page.goto(address)
    page.get_by_role("button", name="Sections").click()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Search").click()
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()
    assert said == []


def test_a_word_is_found(page: Page) -> None:
    found = page.locator(".found li")
    page.get_by_role("searchbox").fill("quincunx")
    expect(found).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("Found: 1")
    expect(found.get_by_role("link")).to_have_text("Plant <b>the</b> & square")
    expect(found.locator(".label")).to_have_text("Opinion – Ana Ruiz")
    expect(found.locator("mark").first).to_have_text("quincunx")
    assert violations(page, {}) == []
    page.get_by_role("searchbox").fill("zanthoxylum")  # in a dek, which the other pieces' cards show as well
    expect(found.get_by_role("link")).to_have_text(["The ferry"])
    assert page.url.endswith("?q=zanthoxylum")
    page.reload()
    expect(found).to_have_count(1)
    found.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ferry")


def test_other_languages_are_found_and_what_is_held_back_is_not(page: Page) -> None:
    page.get_by_role("searchbox").fill("віконця")
    expect(page.locator(".found a")).to_have_text(["Слово біля вікна"])
    page.get_by_role("searchbox").fill("xylophonist")
    expect(page.get_by_role("status")).to_have_text("Nothing was found.")
    expect(page.locator(".found li")).to_have_count(0)


def test_without_a_script_the_archive_remains(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("link", name="Archive")).to_be_visible()
    context.close()


def test_only_the_search_page_may_run_webassembly(browser: Browser, address: str) -> None:
    page = browser.new_page()
    tried = "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)"
    allowed = {path: page.goto(address + path) and page.evaluate(tried) for path in ("", "2026/03/ferry/", "search/")}
    page.close()
    assert allowed == {"": False, "2026/03/ferry/": False, "search/": True}


def test_the_index_follows_the_pieces_and_is_made_only_when_they_change(tmp_path: Path) -> None:
    root = write_site(tmp_path / "a", SITE)
    build_at(root)
    entry = root / "site/search/pagefind-entry.json"
    before = entry.stat().st_mtime_ns
    (root / "content/pages").mkdir()
    (root / "content/pages/about.md").write_text("---\ntitle: About\n---\n\nUs.\n")
    build_at(root)
    assert entry.stat().st_mtime_ns == before
    (root / "content/articles/2026-03-01-lindens.md").unlink()
    build_at(root)
    ferry = root / "content/articles/2026-03-02-ferry.md"
    ferry.write_text(ferry.read_text().replace("quiet", "noisy"))  # words alone
    build_at(root)
    build_at(root, output=tmp_path / "clean", clean=True)
    assert digests(root / "site") == digests(tmp_path / "clean")
    assert entry.stat().st_mtime_ns > before
    next((root / "site/search/fragment").iterdir()).unlink()
    build_at(root)
    assert digests(root / "site") == digests(tmp_path / "clean")


def test_without_pagefind_nothing_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match="pagefind is not installed") as refused:
        build_at(write_site(tmp_path, SITE))
    assert (refused.value.code, refused.value.hint) == (ExitCode.ENVIRONMENT, "make extras")
    assert not list((tmp_path / "site").glob("*.html"))


def test_without_the_key_there_is_no_search(tmp_path: Path) -> None:
    build_at(write_site(tmp_path, SITE.replace("search: true", "search: false")))
    assert not (tmp_path / "site/search").exists()
    assert "wasm" not in (tmp_path / "site/_headers").read_text()
    assert ">Search<" not in (tmp_path / "site/index.html").read_text()
