from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.read.markdown.quotes import QUOTES, curl, curl_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('"One" and "two"', "“One” and “two”"),
        ("it's the boys' turn", "it’s the boys’ turn"),
        ("'Quoted' in the '90s, 'tis said", "‘Quoted’ in the ’90s, ’tis said"),
        ("\"'Inner' first\" and \"last 'inner'\"", "“‘Inner’ first” and “last ‘inner’”"),
        ('"that\'s"', "“that’s”"),
        ('"Wait—" he said—"no"', "“Wait—” he said—“no”"),
        ("5'10\" tall", '5’10" tall'),
        ('("so")', "(“so”)"),
        ('a " b', 'a " b'),
    ],
)
def test_english(written: str, shown: str) -> None:
    assert curl_text(written, "en") == shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("uk", "«a „b“ c»"),
        ("uk-UA", "«a „b“ c»"),
        ("pl", "„a «b» c”"),
        ("fr", "«\u202fa “b” c\u202f»"),
        ("xx", "“a “b” c”"),
    ],
)
def test_quotations_in_quotations_by_language(lang: str, shown: str) -> None:
    assert curl_text('"a "b" c"', lang) == shown


def test_a_writers_own_quotes_count_as_open() -> None:
    assert curl_text('«a "b" c» "d"', "uk") == "«a „b“ c» «d»"


def test_a_quotation_goes_on_across_tags_and_ends_with_its_paragraph() -> None:
    html = '<p>"One <em>"two"</em> three"</p>\n<p>"open</p>\n<p>"next"</p>'
    assert curl(html, "uk") == "<p>«One <em>„two“</em> three»</p>\n<p>«open</p>\n<p>«next»</p>"


def test_attributes_code_and_braces_stay_as_they_are() -> None:
    html = '<p><a title="a\'b" href="/">x</a> <code>"c"</code> {{ "d" }} {% e "f" %}</p>\n<pre>"g"</pre>'
    assert curl(html, "en") == html


def test_a_space_that_does_not_break_is_a_space() -> None:
    assert curl('<p>a&nbsp;"b"&nbsp;c</p>', "en") == "<p>a&nbsp;“b”&nbsp;c</p>"


@given(st.text(alphabet="ab \"'.—(", max_size=40), st.sampled_from(sorted(QUOTES)))
def test_nothing_but_quotes_changes(text: str, lang: str) -> None:
    marks = set("\"'‘’\u202f" + "".join("".join(pair) for pair in QUOTES.values()))
    assert [c for c in curl_text(text, lang) if c not in marks] == [c for c in text if c not in marks]


# HTML as nh3 writes it: text, elements within a line, the bounds of blocks.
TEXT = st.lists(
    st.sampled_from(
        """a b · · ( ) ¶ 1 . , ! - — é &nbsp; &amp; ¬ s tis _ " " " ' ' "a" ·"a·b"· ·it's· "a·<em>b</em>" “ ” « » ‘
        ’ {{·x·}} <em> </em> <strong> </strong> <a·href="https://e.org/"> <a·title="a·'b·"> </a> <br> <code> </code>
        </p>¶<p> </p>¶<h2> </h2>¶<p> </p>¶<ul>¶<li> </li>¶</ul>¶<p>""".split()
    ).map(lambda sign: sign.translate({ord("·"): " ", ord("¶"): "\n", ord("¬"): "\u202f"})),
    max_size=16,
).map("".join)


@given(TEXT, st.sampled_from(sorted(QUOTES)))
def test_all_at_once_or_one_by_one_is_the_same(text: str, lang: str) -> None:
    html = f"<p>{text}</p>"
    sign_by_sign = html + "<!-- a comment is not looked at in passing -->"
    assert curl(sign_by_sign, lang) == curl(html, lang) + sign_by_sign.removeprefix(html)


@pytest.mark.soak
@settings(max_examples=100_000)
@given(TEXT, st.sampled_from(sorted(QUOTES)))
def test_all_at_once_or_one_by_one_is_the_same_at_length(text: str, lang: str) -> None:
    html = f"<p>{text}</p>"
    sign_by_sign = html + "<!-- a comment is not looked at in passing -->"
    assert curl(sign_by_sign, lang) == curl(html, lang) + sign_by_sign.removeprefix(html)
