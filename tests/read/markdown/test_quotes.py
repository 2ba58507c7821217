from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.read.markdown.languages import MARKS
from press.read.markdown.quotes import curl, curl_text, punctuate


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
        ("xx", "“a ‘b’ c”"),
        ("en", "“a ‘b’ c”"),
        ("fi", "”a ’b’ c”"),
        ("nb", "«a ‘b’ c»"),
        ("lt", "„a „b“ c“"),
        ("el", "«a “b” c»"),
        ("de", "„a ‚b‘ c“"),
        ("de-CH", "«a ‹b› c»"),
        ("fr-CH", "«a ‹b› c»"),
        ("it-CH", "«a “b” c»"),
        ("pt-BR", "“a ‘b’ c”"),
        ("pt-PT", "«a “b” c»"),
        ("sr-Latn", "„a ’b’ c”"),
        ("zh-Hant", "「a 『b』 c」"),
        ("no", "«a ‘b’ c»"),
        ("hu", "„a »b« c”"),
    ],
)
def test_quotations_in_quotations_by_language(lang: str, shown: str) -> None:
    assert curl_text('"a "b" c"', lang) == shown


@pytest.mark.parametrize(
    ("lang", "written", "shown"),
    [
        ("fr", 'l\'"affaire" d\'"un" maire', "l’«_affaire_» d’«_un_» maire"),
        ("fr", 'aujourd\'hui "x"', "aujourd’hui «_x_»"),
        ("it", 'L\'"affare" e l\'"uomo"', "L’«affare» e l’«uomo»"),
        ("it", '"l\'"uomo" nuovo"', "«l’“uomo” nuovo»"),
        ("en", 'said:"No" x="y"', "said:“No” x=“y”"),
        ("ja", '彼は"はい"と言った', "彼は「はい」と言った"),
    ],
)
def test_a_quotation_may_begin_behind_an_elision_or_a_sign(lang: str, written: str, shown: str) -> None:
    assert curl_text(written, lang) == shown.replace("_", "\u202f")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('"...and so," he said', "“…and so,” he said"),
        ('for "...more."', "for “…more.”"),
        ('"-5 degrees" and ".eu"', "“-5 degrees” and “.eu”"),
        ('"--No," he said', "“–No,” he said"),
        ('"?" and "," and "!"', "“?” and “,” and “!”"),
        ("'...and so,' he said", "‘…and so,’ he said"),
        ('"yes" ... "no"', "“yes” … “no”"),
        ('"One said. "Two" said.', "“One said. “Two” said."),
        ("a---b -- c ---- d ....", "a—b – c ---- d ...."),
    ],
)
def test_a_quotation_may_begin_with_dots_and_dashes(written: str, shown: str) -> None:
    assert punctuate(written, "en") == shown


@pytest.mark.parametrize(
    ("lang", "written", "shown"),
    [
        ("en", "'24 hours to decide', the '24' and '50s' of '99", "‘24 hours to decide’, the ‘24’ and ‘50s’ of ’99"),
        ("en", "the 'cause' of it, the 'till' and a 'round'", "the ‘cause’ of it, the ‘till’ and a ‘round’"),
        ("en", "'Twould rain, 'cos it does; 'nuff", "’Twould rain, ’cos it does; ’nuff"),
        ("en", "in '99 the voters' mood; 'twas the boys' idea.", "in ’99 the voters’ mood; ’twas the boys’ idea."),
        ("en", "rock 'n' roll, fish 'n' chips", "rock ’n’ roll, fish ’n’ chips"),
        ("nl", "'s Avonds is 't koud, 'zei' hij", "’s Avonds is ’t koud, ‘zei’ hij"),
        ("de", "Hans' Hund ist 'neu', 's ist so", "Hans’ Hund ist ‚neu‘, ’s ist so"),
        ("uk", "п'ять 'слів'", "п’ять „слів“"),
    ],
)
def test_single_quotes_and_apostrophes(lang: str, written: str, shown: str) -> None:
    assert curl_text(written, lang) == shown


def test_a_writers_own_quotes_count_as_open() -> None:
    assert curl_text('«a "b" c» "d"', "uk") == "«a „b“ c» «d»"


def test_a_quotation_goes_on_across_tags_and_ends_with_its_paragraph() -> None:
    html = '<p>"One <em>"two"</em> three"</p>\n<p>"open</p>\n<p>"next"</p>'
    assert curl(html, "uk") == "<p>«One <em>„two“</em> three»</p>\n<p>«open</p>\n<p>«next»</p>"


def test_attributes_code_and_braces_stay_as_they_are() -> None:
    assert curl('<p><code>a</code>\'s "<kbd>b</kbd>" c</p>', "en") == "<p><code>a</code>’s “<kbd>b</kbd>” c</p>"
    html = '<p><a title="a\'b" href="/">x</a> <code>"c"</code> {{ "d" }} {% e "f" %}</p>\n<pre>"g"</pre>'
    assert curl(html, "en") == html


def test_a_space_that_does_not_break_is_a_space() -> None:
    assert curl('<p>a&nbsp;"b"&nbsp;c</p>', "en") == "<p>a&nbsp;“b”&nbsp;c</p>"


@given(st.text(alphabet="ab \"'.—(", max_size=40), st.sampled_from(sorted(MARKS)))
def test_nothing_but_quotes_changes(text: str, lang: str) -> None:
    marks = set("\"'‘’\u202f" + "".join("".join(marks) for marks in MARKS.values()))
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


@given(TEXT, st.sampled_from(sorted(MARKS)))
def test_all_at_once_or_one_by_one_is_the_same(text: str, lang: str) -> None:
    html = f"<p>{text}</p>"
    sign_by_sign = html + "<!-- a comment is not looked at in passing -->"
    assert curl(sign_by_sign, lang) == curl(html, lang) + sign_by_sign.removeprefix(html)


@pytest.mark.soak
@settings(max_examples=100_000)
@given(TEXT, st.sampled_from(sorted(MARKS)))
def test_all_at_once_or_one_by_one_is_the_same_at_length(text: str, lang: str) -> None:
    html = f"<p>{text}</p>"
    sign_by_sign = html + "<!-- a comment is not looked at in passing -->"
    assert curl(sign_by_sign, lang) == curl(html, lang) + sign_by_sign.removeprefix(html)
