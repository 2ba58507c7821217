"""Builds for people of the house, with drafts or for another address: no search engine may list them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest

from press.commands.build import build
from press.model.site import BuildOptions
from tests.sites import article, digests, site_at, write_site

PAGES = "-- content/pages/about.md --\n---\ntitle: About\n---\n\nText.\n"
PIECES = f"-- content/articles/a.md --\n{article(topics='[River]', authors='[Mira Oaks]', aliases='[old/]')}"
PREVIEWS = {
    "drafts": ("", BuildOptions(drafts=True)),
    "another address": ("https://pr-12.example.net/", BuildOptions()),
    "http": ("http://example.org/opinion/", BuildOptions()),
}


def built(root: Path, base_url: str, options: BuildOptions) -> Path:
    build(replace(site_at(write_site(root, PIECES + PAGES)), base_url=base_url), options)
    return root / "site"


@pytest.mark.parametrize(("base_url", "options"), PREVIEWS.values(), ids=PREVIEWS)
def test_no_search_engine_may_list_a_preview(tmp_path: Path, base_url: str, options: BuildOptions) -> None:
    site = built(tmp_path, base_url, options)
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 10
    for path, page in pages.items():
        assert re.findall('<meta name="robots" content="([^"]*)">', page) == ["noindex"], path
        assert 'rel="alternate" type="application/' not in page, path
    assert "  X-Robots-Tag: noindex\n" in (site / "_headers").read_text()
    robots = RobotFileParser()
    robots.parse((site / "robots.txt").read_text().splitlines())
    assert not robots.can_fetch("Googlebot", "https://example.org/opinion/")
    assert robots.site_maps() is None
    assert not list(site.glob("*sitemap*.xml"))


@pytest.mark.parametrize("base_url", ["", "https://example.org/opinion", "https://example.org/opinion/"])
def test_what_is_published_may_be_listed(tmp_path: Path, base_url: str) -> None:
    site = built(tmp_path, base_url, BuildOptions())
    page = (site / "index.html").read_text(encoding="utf-8")
    assert 'content="max-image-preview:large"' in page
    assert 'rel="alternate" type="application/rss+xml"' in page
    assert "X-Robots-Tag" not in (site / "_headers").read_text()
    assert (site / "sitemap.xml").exists()


def test_a_preview_built_after_an_edit_is_one_too(tmp_path: Path) -> None:
    site = replace(site_at(write_site(tmp_path, PIECES + PAGES)), base_url="https://pr-12.example.net/")
    build(site, BuildOptions())
    piece = tmp_path / "content/articles/a.md"
    piece.write_text(piece.read_text().replace("Text.", "Other words."))
    build(site, BuildOptions())
    incremental = digests(tmp_path / "site")
    build(site, BuildOptions(clean=True))
    assert digests(tmp_path / "site") == incremental
