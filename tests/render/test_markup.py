from __future__ import annotations

from markupsafe import Markup

from press.model.body import RichText
from press.model.views import Remark
from press.render.markup import show_remark, whole_addresses


def test_what_leaves_the_site_has_whole_addresses() -> None:
    html = Markup(
        '<a class="x" href="#text-fn-1">1</a> <img src="/a.png" alt=""> <a href="//cdn.example/">c</a> '
        '<a href="https://example.org/">d</a> <code>&lt;a href="#x"&gt;</code>'
    )
    assert whole_addresses(html, "https://example.org/s/rent/", "https://example.org") == (
        '<a class="x" href="https://example.org/s/rent/#text-fn-1">1</a> '
        '<img src="https://example.org/a.png" alt=""> <a href="//cdn.example/">c</a> '
        '<a href="https://example.org/">d</a> <code>&lt;a href="#x"&gt;</code>'
    )


def test_names_in_a_remark_are_text_and_no_markup() -> None:
    remark = Remark(RichText("Not <em>{author}</em>'s, not {publication}'s."), "Tide & <b>Times</b>", "A <i>Writer</i>")
    assert show_remark(remark) == (
        "Not <em>A &lt;i&gt;Writer&lt;/i&gt;</em>'s, not Tide &amp; &lt;b&gt;Times&lt;/b&gt;'s."
    )
