from __future__ import annotations

import html
import re
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.importing.dates import date_in_path, iso_date
from press.importing.folder_addresses import hugo_name
from press.importing.front_matter import Value, fit, front_matter, one_line
from press.importing.html_to_markdown import html_to_markdown
from press.importing.markdown_text import own_markdown
from press.importing.people import letters_of, names_in
from press.read.dates import parse_date
from press.read.markdown.markup import to_html
from press.read.yaml.recovery import parse_yaml


class Kept:
    """Addresses that stay as they are."""

    def __init__(self) -> None:
        self.remarks: list[str] = []

    def link(self, href: str) -> str:
        return href

    def picture(self, src: str) -> str:
        return src

    def remark(self, kind: str, before: str, after: str = "") -> None:
        self.remarks.append(kind)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", html.unescape(re.sub(r"<[^<>]*>", " ", text)))


@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["title", "dek", "topics"]), st.one_of(st.text(), st.lists(st.text())), min_size=1)
)
def test_front_matter_is_read_back_exactly(keys: dict[str, Value]) -> None:
    written = front_matter({key: _fit(value) for key, value in keys.items()})
    parsed = parse_yaml(written.strip().strip("-").strip("\n"), first_line=2, what="front matter")
    assert not parsed.faults
    for key, value in keys.items():
        expected = _fit(value)
        if expected:
            assert parsed.values[key] == expected


def _fit(value: Value) -> Value:
    return one_line(value) if isinstance(value, str) else [one_line(str(each)) for each in value if one_line(str(each))]  # type: ignore[union-attr]


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="abc de*_`[]()<>#+-.!{}|=~:\\&;1\"'\n", max_size=60))
def test_plain_words_of_html_are_shown_as_they_stand(text: str) -> None:
    markdown = html_to_markdown(f"<p>{html.escape(text)}</p>", Kept())
    shown = html.unescape(re.sub(r"</?(?:p|br)\s*/?>", " ", to_html(markdown, raw=True)))
    signs = str.maketrans({"–": "--", "—": "---", "…": "..."})
    assert "".join(shown.translate(signs).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n    - b"),
        ("<ol start='3'><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ('<figure><img src="a.jpg" alt="A"><figcaption>Cap</figcaption></figure>', '![A](a.jpg "Cap")'),
        ('<p>x <img src="a.jpg" alt="A"> y</p>', "x\n\n![A](a.jpg)\n\ny"),
        (
            '<iframe src="https://player.vimeo.com/video/12345" title="Film"></iframe>',
            "[Watch: Film](https://vimeo.com/12345){.embed}",
        ),
        ("<p>H<sub>2</sub>O <s>old</s></p>", "H<sub>2</sub>O <del>old</del>"),
        ("<dl><dt>T</dt><dd>M</dd></dl>", "T\n: M"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1|</td><td>2</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1\\| | 2 |",
        ),
        ('<p>n<a href="#f1">1</a></p><ol><li id="f1">Note <a href="#r1">↩</a></li></ol>', "n[^1]\n\n[^1]: Note"),
        ('<h1>Top</h1><p><a href="#nowhere">words</a></p>', "## Top\n\nwords"),
        ("<p><strong>a</strong><strong>b</strong></p>", "**ab**"),
        ("<pre><code class='language-py'>x = 1</code></pre>", "```py\nx = 1\n```"),
    ],
)
def test_forms(source: str, expected: str) -> None:
    assert html_to_markdown(source, Kept()) == expected


def test_html_nested_too_deeply_keeps_its_words() -> None:
    text = html_to_markdown("<div>" * 5_000 + "deep words" + "</div>" * 5_000, Kept())
    assert words_of(text) == ["deep", "words"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{< figure src="a.jpg" alt="A" caption="Cap" >}}', '![A](a.jpg "Cap")'),
        ("{{< youtube abcdefghijk >}}", "[Watch: youtube.com](https://www.youtube.com/watch?v=abcdefghijk){.embed}"),
        ('[x]({{< ref "posts/y.md" >}})', "[x](posts/y.md)"),
        ("[x]({% post_url 2016-03-02-y %})", "[x](2016-03-02-y.md)"),
        ('[x]({{ "/y/" | url }})', "[x](/y/)"),
        ("[x]({filename}y.md)", "[x](y.md)"),
        ("~~gone~~ and ^[a note]", "<del>gone</del> and [^note-1]\n\n[^note-1]: a note"),
        ("A\n{: .big }\n\n<!--more-->\n\nB", "A\n\nB"),
        ("[a][b]\n\n[b]: /c/", "[a](/c/)"),
        ("https://vimeo.com/12345", "[Watch: vimeo.com](https://vimeo.com/12345){.embed}"),
        ("`{{< kept >}}` and\n\n```\n{% raw %}\n```", "`{{< kept >}}` and\n\n```\n{% raw %}\n```"),
        ("import X from './x'\n\n<Component />\n\nWords", "Words"),
        ("[x](#nowhere)", "x"),
        ("## A b\n\n[x](#a-b)", "## A b\n\n[x](#a-b)"),
        ('{% include "f.html",\n     image: "/a.png",\n     alt: "A: b" %}\n\nWords', "![A: b](/a.png)\n\nWords"),
        ('{% image_with_class "a.png" "big" "A tram" %}', "![A tram](a.png)"),
        ('{{< quote-block text="Said." cite="Ana" >}}', "> Said.\n>\n> — Ana"),
        ('[x]({{< asset file="a.pdf" label="y" >}})', "[x](a.pdf)"),
        (
            '{{ youtube(id="abcdefghijk") }}',
            "[Watch: youtube.com](https://www.youtube.com/watch?v=abcdefghijk){.embed}",
        ),
        ('- a\n\n    [x]({{< ref "y" >}})\n\nb\n\n    {{c}}', "- a\n\n    [x](y.md)\n\nb\n\n    {{c}}"),
        (
            "<table>\n<tr><td>a</td>\n\n<td>`b`</td></tr>\n</table>\n\nx",
            "| a | \\`b\\` |\n| --- | --- |\n\nx",
        ),
    ],
)
def test_other_engines_markdown(source: str, expected: str) -> None:
    assert own_markdown(source, Kept()) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2013-05-10 12:28:21 -0400", "2013-05-10T12:28:21-04:00"),
        ("2013-05-10T12:28:21.123Z", "2013-05-10T12:28:21Z"),
        ("2013-05-10 12:28 UTC+01:00", "2013-05-10T12:28+01:00"),
        ("2013-05-10 09:05 PM", "2013-05-10T21:05"),
        ("May 10, 2013", "2013-05-10"),
        ("Sat, 02 Nov 2013 23:02:32 +0000", "2013-11-02T23:02+00:00"),
        ("2013-02-30", ""),
        ("0000-00-00 00:00:00", ""),
        ("next week", ""),
    ],
)
def test_dates_by_explicit_forms(written: str, expected: str) -> None:
    assert iso_date(written) == expected
    if expected:
        assert parse_date(expected).clock.replace(tzinfo=UTC).year == 2013


def test_dates_in_paths_and_names() -> None:
    assert date_in_path("_posts/2016-03-02-x.md") == "2016-03-02"
    assert date_in_path("a/2016/3/2/x/index.md") == "2016-03-02"
    assert date_in_path("a/2016/33/2/x.md") == ""
    assert names_in("By Ana Ruiz, Jr., Bo Li and Cem Ok") == ("Ana Ruiz, Jr.", "Bo Li", "Cem Ok")
    assert letters_of("Acme Air.") == letters_of("ACME air")
    assert letters_of("C++") != letters_of("C")
    assert hugo_name("A & B Straße É") == "a--b-straße-é"
    assert fit("a\x00b\u2028c") == "ab\nc"
