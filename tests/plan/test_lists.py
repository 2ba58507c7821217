from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import parse
from tests.sites import CONFIG, article, build_at, write_site


def build_with(root: Path, count: int) -> dict[str, list[str]]:
    """Build a section of `count` pieces on one topic, two to a page; return the pieces that each list page shows."""
    files = "".join(
        f"-- content/articles/p{n:02}.md --\n{article(f'P{n:02}', f'2026-01-{n + 1:02}', topics='[Rent]')}"
        for n in range(count)
    )
    write_site(root, f"-- config.yaml --\n{CONFIG}per_page: 2\n{files}")
    build_at(root)
    shown = {}
    for path in sorted((root / "site/topics/rent").rglob("index.html")):
        links = [value for tag, name, value in parse(path).attributes if (tag, name) == ("a", "href")]
        pieces = [link.split("/")[-2] for link in links if link.startswith("/opinion/2026/")]
        shown[path.relative_to(root / "site/topics/rent").as_posix()] = list(dict.fromkeys(pieces))
    return shown


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, {"index.html": ["p00"]}),
        (3, {"index.html": ["p02", "p01", "p00"]}),
        (4, {"index.html": ["p03", "p02"], "page/1/index.html": ["p01", "p00"]}),
        (5, {"index.html": ["p04", "p03", "p02"], "page/1/index.html": ["p01", "p00"]}),
    ],
)
def test_lists_are_cut_from_the_oldest(tmp_path: Path, count: int, expected: dict[str, list[str]]) -> None:
    assert build_with(tmp_path, count) == expected


def test_later_pages_say_their_number(tmp_path: Path) -> None:
    build_with(tmp_path, 4)
    folder = tmp_path / "site/topics/rent"
    first, later = (parse(folder / name).texts["title"] for name in ("index.html", "page/1/index.html"))
    assert later.startswith("Rent, page 1")
    assert "page" not in first


def test_a_new_piece_changes_the_first_page_alone(tmp_path: Path) -> None:
    build_with(tmp_path, 8)
    before = (tmp_path / "site/topics/rent/page/1/index.html").read_bytes()
    build_with(tmp_path, 9)
    assert (tmp_path / "site/topics/rent/page/1/index.html").read_bytes() == before
