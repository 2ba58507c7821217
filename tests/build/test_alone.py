"""A piece's page is the same whatever is built before it, after it and beside it, by one process or several."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.made_up import BLOCKS, BROKEN, PICTURE, pieces
from tests.sites import CONFIG, article, build_at, write_site

# Nothing on a page speaks of other pieces, so that a page can be compared with what it is alone.
ALONE = CONFIG + "images: {cards: false}\nrelated: {list: 0}\n"
MANY = 210  # further pieces, with which several processes share the work


def pages(root: Path, texts: Mapping[str, str], jobs: int = 1) -> dict[str, bytes]:
    """Build pieces given by the names of their files; return every piece's page by its address."""
    files = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in texts.items())
    write_site(root, f"-- config.yaml --\n{ALONE}-- content/images/p.svg --\n{PICTURE}\n{files}")
    build_at(root, jobs=jobs)
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.glob("2026/*/s*/index.html")}


def orders(root: Path, count: int, of: int, large: int) -> None:
    """Build pieces each alone, then `count` times some of them in random order, every `large`th time among many."""
    chance = random.Random(count)
    made = pieces(of, seed=28, blocks=BLOCKS + BROKEN)
    alone = [pages(root / f"alone{number}", {"piece": text}) for number, text in enumerate(made)]
    assert all(len(page) == 1 for page in alone)
    for number in range(count):
        chosen = chance.sample(range(of), chance.randint(2, min(of, 12)))
        more = MANY if number % large == 0 else 0
        texts = {f"p{place:03}": made[piece] for place, piece in enumerate(chosen)}
        texts |= {f"p{chance.randrange(12):03}f{n}": article(f"F{n}", body=f"A[^1]\n\n[^1]: {n}") for n in range(more)}
        jobs = chance.randint(1, 4)
        found = pages(root / f"order{number}", texts, jobs)
        assert found == {path: page for piece in chosen for path, page in alone[piece].items()}, (number, chosen, jobs)


def test_a_page_is_what_it_is_alone(tmp_path: Path) -> None:
    orders(tmp_path, count=3, of=6, large=3)


@pytest.mark.soak
def test_a_page_is_what_it_is_alone_in_two_hundred_orders(tmp_path: Path) -> None:
    orders(tmp_path, count=200, of=40, large=10)
