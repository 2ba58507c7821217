from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model.addresses import NAME_LIMIT, PATH_LIMIT, SEGMENT_LIMIT, check_segment, path_fault

GOOD = ("rent-cap", "Rent_cap.html", "日本語", "2026", ".well-known", "console", "com10", "a b", "100%", "é", "İ")
BAD = {
    "": "empty",
    ".": "leads out",
    "..": "leads out",
    "%2e%2E": "leads out",
    "a/b": "leads out",
    "a%2fb": "leads out",
    "a\\b": "every system",
    "C:": "every system",
    "a?": "every system",
    "a|b": "every system",
    "CON": "Windows",
    "aux.html": "Windows",
    "Lpt9": "Windows",
    "COM¹": "Windows",
    "nul .txt": "Windows",
    "a.": "ends with a dot",
    "a ": "blank",
    " a": "blank",
    "a\x07": "U+0007",
    "a\x85": "U+0085",
    "a\u202e": "U+202E",
    "a\u200b": "U+200B",
    "a\ud800": "half a character",
    "é" * 101: "longer than 200 bytes (202)",
}


@pytest.mark.parametrize("segment", GOOD)
def test_a_good_name_has_no_fault(segment: str) -> None:
    assert check_segment(segment) is None


@pytest.mark.parametrize(("segment", "words"), BAD.items())
def test_a_name_that_some_system_cannot_hold_is_refused_on_all(segment: str, words: str) -> None:
    assert words in (check_segment(segment) or "")


def test_limits_are_in_bytes_and_inclusive() -> None:
    assert check_segment("x" * SEGMENT_LIMIT) is None
    assert check_segment("x" * (SEGMENT_LIMIT + 1)) is not None
    assert path_fault("x" * NAME_LIMIT) is None
    assert path_fault("x" * (NAME_LIMIT + 1)) is not None
    long = "/".join(["x" * 99] * (PATH_LIMIT // 100))
    assert path_fault(long) is None
    assert path_fault(f"{long}/xxx") is not None


@pytest.mark.parametrize(
    "path", ["", "feed.xml", "2026/03/rent/", "2026/03/rent/index.html", ".well-known/security.txt"]
)
def test_good_paths(path: str) -> None:
    assert path_fault(path) is None


@pytest.mark.parametrize("path", ["/etc/x", "//host/x", "a//b", "../x", "a/../b", "a/./b", "a/%2e%2e/b", "a/b//", "/"])
def test_paths_that_lead_elsewhere(path: str) -> None:
    assert path_fault(path) is not None


@given(st.text(max_size=30))
def test_what_is_let_through_stays_inside_its_folder(segment: str) -> None:
    if check_segment(segment) is None:
        assert "/" not in segment
        assert "\\" not in segment
        assert segment not in {"", ".", ".."}
        assert segment == segment.strip()
        segment.encode()
