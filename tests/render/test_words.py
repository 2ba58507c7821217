from __future__ import annotations

import pytest

from press.render.words import complete_words, translator

STRINGS = {
    "en": {"read": "Read", "minutes.one": "{n} minute", "minutes.other": "{n} minutes", "by": "By {name}"},
    "uk": {"minutes.one": "{n} хвилина", "minutes.few": "{n} хвилини", "minutes.many": "{n} хвилин"},
}
WORDS = complete_words(STRINGS, ["en", "uk", "fr", "en-GB"], "en")


def test_what_a_language_lacks_is_taken_from_english() -> None:
    assert translator(WORDS["uk"], "uk")("read") == "Read"
    assert translator(WORDS["fr"], "fr")("minutes", n=2) == "2 minutes"
    assert translator(WORDS["en-GB"], "en-GB")("by", name="Nora") == "By Nora"


@pytest.mark.parametrize(("number", "words"), [(1, "1 хвилина"), (3, "3 хвилини"), (7, "7 хвилин"), (21, "21 хвилина")])
def test_plural_forms_follow_the_language(number: int, words: str) -> None:
    assert translator(WORDS["uk"], "uk")("minutes", n=number) == words


def test_a_word_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="bye"):
        translator(WORDS["en"], "en")("bye")


def test_a_slot_in_a_value_is_not_filled_again() -> None:
    assert translator(WORDS["en"], "en")("by", name="{name}") == "By {name}"
