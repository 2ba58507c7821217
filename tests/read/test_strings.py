from __future__ import annotations

import pytest

from press.model.problem import ExitCode, ProblemsFound
from press.read.strings import read_strings


def test_words_by_dotted_key() -> None:
    text = """
read_more: Read more   # on teasers
kinds:
  op-ed: Opinion
minutes:
  one: "{n} minute"
  other: "{n} minutes"
meta:
  words: {one: a word, other: words}
yes: "no"
"""
    assert read_strings(text.encode(), "layouts/strings/en.yaml") == {
        "read_more": "Read more",
        "kinds.op-ed": "Opinion",
        "minutes.one": "{n} minute",
        "minutes.other": "{n} minutes",
        "meta.words.one": "a word",
        "meta.words.other": "words",
        "yes": "no",
    }


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: [b]", [(1, 4)]),
        ("a:\nb: x", [(1, 3)]),
        ("a: {b: {c: d}}", [(1, 5)]),
        ("a: {one: b}", [(1, 1)]),
        ("a: b: c\nd: @e", [(1, 5), (2, 4)]),
        ("a: *b", [(1, 4)]),
        ("a: b\na: c", [(2, 1)]),
        ("- a", [(1, 1)]),
    ],
)
def test_mistakes_at_their_places(text: str, places: list[tuple[int, int]]) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_strings(text.encode(), "layouts/strings/en.yaml")
    assert found.value.code is ExitCode.CONTENT
    assert [(problem.place.line, problem.place.column) for problem in found.value.problems] == places
