from __future__ import annotations

import pytest

from press.read.hints import closest, did_you_mean

KEYS = ("title", "date", "draft", "dek", "image", "authors")


@pytest.mark.parametrize(
    ("word", "meant"), [("tilte", "title"), ("Title", "title"), ("author", "authors"), ("kde", "dek"), ("zzz", "")]
)
def test_the_key_that_was_meant(word: str, meant: str) -> None:
    assert closest(word, KEYS) == meant


def test_names_that_are_only_alike_are_not_taken_for_each_other() -> None:
    assert closest("anna berg", ["anders borg"]) == ""
    assert closest("imgae", ["image"]) == "image"
    assert closest("part", ["parts"], alike=0.95) == ""


def test_a_known_word_is_no_misspelling_of_itself() -> None:
    assert closest("title", ["title"]) == ""


def test_the_question() -> None:
    assert did_you_mean("tilte", KEYS) == 'did you mean "title"?'
    assert did_you_mean("zzz", KEYS) == ""
