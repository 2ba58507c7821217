"""Builds that begin with what the last one left in memory, as in a preview: the same bytes, for little work."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis.stateful import invariant, rule

from press.build.session import BuildSession
from press.commands.build import build
from press.commands.preview import build_again
from press.model.built import Built
from press.model.problem import ProblemsFound
from press.model.site import BuildOptions
from press.plan.grouping import Groups
from press.serve.inputs import Tree, changed, look
from tests.build.test_incremental import Edits, run_edits
from tests.build.test_render_counts import showing
from tests.sites import NOW, article, build_at, digests, site_at, write_site
from tests.tracked import ROOT

PIECE = "content/articles/2026-03-02-rent.md"
OPTIONS = BuildOptions(drafts=True, originals=True)


class Preview:
    """A site that is built at every save, with what the last good build left, as `serve` does it."""

    def __init__(self, root: Path) -> None:
        self.root, self.now = root, NOW
        self.trees = [Tree(str(root / "config.yaml")), Tree(str(root / "content")), Tree(str(root / "layouts"))]
        self.seen = look(self.trees, {})
        self.last: BuildSession | None = None
        self.since: set[str] = set()

    def build(self) -> Built:
        before, self.seen = self.seen, look(self.trees, self.seen)
        self.since.update(changed(before, self.seen))
        site = site_at(self.root, output=self.root / "preview", now=self.now)
        self.last = build_again(site, OPTIONS, self.last, self.since)
        self.since.clear()
        return self.last.built

    def compare(self) -> None:
        """Compare what stands there with a build from nothing."""
        shutil.rmtree(self.root / "clean", ignore_errors=True)
        build(site_at(self.root, output=self.root / "clean", now=self.now), replace(OPTIONS, clean=True))
        assert digests(self.root / "preview") == digests(self.root / "clean")


class WarmEdits(Edits):
    """The same random edits, each followed by a build that has the last one in memory."""

    preview: Preview | None = None

    @rule()
    def damage(self) -> None:
        """Whoever touches a preview's output is not looked for."""

    @invariant()
    def save(self) -> None:
        if (self.root / "content").exists():
            self.preview = self.preview or Preview(self.root)
            self.preview.now = self.now
            self.preview.build()

    def _compare(self) -> None:
        if self.preview:
            self.preview.compare()


def test_a_warm_build_is_clean() -> None:
    run_edits(runs=5, steps=6, machine=WarmEdits)


@pytest.mark.soak
def test_a_warm_build_is_clean_for_long() -> None:
    run_edits(runs=300, steps=30, machine=WarmEdits)


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    words = ("harbour", "rent", "tram", "school", "wall", "ferry", "bridge", "tide")
    pieces = "".join(
        f"-- content/articles/2026-02-{n + 1:02}-{word}.md --\n"
        f"{article(word.title(), f'2026-02-{n + 1:02}', f'All about the {word}. ' * 30, dek='As it was.')}"
        for n, word in enumerate(words)
    )
    return Preview(write_site(tmp_path, f"{pieces}-- {PIECE} --\n{article(dek='As it was.')}"))


def test_an_edit_of_words_makes_its_page_and_its_feeds_alone(preview: Preview) -> None:
    preview.build()
    for word in ("harbour", "tram", "wall"):
        write_site(preview.root, f"-- {PIECE} --\n{article(dek='As it was.', body=f'The {word}.')}")
        built = preview.build()
        assert {"2026/03/rent/index.html", "feed.xml", "feed.json"} <= built.reasons.keys()
        assert "index.html" not in built.reasons
    preview.compare()


def test_new_headlines_stand_wherever_the_old_ones_did(tmp_path: Path) -> None:
    """Without planning the whole section: each piece of the demo shows all that a piece can be shown by."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    (tmp_path / "config.yaml").write_text(config.replace("search: true", "search: false"), encoding="utf-8")
    preview, site = Preview(tmp_path), tmp_path / "preview"
    for _ in range(2):  # files that were written just before the first look are read once more
        preview.build()
    groups = groups_of(preview)
    for number, path in enumerate(sorted((tmp_path / "content/articles").glob("*.md"))):
        front, text = re.split(r"(?m)^---$", path.read_text(encoding="utf-8").removeprefix("---\n"), maxsplit=1)
        kept = re.sub(r"(?m)^(title|short_title|dek):.*\n(?:[ ].*\n)*", "", front)
        shown = []
        for mark in "ab":
            told = {name: f"{name} {number}{mark}" for name in ("title", "short_title", "dek")}
            head = "".join(f"{name}: {words}\n" for name, words in told.items())
            path.write_text(f"---\n{head}{kept}---{text}", encoding="utf-8")
            preview.build()
            assert groups_of(preview) is groups, "a full build, where the edit could reach a few pages alone"
            shown.append([showing(words, site) for words in told.values()])
        assert shown[0] == shown[1], path.name
    preview.compare()


def groups_of(preview: Preview) -> Groups:
    """Return the groups of pieces that the last build knew; only a full build makes them anew."""
    assert preview.last
    return preview.last.saved_plan.groups


def test_many_edits_forget_nothing(preview: Preview) -> None:
    """The store forgets what no build has asked for: a build that looks at one piece asks for nothing of the others."""
    preview.build()
    for number in range(25):
        write_site(preview.root, f"-- {PIECE} --\n{article(dek='As it was.', body=f'Number {number}.')}")
        preview.build()
    preview.last = None
    (preview.root / "preview/2026/02/tide/index.html").unlink()
    assert "2026/02/tide/index.html" in preview.build().reasons
    preview.compare()


def test_a_mistake_leaves_the_last_good_build_and_what_it_knows(preview: Preview) -> None:
    preview.build()
    before = digests(preview.root / "preview")
    write_site(preview.root, f"-- {PIECE} --\n{article(date='someday')}")
    with pytest.raises(ProblemsFound):
        preview.build()
    other = "content/articles/2026-02-08-tide.md"
    write_site(preview.root, f"-- {other} --\n{article('Tide', '2026-02-08', 'Saved meanwhile.', dek='As it was.')}")
    with pytest.raises(ProblemsFound):
        preview.build()
    assert digests(preview.root / "preview") == before
    write_site(preview.root, f"-- {PIECE} --\n{article(dek='As it was.', body='Mended.')}")
    preview.build()
    preview.compare()
    assert "Saved meanwhile" in (preview.root / "preview/2026/02/tide/index.html").read_text()


def _nothing(_preview: Preview) -> None:
    """What a build of another process did not do."""


def _built_elsewhere(preview: Preview) -> None:
    site = site_at(preview.root, output=preview.root / "preview")
    build(replace(site, base_url="https://a.org/"), OPTIONS)


@pytest.mark.parametrize("meanwhile", [_nothing, _built_elsewhere])
def test_what_another_build_did_meanwhile_is_seen(preview: Preview, meanwhile: Callable[[Preview], None]) -> None:
    preview.build()
    meanwhile(preview)
    write_site(preview.root, f"-- {PIECE} --\n{article(dek='As it was.', body='Saved.')}")
    preview.build()
    preview.compare()


def test_what_a_link_leads_to_is_seen(preview: Preview) -> None:
    hidden = preview.root / "content/articles/.texts/rent.md"
    hidden.parent.mkdir()
    (preview.root / PIECE).rename(hidden)
    (preview.root / PIECE).symlink_to(".texts/rent.md")
    preview.build()
    for words in ("Once.", "Twice."):
        hidden.write_text(article(dek="As it was.", body=words))
        preview.build()
        build_at(preview.root)
        for output in ("preview", "site"):
            assert words in (preview.root / output / "2026/03/rent/index.html").read_text()
    preview.compare()
