"""What a text looks like that leaves the site in a feed."""

from __future__ import annotations

from html import unescape

import pytest

from press.render.syndication import as_description, for_feed

PAGE = "https://example.org/opinion/2026/03/rent/"


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ('<p><a href="https://example.com/">x</a></p>', '<p><a href="https://example.com/">x</a></p>'),
        ('<a href="#text-note">1</a>', f'<a href="{PAGE}#text-note">1</a>'),
        ('<a href="/opinion/x/">x</a>', '<a href="https://example.org/opinion/x/">x</a>'),
        ('<a href="../wall/">x</a>', '<a href="https://example.org/opinion/2026/03/wall/">x</a>'),
        ('<img src="/a.png" alt="A" srcset="/b.png 2x">', '<img src="https://example.org/a.png" alt="A">'),
        ('<p data-x="1" onclick="y()">a</p>', "<p>a</p>"),
        ("<script>x</script><style>y</style><b>kept</b>", "<b>kept</b>"),
        ("<iframe width=9 src='https://z.example/'>z</iframe>", '<p><a href="https://z.example/">z.example</a></p>'),
        ('<iframe src="/v/" title="a > b" class="x"></iframe>', '<p><a href="https://example.org/v/">a &gt; b</a></p>'),
        (f'<iframe src="https://z.example/{"a" * 3000}"></iframe><b>kept</b>', "<b>kept</b>"),
        ('<blockquote cite="/a/">a</blockquote>', '<blockquote cite="https://example.org/a/">a</blockquote>'),
        ('<q cite="b/">a</q>', f'<q cite="{PAGE}b/">a</q>'),
        ('<video poster="/p.png"></video>', '<video poster="https://example.org/p.png"></video>'),
        (
            '<iframe src="https://z.example/a?b&amp;c" title="The &quot;vote&quot;"></iframe>',
            '<p><a href="https://z.example/a?b&amp;c">The "vote"</a></p>',
        ),
        ('<iframe src="//z.example/"></iframe>', '<p><a href="https://z.example/">z.example</a></p>'),
        ('<iframe src="javascript:x" title="t"></iframe>', ""),
        ('<a href="mailto:a@example.org" rel="noopener">a</a>', '<a href="mailto:a@example.org" rel="noopener">a</a>'),
        ("<p>a &lt;script> b</p>", "<p>a &lt;script> b</p>"),
        ('<p title="a > b" onclick="y()">a</p>', '<p title="a &gt; b">a</p>'),
        # Words are no attributes, in a text or in a value: nothing is taken apart that needs no cleaning.
        ("<p>A data-driven, on=off text<br />b</p>", "<p>A data-driven, on=off text<br />b</p>"),
        ('<p title="the data-x of it">a<br />b</p>', '<p title="the data-x of it">a<br />b</p>'),
    ],
)  # fmt: skip
def test_addresses_are_whole_and_nothing_runs(html: str, sent: str) -> None:
    assert for_feed(html, PAGE) == sent


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Smith & Sons: 3 < 5, R&D", "Smith & Sons: 3 < 5, R&D"),
        ("Why <em> is no argument", "Why &lt;em&gt; is no argument"),
        ("R&amp;D is a typo", "R&amp;amp;D is a typo"),
        ("All &copy right & <3", "All &amp;copy right &amp; &lt;3"),
        ("</p>", "&lt;/p&gt;"),
    ],
)
def test_a_description_is_escaped_where_html_would_lose_something(text: str, sent: str) -> None:
    assert as_description(text) == sent
    assert unescape(sent) == text
