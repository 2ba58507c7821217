from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.read.decoding import body_lines, decode, problem_at
from press.read.yaml.parser import UNFIT
from press.read.yaml.positions import Fault


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_one(end: str) -> None:
    assert decode(f"---{end}title: x{end}".encode()) == ("---\ntitle: x\n", ())


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbf---\n") == ("---\n", ())


def test_a_file_that_opens_with_other_line_ends_has_them_throughout() -> None:
    assert decode("---\u2028title: x\x85---".encode()) == ("---\ntitle: x\n---", ())


def test_elsewhere_they_are_characters_until_the_body() -> None:
    assert decode("---\ntitle: a\u2028b\n".encode())[0] == "---\ntitle: a\u2028b\n"
    assert body_lines("a\u2028b\u2029c\x85d") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "data", ["---\n".encode("utf-16"), "title: x".encode("utf-16-le"), "title: x".encode("utf-16-be")]
)
def test_utf_16_is_recognised(data: bytes) -> None:
    text, faults = decode(data)
    assert (text, [fault.message for fault in faults]) == ("", ["the file looks like UTF-16"])


def test_the_first_byte_that_is_no_utf_8_is_named() -> None:
    text, faults = decode(b"ab\r\nc\xe9d \x92\n")
    assert text == ""
    assert [fault[:3] for fault in faults] == [(2, 2, "the byte 0xE9 is not UTF-8, and 1 more like it")]


def test_a_binary_file_is_asked_about() -> None:
    _, faults = decode(bytes(range(128, 256)))
    assert faults[0].hint == "is this a text file?"


@pytest.mark.parametrize(
    ("character", "hint"),
    [("\x08", "delete it"), ("\x7f", "delete it"), ("\ufffe", "delete it"), ("\x92", "it was probably ’")],
)
def test_characters_that_no_page_may_hold(character: str, hint: str) -> None:
    text, faults = decode(f"a\nbc{character}d".encode())
    assert text == "a\nbc\ufffdd"
    assert faults == (Fault(2, 3, f"there is a control character here, U+{ord(character):04X}", hint),)


def test_not_all_of_very_many_are_listed() -> None:
    assert len(decode(b"\x01" * 1_000)[1]) == 10


@given(st.text())
def test_no_text_is_lost_and_none_is_unfit(text: str) -> None:
    read, faults = decode(text.encode("utf-8", "ignore"))
    assert not UNFIT.search(read)
    assert bool(faults) == (bool(UNFIT.search(text.encode("utf-8", "ignore").decode().removeprefix("\ufeff"))))


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_fault(data: bytes) -> None:
    text, faults = decode(data)
    assert (
        faults
        or text.encode().replace(b"\n", b"") == data.removeprefix(b"\xef\xbb\xbf").translate(None, b"\r\n")
        or (text.startswith("---"))
    )


def test_a_long_source_line_is_cut() -> None:
    problem = problem_at("a.md", Fault(1, 1, "wrong"), "x" * 500)
    assert len(problem.excerpt) == 160
    assert problem.excerpt.endswith("…")
