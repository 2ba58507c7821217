"""The weight of a piece's page, as newspapers' readers pay for it: gzip sizes on the built demo."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.pages import Parsed, all_pages, parse
from tests.sites import BuiltEdition

Demo = tuple[Path, BuiltEdition]
KB = 1000
PIECES = ("2026/11/nine-minutes-to-brennmark", "2026/10/the-word-at-window-7", "2026/10/slovo-bilia-vikna-7")


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def files_of(page: Parsed, site: Path, suffix: str) -> set[Path]:
    return {site / address.removeprefix("/") for address in page.addresses if address.endswith(suffix)}


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_of_900_words_keeps_to_its_budgets(demo: Demo, piece: str) -> None:
    site, _ = demo
    page = parse(site / piece / "index.html")
    styles, scripts = files_of(page, site, ".css"), files_of(page, site, ".js")
    assert (len(styles), len(scripts)) == (1, 2)
    assert packed(site / piece / "index.html") <= 12 * KB
    assert sum(map(packed, styles)) <= 10 * KB
    assert sum(map(packed, scripts)) <= 3 * KB


def test_all_fonts_together_keep_to_their_budget(demo: Demo) -> None:
    fonts = list((demo[0] / "assets/fonts").glob("*.woff2"))
    assert len(fonts) >= 4
    assert sum(path.stat().st_size for path in fonts) <= 70 * KB


def test_every_page_carries_its_policy(demo: Demo) -> None:
    for path, page in all_pages(demo[0]):
        policies = [value for tag, name, value in page.attributes if tag == "meta" and name == "content"]
        (policy,) = [text for text in policies if text.startswith("default-src")]
        assert "unsafe" not in policy, path
        assert "frame-ancestors" not in policy, path  # browsers take it from a header alone
