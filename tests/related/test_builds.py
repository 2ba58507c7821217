"""Suggestions in the real build: after edits they are those of a clean one, and only what shows them is printed."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from press.commands.build import build
from press.commands.related import suggestions
from press.model.built import Built
from press.model.related import Chosen
from press.model.site import BuildOptions
from tests.sites import CONFIG, article, build_at, digests, site_at, write_site

PIECES = 40
QUIET = f"{CONFIG}images: {{cards: false}}\nfeeds: {{items: 20}}\n"


def prose(chance: random.Random) -> str:
    """Return some sentences with words of which few pieces have most."""
    words = [f"w{int(chance.paretovariate(0.6)) % 300}" for _ in range(60)]
    return ".\n\n".join(" ".join(words[start : start + 12]) for start in range(0, 60, 12))


def piece(chance: random.Random, day: int) -> str:
    """Return a piece's file."""
    topics = f"[T{chance.randrange(5)}]" if chance.random() < 0.7 else "[]"
    title = " ".join(f"w{chance.randrange(300)}" for _ in range(4))
    date = f"2026-{day // 28 + 1:02}-{day % 28 + 1:02}"
    return article(title, date, prose(chance), topics=topics, dek=f"w{chance.randrange(300)} w{chance.randrange(300)}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A section whose pieces have words in common; the last one is the newest."""
    chance = random.Random(4)
    files = "".join(f"-- content/articles/p{n:02}.md --\n{piece(chance, n * 7)}" for n in range(PIECES))
    return write_site(tmp_path / "here", f"-- config.yaml --\n{QUIET}{files}")


def edit(folder: Path, chance: random.Random, step: int) -> None:
    """Write, rewrite, retitle or remove a piece."""
    path = chance.choice(sorted(folder.glob("*.md")))
    head, _, body = path.read_text().partition("---\n\n")
    match chance.choice(["words", "words", "text", "title", "new", "gone"]):
        case "words":
            path.write_text(f"{head}---\n\n{body}\nw{chance.randrange(300)} w{chance.randrange(300)}\n")
        case "text":
            path.write_text(f"{head}---\n\n{prose(chance)}\n")
        case "title":
            path.write_text(path.read_text().replace("title: ", f"title: w{chance.randrange(300)} ", 1))
        case "new":
            (folder / f"new-{step}.md").write_text(piece(chance, chance.randrange(280)))
        case _:
            path.unlink()


@pytest.mark.parametrize("seed", [1, 2])
def test_after_edits_a_build_shows_what_a_clean_one_shows(root: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    build_at(root)
    for step in range(5):
        edit(root / "content/articles", chance, step)
        build_at(root)
        clean = replace(site_at(root, output=tmp_path / f"clean-{step}"), cache=tmp_path / f"cache-{step}")
        build(clean, BuildOptions())
        assert digests(root / "site") == digests(tmp_path / f"clean-{step}")


def shown(root: Path) -> dict[str, Chosen]:
    """Return what stands beside each piece."""
    return dict(suggestions(site_at(root), BuildOptions(), "").chosen)


def printed(built: Built) -> set[str]:
    """Return the stems of all pieces whose pages a build printed."""
    return {path.split("/")[-2] for path in built.reasons if "/p" in path}


def test_an_edit_that_changes_no_suggestion_prints_no_other_page(root: Path) -> None:
    build_at(root)
    before, path = shown(root), root / "content/articles/p03.md"
    path.write_text(path.read_text() + "\nA word that nobody says: quincunx.\n")
    built = build_at(root)
    assert shown(root) == before
    # Its own page, and feeds that carry its text.
    assert [path for path in built.reasons if not path.endswith("feed.xml")] == ["2026/01/p03/index.html"]


def test_an_edit_that_changes_suggestions_prints_the_pages_that_show_them(root: Path) -> None:
    build_at(root)
    before, path = shown(root), root / "content/articles/p03.md"
    other = (root / "content/articles/p30.md").read_text().partition("---\n\n")[2]
    head, _, _ = path.read_text().partition("---\n\n")
    path.write_text(f"{head}---\n\n{other}")
    built, after = build_at(root), shown(root)
    moved = {stem for stem in after if (after[stem].card, after[stem].list) != (before[stem].card, before[stem].list)}
    assert printed(built) == moved
    assert "p03" in moved


def test_neither_processes_nor_the_order_of_files_play_a_part(root: Path) -> None:
    build_at(root)
    path = root / "content/articles/p03.md"
    before, text = shown(root), path.read_text()
    path.unlink()
    (root / "content/articles/sub").mkdir()
    (root / "content/articles/sub/p03.md").write_text(text)
    assert shown(root) == before


CARDS = """
-- config.yaml --
title: The Harbour Post
url: https://example.org/
images: {cards: false}
-- content/articles/rule.md --
---
title: Rule
date: 2026-03-01
---

One.

Two.

Three.

Four.

Five.
-- content/articles/hand.md --
---
title: Hand
date: 2026-03-02
card: off
related: [rule]
---

One.

[[other-topics]]

Two.
-- content/articles/pinned.md --
---
title: Pinned
date: 2026-03-03
card: hand
---

> One.

Two.
"""


def test_the_card_on_the_page_stands_by_rule_pinned_or_not_at_all(tmp_path: Path) -> None:
    root = write_site(tmp_path, CARDS.lstrip())
    build_at(root)
    rule, hand, pinned = (
        (root / f"site/2026/03/{name}/index.html").read_text().split('<aside class="card"')
        for name in ("rule", "hand", "pinned")
    )
    assert (len(rule), len(hand), len(pinned)) == (2, 1, 2)
    assert rule[0].rstrip().endswith("<p>Three.</p>")
    assert pinned[0].rstrip().endswith("<p>Two.</p>")
    assert '/2026/03/hand/">Hand</a>' in pinned[1].partition("</aside>")[0]
