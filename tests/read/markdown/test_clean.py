from __future__ import annotations

import sys

import pytest

from press.model.problem import ExitCode, Refusal
from press.read.markdown.clean import Removed, clean, scheme_of


def test_without_the_sanitiser_nothing_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nh3", None)
    with pytest.raises(Refusal, match="nh3") as refusal:
        clean("<p>x</p>", "sanitize")
    assert refusal.value.code is ExitCode.ENVIRONMENT
    assert "nh3" in refusal.value.hint


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("javascript:x", "javascript"),
        ("\x01 JaVa\n\tScript:x", "javascript"),
        ("/a:b", ""),
        ("a/b:c", ""),
        ("a.md", ""),
        ("#a:b", ""),
    ],
)
def test_a_scheme_is_what_a_browser_takes_for_one(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme


def test_each_kind_of_thing_is_named_once() -> None:
    found = clean('<p style="a"><b style="b" onclick="c">x</b></p><blink>y</blink><blink>z</blink>', "sanitize")
    assert found.html == "<p><b>x</b></p>yz"
    assert set(found.removed) == {
        Removed("element", "blink"),
        Removed("attribute", "style"),
        Removed("attribute", "onclick"),
    }


def test_an_address_of_an_unknown_scheme_is_named() -> None:
    found = clean('<a href="foo:bar">x</a>', "sanitize")
    assert found.removed == (Removed("address", "foo"),)
    assert found.html == "<a>x</a>"


def test_what_is_in_a_comment_is_not_there() -> None:
    assert clean("<!-- <iframe><body onload=x> --><p>x</p>", "sanitize").removed == ()


def test_text_that_looks_like_an_attribute_is_text() -> None:
    assert clean('<p>href="javascript:x" style="y"</p>', "sanitize").removed == ()


@pytest.mark.parametrize("html", ["<", "<!", "<!-", "<!--", "</", "<?", "<p", "<p a", "<p a='", "&", "&#", "<![CDATA["])
def test_a_beginning_without_an_end_is_shown_or_closed(html: str) -> None:
    found = clean(f"<p>before {html} after</p>", "sanitize")
    assert "before" in found.html
    assert found.html.count("<p>") == found.html.count("</p>")
