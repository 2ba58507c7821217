from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.read.markdown.card import slot_after
from press.read.markdown.pieces import Block

TAGS = st.lists(st.sampled_from("p p p h2 blockquote ul figure table pre".split()), max_size=12)


def blocks(tags: list[str]) -> list[Block]:
    return [Block(tag) for tag in tags]


@pytest.mark.parametrize(
    ("tags", "place"),
    [
        ("p p p p p", 3),
        ("p p p p", 4),
        ("p p p h2 p", 3),
        ("p p p figure p p p p", 5),
        ("p p p p blockquote p p p p", 3),
        ("p p p", 3),
        ("", 0),
    ],
)
def test_places(tags: str, place: int) -> None:
    assert slot_after(blocks(tags.split()), 3) == place


@given(TAGS, st.integers(0, 5))
def test_the_rules_hold_wherever_it_stands(tags: list[str], after: int) -> None:
    place = slot_after(blocks(tags), after)
    if place == len(tags):
        return
    assert tags[place - 1] == "p"
    assert tags[place] in {"p", "h2"}
    assert len(tags) - place >= 2
    assert tags[:place].count("p") >= after
