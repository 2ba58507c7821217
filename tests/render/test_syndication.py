"""What a text looks like that leaves the site in a feed."""

from __future__ import annotations

import pytest

from press.render.syndication import for_feed

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
        ("<script>x</script><style>y</style><iframe src='https://z.example/'>z</iframe><b>kept</b>", "<b>kept</b>"),
        (
            '<iframe src="https://z.example/a?b&amp;c" title="The &quot;vote&quot;"></iframe>',
            '<p><a href="https://z.example/a?b&amp;c">The "vote"</a></p>',
        ),
        ('<iframe src="//z.example/"></iframe>', '<p><a href="https://z.example/">z.example</a></p>'),
        ('<iframe src="javascript:x" title="t"></iframe>', "<p><a>t</a></p>"),
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
