from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.plan.crops import box_of, size_of, widths_of

SIDES = st.integers(1, 9000)
PERCENT = st.floats(0, 100)
WIDTHS = (400, 800, 1200, 1600)


@pytest.mark.parametrize(
    ("full", "ratio", "focus", "box"),
    [
        ((1600, 1067), None, (0, 0), (0, 0, 1600, 1067)),
        ((1600, 1067), (3, 2), (0, 0), (0, 0, 1600, 1067)),  # near enough
        ((1600, 900), (1, 1), (50, 50), (350, 0, 1250, 900)),
        ((1600, 900), (1, 1), (0, 50), (0, 0, 900, 900)),
        ((1600, 900), (1, 1), (100, 50), (700, 0, 1600, 900)),
        ((1600, 900), (1, 1), (40, 50), (190, 0, 1090, 900)),
        ((900, 1600), (16, 9), (50, 25), (0, 147, 900, 653)),
        ((1, 1), (16, 9), (50, 50), (0, 0, 1, 1)),
        ((1, 500), (16, 9), (50, 50), (0, 250, 1, 251)),
    ],
)
def test_a_cut_is_as_large_as_it_can_be_with_the_focus_in_its_middle(
    full: tuple[int, int], ratio: tuple[int, int] | None, focus: tuple[float, float], box: tuple[int, int, int, int]
) -> None:
    assert box_of(full, ratio, focus) == box


@given(width=SIDES, height=SIDES, ratio=st.sampled_from([(16, 9), (4, 3), (1, 1), (1200, 630)]), x=PERCENT, y=PERCENT)
def test_a_cut_lies_inside_and_has_its_ratio(
    width: int, height: int, ratio: tuple[int, int], x: float, y: float
) -> None:
    left, top, right, bottom = box_of((width, height), ratio, (x, y))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    if min(width, height) > 100:
        assert (right - left) / (bottom - top) == pytest.approx(ratio[0] / ratio[1], rel=0.06)
    if right - left < width:
        middle = (left + right) / 2
        assert abs(middle - width * x / 100) <= 1 or left == 0 or right == width


@pytest.mark.parametrize(
    ("wide", "expected"),
    [
        (2400, WIDTHS),
        (1600, WIDTHS),
        (1500, (400, 800, 1200, 1500)),
        (1250, (400, 800, 1200)),
        (300, (300,)),
        (1, (1,)),
    ],
)
def test_nothing_is_scaled_up(wide: int, expected: tuple[int, ...]) -> None:
    assert widths_of((0, 0, wide, wide), WIDTHS) == expected


def test_a_slot_takes_no_more_than_it_shows() -> None:
    assert widths_of((0, 0, 2400, 1600), WIDTHS, most=1400) == (400, 800, 1200)
    assert widths_of((0, 0, 2400, 1600), (3000,), most=1400) == (1400,)


@given(wide=SIDES, high=SIDES, widths=st.lists(st.integers(16, 4096), min_size=1, max_size=6))
def test_widths_are_few_rising_and_inside(wide: int, high: int, widths: list[int]) -> None:
    found = widths_of((0, 0, wide, high), widths)
    assert found
    assert list(found) == sorted(set(found)) or len(set(widths)) < len(widths)
    assert found[-1] <= wide
    width, height = size_of((0, 0, wide, high), found[-1])
    assert width >= 1
    assert height >= 1
