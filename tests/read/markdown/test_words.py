from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.read.markdown.words import EXCERPT, count_words, excerpt_of, plain_of, spelled_plainly

LONG = "word " * 60


@pytest.mark.parametrize(
    ("paragraphs", "excerpt"),
    [
        ([], ""),
        (["Short."], "Short."),
        (["One.", "Two."], "One. Two."),
        (["First one. " + LONG], "First one."),
        (
            ["Mr. Hovland met Dr. B. Obuya in the U.S. on Jan. 5. " + LONG],
            "Mr. Hovland met Dr. B. Obuya in the U.S. on Jan. 5.",
        ),
        (["Живе на вул. Садовій, 5 м. Київ. " + "слово " * 60], "Живе на вул. Садовій, 5 м. Київ."),
        (["“Why?” she asked… “Because.” " + LONG], "“Why?” she asked… “Because.”"),
    ],
)
def test_whole_sentences(paragraphs: list[str], excerpt: str) -> None:
    assert excerpt_of(paragraphs) == excerpt


def test_a_long_sentence_is_cut_at_a_word() -> None:
    assert excerpt_of([LONG]) == "word " * 39 + "word…"


def test_a_long_word_is_cut_where_it_must_be() -> None:
    assert excerpt_of(["x" * 300]) == "x" * (EXCERPT - 1) + "…"


@given(st.lists(st.text(), max_size=5))
def test_an_excerpt_is_never_longer_than_it_may_be(paragraphs: list[str]) -> None:
    assert len(excerpt_of(paragraphs)) <= EXCERPT


def test_words() -> None:
    assert count_words("It's a well-known 3.5 per cent; об'єкт № 7.") == 8


# The rule itself; counting takes a shorter way where all letters are ASCII.
WORD = re.compile(r"\w+(?:['’.,\-‐‑]\w+)*")
LETTERS = st.lists(st.sampled_from([*"ab1_ '’.,-‐‑–“”\n\u00a0\u202f", "é", "Ж", "日", "\ud800"]), max_size=30).map(
    "".join
)


@given(st.one_of(LETTERS, st.text()))
def test_words_are_counted_by_one_rule(text: str) -> None:
    assert count_words(text) == count_words(spelled_plainly(text)) == len(WORD.findall(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It’s “well‑known” – so…", "It's  well-known    so "),
        ("“Déjà vu”", "“Déjà vu”"),
        ("as it is", "as it is"),
    ],
)
def test_signs_beside_ascii_give_way_where_nothing_else_keeps_a_text_from_being_ascii(text: str, plain: str) -> None:
    assert spelled_plainly(text) == plain


def test_plain_text_leaves_out_code_and_the_marks_of_footnotes() -> None:
    html = (
        '<p>A &amp; b<sup id="text-fnref-1"><a href="#x" class="footnote-ref">1</a></sup> <code>c</code></p>'
        "<pre>d</pre>"
        '<p>Note <a href="#y" class="footnote-backref" role="doc-backlink">↩</a></p>'
    )
    assert plain_of([html]).split() == ["A", "&", "b", "Note"]
