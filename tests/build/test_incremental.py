"""The test of tests: after any edits an incremental build has the bytes of a clean one."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from press.model.problem import ProblemsFound
from tests.sites import CONFIG, NOW, article, build_at, digests, write_site
from tests.tracked import ROOT

SLUGS = st.sampled_from([f"piece-{n}" for n in range(6)])
WORDS = st.sampled_from(["harbour", "rent", "tram", "school", "wall", "ferry"])
LANGUAGES = dict(zip([f"piece-{n}" for n in range(6)], ["uk", "pl", "de", "fr", "cs", "lt"], strict=True))
LETTERS = "## Late\n\nThe tram.\n\n— Rolf, Upper Mills\n\n## Onions\n\nThe soup.\n\n— Edith, Saltmarket\n"
STATES = (
    "draft: true",
    "expires: 2026-12-01",
    "kind: column\ncolumn: Slow Lane\nbyline: A reader",
    "kind: letters",
    "kind: sponsored\nsponsor: {name: Harbour Bank}",
    "kind: satire",
    "series: Tides",
    "replies_to: anchor",
    "corrections: [{date: 2026-03-30, type: correction, text: Nine.}]",
    "corrections: [{date: 2026-04-02, type: retraction, text: Withdrawn.}]",
    "updated: 2026-11-22T09:00",
    "disclosure: An interest.",
    "feed: false",
    "lead: true",
    "short_title: Short",
)
FRONTS = st.sampled_from(
    ["", "front: {pins: [anchor], latest: 2}\n", "front: {sections: [latest, kinds, columnists, {pieces: [anchor]}]}\n"]
)
TOPICS = st.sampled_from(["[]", "[Rent]", "[Rent, Trams]", "[Schools]"])


class Edits(RuleBasedStateMachine):
    """Random edits of a small section, each followed by an incremental build."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.now = NOW

    @initialize()
    def begin(self) -> None:
        write_site(self.root, "-- content/authors/nora.md --\n---\nname: Nora\n---\n\nNora writes.\n")
        # Others may name this one: it stays as it is.
        self._write("anchor", article("Anchor", "2026-02-02", "Text on the harbour.\n\n" * 6, topics="[Rent]"))
        for n in range(3):
            self._write(f"piece-{n}", article(f"Title {n}", f"2026-0{n + 1}-02", "Text on rent.\n\n" * 6))

    @rule(slug=SLUGS, word=WORDS, topics=TOPICS, day=st.integers(1, 28), author=st.booleans())
    def write(self, slug: str, word: str, topics: str, day: int, author: bool) -> None:
        keys = {"topics": topics, "authors": "[nora]" if author else "[Guest Writer]"}
        self._write(slug, article(f"On the {word}", f"2026-03-{day:02}", f"All about the {word}.\n\n" * 7, **keys))

    @rule(slug=SLUGS, word=WORDS)
    def edit_body(self, slug: str, word: str) -> None:
        if self._path(slug).exists():
            self._path(slug).write_text(self._path(slug).read_text() + f"\nOne more {word}.\n")

    @rule(slug=SLUGS, other=SLUGS)
    def rename(self, slug: str, other: str) -> None:
        if (
            self._path(slug).exists()
            and not self._path(other).exists()
            and "translation_of" not in self._path(slug).read_text()
        ):
            self._path(slug).rename(self._path(other))

    @precondition(lambda self: len(list((self.root / "content/articles").iterdir())) > 1)
    @rule(slug=SLUGS)
    def delete(self, slug: str) -> None:
        self._path(slug).unlink(missing_ok=True)

    @rule(slug=SLUGS)
    def write_letters(self, slug: str) -> None:
        self._write(slug, article("Letters", "2026-05-02", LETTERS, kind="letters"))

    @rule(slug=SLUGS)
    def translate(self, slug: str) -> None:
        self.change_state(slug, f"lang: {LANGUAGES[slug]}\ntranslation_of: anchor")

    @rule(slug=SLUGS, state=st.sampled_from(STATES))
    def change_state(self, slug: str, state: str) -> None:
        if self._path(slug).exists():
            head, body = self._path(slug).read_text().removeprefix("---\n").split("---\n", 1)
            keys = {line.split(":")[0] for line in state.splitlines()}
            kept = [line for line in head.splitlines() if line.split(":")[0] not in keys]
            self._path(slug).write_text("\n".join(["---", *kept, state, "---", body]))

    @rule(slug=SLUGS, word=WORDS, told=st.sampled_from(["title: On the {}", "dek: A {} again.", "short_title: {}"]))
    def retell(self, slug: str, word: str, told: str) -> None:
        self.change_state(slug, told.format(word))

    @rule(per_page=st.integers(1, 4), title=WORDS, front=FRONTS, cards=st.booleans())
    def edit_config(self, per_page: int, title: str, front: str, cards: bool) -> None:
        text = CONFIG.replace("The Harbour Post", title) + f"per_page: {per_page}\n{front}"
        (self.root / "config.yaml").write_text(f"{text}images: {{cards: {str(cards).lower()}}}\n")

    @rule(word=WORDS)
    def edit_layout(self, word: str) -> None:
        layout = (ROOT / "layouts/topic.html").read_text()
        write_site(self.root, f"-- layouts/topic.html --\n{layout}\n{{# {word} #}}")

    @rule(days=st.integers(1, 300))
    def let_time_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(name=st.sampled_from(["index.html", "feed.xml", "topics/index.html", "corrections/feed.xml"]))
    def damage(self, name: str) -> None:
        if (self.root / "site" / name).exists():
            (self.root / "site" / name).write_text("damaged")

    @rule()
    def build(self) -> None:
        build_at(self.root, now=self.now)

    def teardown(self) -> None:
        try:
            self._compare()
        finally:
            shutil.rmtree(self.root)

    def _compare(self) -> None:
        if not (self.root / "content").exists():
            return
        build_at(self.root, now=self.now)
        incremental = digests(self.root / "site")
        assert build_at(self.root, now=self.now).rendered == 0
        shutil.rmtree(self.root / ".cache")
        build_at(self.root, output=self.root / "clean", now=self.now)
        assert incremental == digests(self.root / "clean")

    def _path(self, slug: str) -> Path:
        return self.root / "content/articles" / f"{slug}.md"

    def _write(self, slug: str, text: str) -> None:
        self._path(slug).parent.mkdir(parents=True, exist_ok=True)
        self._path(slug).write_text(text)


def run_edits(runs: int, steps: int, machine: type[Edits] = Edits) -> None:
    """Run the machine; a problem in what it writes would be a fault of the machine itself."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    limits = settings(max_examples=runs, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    try:
        run_state_machine_as_test(machine, settings=limits)
    except ProblemsFound as found:
        pytest.fail(f"the edits wrote a site with problems: {found.problems}")


def test_incremental_is_clean() -> None:
    run_edits(runs=30, steps=8)


@pytest.mark.soak
def test_incremental_is_clean_for_long() -> None:
    run_edits(runs=int(os.environ.get("PRESS_EDIT_RUNS", "1000")), steps=30)
