from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model.body import CardSlot, Figure, Html, InlinePicture, Letter, Part, PieceLink, Table
from press.read.markdown.codec import decode_parts, encode_parts

WORDS = st.text(st.characters(), max_size=8)
LEAVES: st.SearchStrategy[Part] = st.one_of(
    st.builds(Html, WORDS),
    st.builds(Table, WORDS),
    st.builds(Figure, WORDS, WORDS, WORDS, WORDS),
    st.builds(InlinePicture, WORDS, WORDS),
    st.builds(CardSlot, st.booleans()),
)


def nested(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    many = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(PieceLink, WORDS, WORDS, WORDS, many), st.builds(Letter, WORDS, WORDS, many, WORDS))


@given(st.lists(st.recursive(LEAVES, nested, max_leaves=6)).map(tuple))
def test_parts_come_back_as_they_were(parts: tuple[Part, ...]) -> None:
    assert decode_parts(encode_parts(parts)) == parts


def test_a_lone_surrogate_comes_back_as_well() -> None:
    assert decode_parts(encode_parts((Html("\ud83d"),))) == (Html("\ud83d"),)


@pytest.mark.parametrize("data", [b"", b"{}", b"1", b'[["?"]]', b'[["f","a"]]', b"[[]]", b"\xff", b"[1]"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no parts of a body"):
        decode_parts(data)
