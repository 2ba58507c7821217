from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.related.table import Table

ROWS = st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 2**32 - 1), max_size=4))


@given(ROWS, ROWS)
def test_a_packed_table_has_the_same_rows(first: dict[int, list[int]], then: dict[int, list[int]]) -> None:
    table = Table(rows=dict(first)).packed()
    changed = Table(table.ends, table.cells, dict(then))
    for one in (changed, changed.packed()):
        assert [list(one.get(n)) for n in range(20)] == [(first | then).get(n, []) for n in range(20)]
    assert not changed.packed().rows


def test_a_copy_is_changed_alone() -> None:
    table = Table(rows={1: [2]})
    table.copy().rows[1] = [3]
    assert table.get(1) == [2]
