from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model.lines import packed_rows, unpacked_rows


@given(st.dictionaries(st.text(), st.lists(st.text() | st.none())))
def test_rows_are_read_as_they_were_written(rows: dict[str, list[str | None]]) -> None:
    assert list(unpacked_rows(packed_rows(rows)).items()) == list(rows.items())


def test_rows_of_many_lines_keep_their_names_and_their_order() -> None:
    rows = {f"piece {n}": [n, "\n"] for n in range(1234)}
    found = unpacked_rows(packed_rows(rows))
    assert (found["piece 1050"], dict(found)) == ([1050, "\n"], rows)
    with pytest.raises(KeyError):
        found["piece 1234"]
