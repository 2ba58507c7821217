"""A newsroom's own kinds, made in config.yaml alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from press.model.problem_text import format_problem
from tests.dom import by_class, graph, in_class, metas, tree, words
from tests.sites import CONFIG, article, build_at, write_site

KINDS = """corrections: {email: desk@example.org}
kinds:
  review:
    label: Review
    schema_type: ReviewNewsArticle
    disclaimer: Seats were paid for by {publication}; {author} says what she likes.
    footer: [disclaimer]
    layout: review.html
    label_in_title: true
  notice:
    label: Notice
    byline: board
    required: true
  partner:
    label: Partner
    byline: sponsor
  advert:
    label: Advertorial
    schema_type: AdvertiserContentArticle
  op-ed:
    label: Guest essay
"""
LAYOUT = '{% extends "article.html" %}{% block look %}article review{% endblock %}\n'


def build_kinds(root: Path, **pieces: dict[str, str]) -> Path:
    files = "".join(
        f"-- content/articles/2026-03-02-{name}.md --\n{article(name, **keys)}" for name, keys in pieces.items()
    )
    write_site(root, f"-- config.yaml --\n{CONFIG}{KINDS}-- layouts/review.html --\n{LAYOUT}{files}")
    build_at(root)
    return root / "site/2026/03"


def problem_of(root: Path, **pieces: dict[str, str]) -> str:
    with pytest.raises(ProblemsFound) as found:
        build_kinds(root, **pieces)
    return "\n".join(map(format_problem, found.value.problems))


def test_a_kind_of_ones_own_has_label_layout_type_footer_and_disclaimer(tmp_path: Path) -> None:
    folder = build_kinds(tmp_path, opera={"kind": "review", "authors": "[Ada]"})
    page = tree(folder / "opera/index.html")
    assert in_class(page, "label") == "Review"
    assert by_class(page, "review")[0].tag == "main"
    assert in_class(page, "disclaimer") == "Seats were paid for by The Harbour Post; Ada says what she likes."
    assert (in_class(page, "suggest"), in_class(page, "report")) == ("", "")
    assert graph(page)["ReviewNewsArticle"]["author"][0]["name"] == "Ada"
    assert metas(page, "og:title") == ["Review: opera"]
    assert words(page.find(".//h1")) == "opera"


def test_a_kind_says_who_signs(tmp_path: Path) -> None:
    folder = build_kinds(tmp_path, closed={"kind": "notice"}, bank={"kind": "partner", "sponsor": "{name: The Bank}"})
    closed, bank = tree(folder / "closed/index.html"), tree(folder / "bank/index.html")
    assert in_class(closed, "byline-names") == "The editorial board"
    assert in_class(closed, "disclaimer").startswith("This is the view of The Harbour Post")
    assert in_class(bank, "paid") == "Partner Paid for by The Bank"
    assert in_class(bank, "disclaimer").startswith("The Bank paid for this piece")


def test_a_kind_that_is_there_can_be_changed(tmp_path: Path) -> None:
    page = tree(build_kinds(tmp_path, rent={}) / "rent/index.html")
    assert in_class(page, "label") == "Guest essay"
    assert in_class(page, "disclaimer").startswith("The views in this piece")


def test_a_required_disclaimer_may_not_be_left_out(tmp_path: Path) -> None:
    text = problem_of(tmp_path, closed={"kind": "notice", "disclaimer": "false"})
    assert text.startswith("content/articles/2026-03-02-closed.md:5:13: ")
    assert 'a piece of kind "notice" is not published without a disclaimer' in text


@pytest.mark.parametrize("kind", ["sponsored", "partner", "advert"])
def test_paid_content_of_any_kind_must_say_who_paid(tmp_path: Path, kind: str) -> None:
    assert "a piece that was paid for must say who paid" in problem_of(tmp_path, bank={"kind": kind})


@pytest.mark.parametrize("kind", ["sponsored", "advert"])
def test_paid_content_says_who_paid_whoever_wrote_it(tmp_path: Path, kind: str) -> None:
    folder = build_kinds(tmp_path, bank={"kind": kind, "sponsor": "{name: The Bank}", "authors": "[Ada]"})
    page = tree(folder / "bank/index.html")
    assert in_class(page, "byline-names") == "Ada"
    assert in_class(page, "disclaimer").startswith("The Bank paid for this piece")
    assert "<item>" not in (tmp_path / "site/feed.xml").read_text()


def test_a_layout_that_is_not_there_is_named_at_its_line(tmp_path: Path) -> None:
    config = CONFIG + "kinds:\n  review:\n    layout: reviw.html\n"
    write_site(tmp_path, f"-- config.yaml --\n{config}-- layouts/review.html --\n{LAYOUT}")
    with pytest.raises(ProblemsFound) as found:
        build_at(tmp_path)
    assert format_problem(found.value.problems[0]) == (
        'config.yaml:5:13: there is no layout "reviw.html" for the kind "review"\n'
        "    5 |     layout: reviw.html\n"
        '  hint: did you mean "review.html"?'
    )
