from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from press.model.digest import digest_bytes
from press.model.problem import Place
from press.read.front_matter import FrontMatter, read_front_matter
from press.read.schema.pieces import ArticleKeys
from press.read.source import Source

PATH = "content/articles/rent.md"


def read(text: str) -> FrontMatter[ArticleKeys]:
    data = text.encode()
    return read_front_matter(Source(PATH, data, digest_bytes(data)), ArticleKeys)


def messages(text: str) -> list[str]:
    return [problem.message for problem in read(text).problems]


def test_keys_and_body_are_parted() -> None:
    front = read("---\ntitle: Rent\ndate: 2026-03-02\n---\n\nOne.\n\n---\n\nTwo.\n")
    assert front.keys is not None
    assert (front.keys.title, front.body, front.body_line) == ("Rent", "\nOne.\n\n---\n\nTwo.\n", 5)
    assert front.problems == ()


@pytest.mark.parametrize("opening", ["---", "---  ", "---\t"])
def test_blanks_behind_the_hyphens_do_no_harm(opening: str) -> None:
    assert messages(f"{opening}\ntitle: Rent\ndate: 2026-03-02\n{opening}\nOne.") == []


@pytest.mark.parametrize(
    "text", ["---", "---\n", "----\ntitle: x\n----\n", "+++\ntitle = 'x'\n+++\n", "---title: x\n---\n"]
)
def test_what_is_no_front_matter_is_never_read_as_one(text: str) -> None:
    front = read(text)
    assert front.keys is None
    assert len(front.problems) == 1
    assert front.problems[0].place == Place(PATH, 1, 1)


def test_empty_front_matter_lacks_what_is_required() -> None:
    assert sorted(messages("---\n---\nText.")) == ["date is missing", "title is missing"]


def test_a_line_of_hyphens_inside_indented_text_does_not_close() -> None:
    front = read("---\ntitle: Rent\ndate: 2026-03-02\ndisclosure: |\n  One.\n  ---\n  Two.\n---\nText.")
    assert front.keys is not None
    assert front.keys.disclosure == "One.\n---\nTwo."


def test_the_body_is_never_read_as_keys() -> None:
    assert "Text" not in str(messages("---\ntitle: Rent\ndate: 2026-03-02\n\nText: this\n"))


def test_names_between_commas_have_places_of_their_own() -> None:
    where = read("---\ntitle: Rent\ndate: 2026-03-02\ntopics: housing,  money\nauthors: [amy]\n---\n").where()
    line = "topics: housing,  money"
    assert where.at("topics.0") == (Place(PATH, 4, 9), line)
    assert where.at("topics.1") == (Place(PATH, 4, 19), line)
    assert where.at("authors.0") == (Place(PATH, 5, 11), "authors: [amy]")
    assert where.at("image.src") == (Place(PATH, 1, 1), "---")


def test_a_title_has_a_limit_and_a_shown_line_too() -> None:
    front = read(f"---\ntitle: {'x' * 10_000}\ndate: 2026-03-02\n---\n")
    problem = front.problems[0]
    assert problem.message == "title is longer than 300 characters (it has 10000)"
    assert len(problem.excerpt) == 160


def test_what_follows_from_an_unreadable_key_is_not_said() -> None:
    assert messages("---\ntitle: a: b\ndate: 2026-03-02\n---\n") == [
        "a colon followed by a blank needs quotes around the value"
    ]


def test_words_behind_a_number_sign_are_remarked_only_where_readers_would_miss_them() -> None:
    text = "---\ntitle: Plan #1 # two\ndate: 2026-03-02 # Monday\ndraft: true # wait\ntopics: [a] # b\n---\n"
    assert [(p.place.line, p.place.column, p.is_note) for p in read(text).problems] == [(2, 13, True)]


TITLES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80).map(str.strip).filter(bool)


@given(TITLES)
@example("\ufdd0")
def test_any_title_in_quotes_comes_back_exactly(title: str) -> None:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    front = read(f'---\ntitle: "{escaped}"\ndate: 2026-03-02\n---\n')
    if front.problems:  # a character that no page may hold: named, and nothing is published
        assert any("U+" in problem.message for problem in front.problems)
    else:
        assert front.keys is not None
        assert front.keys.title == title


@given(st.binary(max_size=200))
def test_any_bytes_give_keys_or_problems(data: bytes) -> None:
    for whole in (data, b"---\ntitle: " + data + b"\n---\n"):
        front = read_front_matter(Source(PATH, whole, ""), ArticleKeys)
        assert front.keys is not None or front.problems
