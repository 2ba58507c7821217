from __future__ import annotations

import pytest

from press.read.markdown.markup import restore_quotes, to_html


def test_nothing_of_one_text_is_left_in_the_next() -> None:
    alone = to_html("A[^1] [b] c.\n\n# H", raw=True)
    to_html("X[^1] [b].\n\n# H\n\n[^1]: Note.\n[b]: https://example.org", raw=True)
    assert to_html("A[^1] [b] c.\n\n# H", raw=True) == alone


def test_a_text_that_could_not_be_read_leaves_nothing_either() -> None:
    alone = to_html("- a\n\n> b", raw=True)
    with pytest.raises(RecursionError):
        to_html("- " * 2000 + "x", raw=True)
    assert to_html("- a\n\n> b", raw=True) == alone


@pytest.mark.parametrize("word", ["{sic}", "{author}", "{{ x }}", "{% x %}", '{{ ".x" }}', "{% a=b %}", "{ n. b. }"])
def test_braces_behind_a_word_stay(word: str) -> None:
    assert f"<em>w</em>{word}" in restore_quotes(to_html(f"*w*{word}", raw=True)).replace("&quot;", '"')


@pytest.mark.parametrize("written", ["{: .small}", "{.small}", "{ .small }", "{class=small}", '{: class="small"}'])
def test_a_list_of_attributes_is_one(written: str) -> None:
    assert to_html(f"*w*{written}", raw=True) == '<p><em class="small">w</em></p>'


def test_emphasis_does_not_reach_into_braces() -> None:
    assert to_html("{{ 7*7 }} and {{ 8*8 }}", raw=True) == "<p>{{ 7*7 }} and {{ 8*8 }}</p>"


def test_quotes_behind_a_backslash_are_put_out_of_reach_but_not_in_code() -> None:
    html = to_html('6\\\' 2\\" `\\"`', raw=True)
    assert '"' not in html.replace('<code>\\"</code>', "")
    assert restore_quotes(html) == '<p>6&#x27; 2&quot; <code>\\"</code></p>'


def test_a_line_has_no_lists_of_attributes() -> None:
    assert to_html("*w*{.small}", raw=True, scope="line") == "<p><em>w</em>{.small}</p>"
