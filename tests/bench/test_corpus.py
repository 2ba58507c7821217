from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.corpus import SHAPES, TOPICS, Piece, pieces
from bench.generators import GENERATORS, OURS, PLAIN, PRESS, Generator, write_sites
from tests.sites import build_at


@pytest.fixture(scope="module")
def section() -> list[Piece]:
    return list(pieces(300))


def test_the_same_number_gives_the_same_pieces(section: list[Piece]) -> None:
    assert list(pieces(300)) == section


def test_a_piece_has_nine_hundred_words(section: list[Piece]) -> None:
    no_text = re.compile(r"\(http\S+\)|\[\^?1\](:.*)?|^## .*|</?em>", re.MULTILINE)
    for piece in section:
        assert len(re.findall(r"\w[\w']*", no_text.sub("", piece.body))) == 900


def test_topics_are_as_many_and_as_unequal_as_in_real_posts(section: list[Piece]) -> None:
    on = Counter(topic for piece in section for topic in piece.topics)
    assert all(1 <= len(set(piece.topics)) == len(piece.topics) <= 10 for piece in section)
    assert 3.2 < on.total() / len(section) < 3.6
    assert 0.25 < max(on.values()) / len(section) < 0.4


def test_a_section_spans_ten_years_in_order_and_uses_every_topic(section: list[Piece]) -> None:
    dates = [piece.date for piece in section]
    assert dates == sorted(dates)
    assert {day.year for day in dates} == set(range(2015, 2025))
    assert len({topic for piece in section for topic in piece.topics}) == TOPICS
    assert len({piece.stem for piece in section}) == 300


# What each shape looks like in a text.
FORMS = {
    "list": r"^- ",
    "underscore": r"_",
    "html": r"<",
    "ampersand": r"&",
    "code": r"`",
    "reference": r"^\[1\]: ",
    "table": r"^\| --- ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_in_as_many_texts_as_in_real_posts(section: list[Piece], shape: str) -> None:
    form = re.compile(FORMS[shape], re.MULTILINE)
    share = 100 * sum(bool(form.search(piece.body)) for piece in section) / len(section)
    assert share > 0
    assert abs(share - SHAPES[shape]) < 3


@pytest.mark.parametrize("mark", ["*", "**", '"', "](https://example.org/", "## ", "[^1]:", "> ", "it's"])
def test_texts_hold_what_a_writer_uses(section: list[Piece], mark: str) -> None:
    assert any(mark in piece.body for piece in section)


def test_words_are_as_uneven_as_in_prose(section: list[Piece]) -> None:
    words = [word for piece in section for word in re.findall(r"[a-z']+", piece.body.lower())]
    assert 0.02 < words.count("the") / len(words) < 0.08
    assert 10_000 < len(set(words)) < 20_000


def test_every_generator_gets_the_same_texts(tmp_path: Path) -> None:
    roots = write_sites(GENERATORS, 3, tmp_path)
    for piece in pieces(3):
        for one in GENERATORS:
            text = one.path(piece.stem, roots[one.name]).read_text(encoding="utf-8")
            assert text.endswith(piece.body), one.name
            assert piece.title in text.removesuffix(piece.body), one.name


def test_a_section_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    root = write_sites([PRESS], 2, tmp_path)[PRESS.name]
    before = PRESS.path("piece-000000", root).stat().st_ino
    assert write_sites([PRESS], 2, tmp_path)[PRESS.name] == root
    assert PRESS.path("piece-000000", root).stat().st_ino == before


@pytest.mark.parametrize("ours", OURS, ids=lambda one: one.name)
def test_a_section_builds_without_a_note(ours: Generator, tmp_path: Path) -> None:
    built = build_at(write_sites([ours], 12, tmp_path)[ours.name])
    assert (built.articles, built.notes) == (12, ())


def test_plain_pages_say_what_those_of_the_peers_do_and_no_more(tmp_path: Path) -> None:
    root = write_sites([PLAIN], 12, tmp_path)[PLAIN.name]
    build_at(root)
    (page,) = (root / "site").glob("*/*/piece-000005/index.html")
    shown = page.read_text(encoding="utf-8")
    assert re.findall(r"<(?:h1|aside|time|nav|script|button|meta [a-z:]+)", shown) == [
        *("<meta charset", "<meta name", "<meta name", "<h1", "<time", "<aside"),
        *["<time"] * 4,
    ]
    assert len(re.findall("<item>", (root / "site/feed.xml").read_text(encoding="utf-8"))) == 12
