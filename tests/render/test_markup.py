from __future__ import annotations

from markupsafe import Markup

from press.render.markup import whole_addresses


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
