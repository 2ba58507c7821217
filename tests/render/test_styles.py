"""Style sheets: what is taken out of them, and what browsers would skip."""

from __future__ import annotations

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st
from tinycss2.ast import Node

from press.render.styles import minified, style_faults
from tests.tracked import ROOT

STYLES = sorted((ROOT / "layouts/assets/css").glob("*.css"))


def meaning(nodes: list[Node]) -> list[object]:
    """What a browser makes of a style sheet: rules, selectors and values without white space that means nothing."""
    return [one for node in nodes if (one := meaning_of(node)) is not None]


def meaning_of(node: Node) -> object:
    if node.type in {"qualified-rule", "at-rule"}:
        block = tinycss2.parse_blocks_contents(node.content or (), skip_comments=True, skip_whitespace=True)
        return (node.type, minified(tinycss2.serialize(node.prelude)), meaning(block), node.content is None)
    if node.type == "declaration":
        return (node.lower_name, minified(tinycss2.serialize(node.value)), node.important)
    return None


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_our_styles_keep_their_meaning_and_have_no_fault(path: object) -> None:
    css = STYLES[0].parent.joinpath(str(path)).read_text()
    small = minified(css)
    parsed = [tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True) for text in (css, small)]
    assert meaning(parsed[0]) == meaning(parsed[1])
    assert style_faults(css) == style_faults(small) == ()
    assert len(small) < 0.9 * len(css)


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a  b { color : red ; }", "a b{color :red}"),
        (
            ".x ~ .y > p::first-letter , a [href] , a :hover { margin: 0  auto }",
            ".x~.y>p::first-letter,a [href],a :hover{margin:0 auto}",
        ),
        ("a { width: calc( 1px + 2% ) ; color: red !important }", "a{width:calc(1px + 2%);color:red!important}"),
        ("@media  (min-width: 20em)  and  (hover) { a { b: c } }", "@media (min-width:20em) and (hover){a{b:c}}"),
        ("a/* x */b { c: d }", "a/**/b{c:d}"),
        ("a { b: c/**/d }", "a{b:c/**/d}"),
        ('a::after { content: " {  ; } " }', 'a::after{content:" {  ; } "}'),
        ("a { --empty: ; --two: 1  2 }", "a{--empty:;--two:1 2}"),
    ],
)
def test_what_is_taken_out(css: str, small: str) -> None:
    assert minified(css) == small
    assert minified(small) == small


GAPS = st.sampled_from(["", " ", "  ", "\n", "/* x */", " /**/ "])
SELECTORS = st.lists(
    st.sampled_from(["a", ".b", "#c", "*", ":hover", "::after", "[d]", ">", "+", "~", ","]), min_size=1
)
VALUES = st.lists(
    st.sampled_from(["1px", "red", "'x ; y'", "calc(1px + 2%)", "url(a.png)", "/", ",", "-1"]), min_size=1
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule with gaps of any sort between its parts."""
    selector = "".join(part + draw(GAPS) for part in draw(SELECTORS))
    value = "".join(part + (draw(GAPS) or " ") for part in draw(VALUES))
    return f"{selector}{{{draw(GAPS)}color{draw(GAPS)}:{draw(GAPS)}{value}{draw(GAPS)};{draw(GAPS)}}}"


@given(st.lists(rules(), max_size=3))
def test_any_style_keeps_its_meaning_and_is_made_small_once(parts: list[str]) -> None:
    css = "".join(parts)
    small = minified(css)
    parsed = [tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True) for text in (css, small)]
    assert meaning(parsed[0]) == meaning(parsed[1])
    assert minified(small) == small
    assert style_faults(css) == style_faults(small) == ()


@pytest.mark.parametrize(
    ("css", "line", "column", "message"),
    [
        ("a { color: red; .x {", 1, 1, "never closed"),
        ("a { b: c }\n.x { color: red;\n\n.y { z: 1 }", 2, 1, "never closed"),
        ("a { b: c }\n}", 2, 1, "closes nothing"),
        ("a { b: c) }", 1, 9, "closes nothing"),
        ("a {\n  color red;\n}", 2, 12, "browsers skip this"),
        ("a { content: 'x\n }", 1, 14, "not closed in its line"),
        ("a { b: url(x y) }", 1, 8, "has to be quoted"),
        ("/* a { b: c }", 1, 1, "never closed"),
        ("@media print { a { b: c }", 1, 1, "never closed"),
    ],
)
def test_what_browsers_skip_is_found(css: str, line: int, column: int, message: str) -> None:
    fault = style_faults(css)[0]
    assert (fault.line, fault.column) == (line, column)
    assert message in fault.message


@pytest.mark.parametrize(
    "css", ["", "a{}", "a { b: c }", "@import url(x.css);", "a { &:hover { b: c } }", "@layer a, b;"]
)
def test_sound_styles_have_no_fault(css: str) -> None:
    assert style_faults(css) == ()
