"""What is held back stands in no byte of the output: drafts, pieces to come, expired ones, in any combination."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.markers import leaks, marked_piece, write_pictures
from tests.sites import CONFIG, NOW, article, build_at, write_site

HELD = {
    "xqdraft": {"draft": "true"},
    "xqlater": {"date": "2027-03-02"},
    "xqgone": {"expires": "2026-04-01"},
    "xqboth": {"draft": "true", "date": "2027-05-02"},
}
KINDS = ("op-ed", "column", "editorial", "letters", "analysis", "explainer", "satire", "sponsored")


@dataclass(frozen=True)
class Held:
    """A piece that is held back: why, its kind, its language, and what ties it to a published one."""

    mark: str
    kind: str
    lang: str
    tie: str

    def text(self, published: str) -> str:
        tie = {self.tie: published} if self.tie else {}
        keys = {"date": "2026-03-02"} | HELD[self.mark] | {"kind": self.kind, "lang": self.lang} | tie
        return marked_piece(self.mark, **keys)


def published(stem: str, pieces: list[Held], ties: bool) -> str:
    """A published piece; with `ties` it names those that will come or were there, which is allowed."""
    known = [f"2026-03-02-{piece.mark}" for piece in pieces if piece.mark in {"xqlater", "xqgone"}]
    keys = {"related": f"[{', '.join(known)}]", "series": "Open", "topics": "[Open]"}
    named = known[0] if ties and known else ""
    body = "Text of the published piece.\n\n" * 5 + (f"See [it]({named}.md)." if named else "")
    more = {"replies_to": named, "card": named} if named else {}
    return article(stem, "2026-03-01", body, **keys, **more)


def build_held(root: Path, pieces: list[Held], ties: bool) -> None:
    files = "".join(f"-- content/articles/2026-03-02-{p.mark}.md --\n{p.text('2026-03-01-open')}" for p in pieces)
    write_pictures(root, {piece.mark: piece for piece in pieces})
    open_piece = f"-- content/articles/2026-03-01-open.md --\n{published('Open', pieces, ties)}"
    front = "front: {lead: 2026-03-02-xqlater}\n" if any(piece.mark == "xqlater" for piece in pieces) else ""
    write_site(root, f"-- config.yaml --\n{CONFIG}{front}{open_piece}{files}")
    build_at(root)
    for piece in pieces:
        # A note may name what is held back; a published byte may not.
        assert leaks(root / "site", piece.mark) == [], piece


def test_the_markers_are_found_where_nothing_is_held_back(tmp_path: Path) -> None:
    write_pictures(tmp_path, {"xqshown": None})
    text = marked_piece("xqshown", "2026-03-02", kind="letters", canonical="''").replace("canonical: ''\n", "")
    write_site(tmp_path, f"-- content/articles/2026-03-02-xqshown.md --\n{text}")
    build_at(tmp_path)
    found = leaks(tmp_path / "site", "xqshown")
    everything = (tmp_path / "site/2026/03/xqshown-slug/index.html").read_text().lower()
    for field in ("title", "kicker", "dek", " author", "role", " translator", " editor", "topic", " column", " series",
                  "alt", "caption", "credit", "correction", "note", "disclosure", "disclaimer", "seo", "described",
                  "body", "shown", "heading", "signature", "footnote"):  # fmt: skip
        assert f"xqshown{field}" in everything, field
    assert {"index.html", "feed.xml", "feed.json", "sitemap.xml", "corrections/index.html", "_redirects"} <= set(found)
    assert any(name.endswith("feed.xml") and name.startswith("columns/") for name in found)


@pytest.mark.parametrize("kind", ["column", "letters", "sponsored"])
def test_nothing_of_what_is_held_back_is_published(tmp_path: Path, kind: str) -> None:
    build_held(tmp_path, [Held(mark, kind, "uk", "translation_of") for mark in HELD], ties=True)


PIECES = st.lists(
    st.builds(
        Held,
        mark=st.sampled_from(sorted(HELD)),
        kind=st.sampled_from(KINDS),
        lang=st.sampled_from(["uk", "pl", "de"]),
        tie=st.sampled_from(["", "replies_to", "translation_of", "card", "related"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda piece: piece.mark,
)


def on_small_sites(runs: int) -> None:
    limits = settings(max_examples=runs, deadline=None, suppress_health_check=[HealthCheck.too_slow])

    @limits
    @given(pieces=PIECES, ties=st.booleans())
    def check(pieces: list[Held], ties: bool) -> None:
        with tempfile.TemporaryDirectory() as folder:
            build_held(Path(folder), pieces, ties)

    check()


def test_nothing_leaks_from_small_sites() -> None:
    on_small_sites(20)


@pytest.mark.soak
def test_nothing_leaks_from_many_small_sites() -> None:
    on_small_sites(200)


def test_what_comes_out_and_goes_again_leaves_nothing(tmp_path: Path) -> None:
    write_pictures(tmp_path, {"xqlater": None})
    text = marked_piece("xqlater", "2026-12-01", expires="2026-12-10")
    write_site(tmp_path, f"-- content/articles/2026-12-01-xqlater.md --\n{text}")
    build_at(tmp_path)
    assert leaks(tmp_path / "site", "xqlater") == []
    build_at(tmp_path, now=NOW + timedelta(days=10))
    assert leaks(tmp_path / "site", "xqlater") != []
    build_at(tmp_path, now=NOW + timedelta(days=20))
    assert leaks(tmp_path / "site", "xqlater") == []
