from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from press.model.problem import ExitCode, ProblemsFound
from press.model.publication import (
    FOOTER_PARTS,
    CorrectionDesk,
    DeployTarget,
    FrontRules,
    FrontSection,
    ImageRules,
    Kind,
    MenuItem,
    Organization,
    Publication,
    RelatedRules,
    RelatedWeights,
)
from press.read.config import read_config
from press.read.kinds import DEFAULT_KINDS

LEAST = "title: The Harbour Post\nurl: https://example.org\n"


def config(text: str) -> Publication:
    publication, notes = read_config((LEAST + text).encode(), "config.yaml")
    assert notes == ()
    return publication


def mistakes(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ProblemsFound) as found:
        read_config(text.encode(), "site.yaml")
    assert found.value.code is ExitCode.USAGE
    assert {problem.place.path for problem in found.value.problems} == {"site.yaml"}
    return [(p.place.line, p.place.column, p.message) for p in found.value.problems]


def test_a_title_and_an_address_are_enough() -> None:
    assert config("") == Publication("The Harbour Post", "https://example.org/", kinds=DEFAULT_KINDS)


def test_every_setting_arrives() -> None:
    publication = config("""
description: Argument.
language: en-gb
timezone: Europe/Kyiv
logo: /images/logo.png
accent: "#9C2"
permalink: "{kind}/{year}/{slug}.html"
per_page: 7
menu: [{text: About, url: /about/}, {text: Shop, url: "https://example.com/"}]
front: {lead: rent, latest: 3, columnists: 0, sections: "analysis, housing", section_size: 2}
disclaimer: false
corrections: {issues: "https://example.org/new"}
related: {card_after: 4, list: 0, per_author: 1, per_series: 3, half_life_days: 30, card_needs_picture: false,
  weights: {topics: 200, author: 0}}
strict: true
raw_html: trust
slugs: ascii
images: {widths: [100, 200], formats: webp, quality: 50, require_credit: true}
feeds: {items: 50}
search: true
ai: search-only
organization:
  name: Post Ltd
  logo: images/org.png
  founding: 1891
  sameAs: [https://social.example/@post]
  policies: {masthead: /masthead/, ethicsPolicy: "https://example.org/ethics/"}
  email: desk@example.org
csp: {img-src: [https://a.example, https://b.example], frame-src: https://c.example}
cname: Example.org
deploy: {live: {target: s3, bucket: courier, compress: true}, pages: {target: git, branch: gh-pages}}
extra: {phone: 007}
""")
    assert (publication.language, publication.timezone) == ("en-GB", ZoneInfo("Europe/Kyiv"))
    assert (publication.description, publication.logo, publication.accent) == ("Argument.", "images/logo.png", "#9C2")
    assert (publication.permalink, publication.per_page) == ("/{kind}/{year}/{slug}.html", 7)
    assert publication.menu == (MenuItem("About", "/about/"), MenuItem("Shop", "https://example.com/"))
    assert publication.front == FrontRules(
        "rent", latest=3, columnists=0, sections=(FrontSection("analysis"), FrontSection("housing")), section_size=2
    )
    assert (publication.disclaimer, publication.strict, publication.search) == (False, True, True)
    assert publication.corrections == CorrectionDesk(issues="https://example.org/new")
    assert publication.related == RelatedRules(
        4, 0, 1, 3, 30, card_needs_picture=False, weights=RelatedWeights(topics=200, author=0)
    )
    assert (publication.raw_html, publication.slugs, publication.ai) == ("trust", "ascii", "search-only")
    assert publication.images == ImageRules((100, 200), ("webp",), 50, require_credit=True)
    assert publication.feed_items == 50
    policies = (("ethicsPolicy", "https://example.org/ethics/"), ("masthead", "/masthead/"))
    assert publication.organization == Organization(
        "Post Ltd", "images/org.png", "1891", ("https://social.example/@post",), policies, "desk@example.org"
    )
    assert publication.csp == (("frame-src", "https://c.example"), ("img-src", "https://a.example https://b.example"))
    assert (publication.cname, publication.deploy) == (
        "example.org",
        {
            "live": DeployTarget("s3", bucket="courier", compress=True),
            "pages": DeployTarget("git", branch="gh-pages"),
        },
    )
    assert publication.extra == {"phone": "007"}


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.org/Opinion", "http://example.org/Opinion/"),
        ("https://example.org:8080/a/b//", "https://example.org:8080/a/b/"),
    ],
)
def test_the_address_ends_with_a_slash(written: str, address: str) -> None:
    assert read_config(f"title: T\nurl: {written}".encode(), "config.yaml")[0].url == address


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://example.org/", "https://", "https://a b/", "https://example.org/?a", "https://example.org/#a",
     "https://u:p@example.org/", "javascript:alert(1)", "//example.org/", "https://[x/", "https://example.org/../a/"],
)  # fmt: skip
def test_addresses_that_no_site_can_have(url: str) -> None:
    assert [line for line, _, _ in mistakes(f'title: T\nurl: "{url}"')] == [2]


def test_kinds_are_changed_and_added() -> None:
    kinds = config("""
kinds:
  op-ed: {label: Guest essay, required: true}
  editorial: {disclaimer: false}
  review:
    label: Review
    byline: author
    disclaimer: Our critics pay for their seats.
    schema_type: ReviewNewsArticle
    footer: [correction]
    layout: review.html
  board-note: {byline: board}
""").kinds
    assert list(kinds) == [*DEFAULT_KINDS, "review", "board-note"]
    assert kinds["op-ed"] == Kind("op-ed", "Guest essay", views="author", required=True)
    assert (kinds["editorial"].disclaimer, kinds["editorial"].views) == (False, "board")
    assert kinds["review"] == Kind(
        "review",
        "Review",
        disclaimer="Our critics pay for their seats.",
        schema_type="ReviewNewsArticle",
        footer=("correction",),
        layout="review.html",
    )
    assert (kinds["board-note"].views, kinds["board-note"].footer) == ("board", FOOTER_PARTS)


def test_the_usual_kinds() -> None:
    assert {kind.id: (kind.byline, kind.views, kind.schema_type) for kind in DEFAULT_KINDS.values()} == {
        "op-ed": ("author", "author", "OpinionNewsArticle"),
        "column": ("author", "author", "OpinionNewsArticle"),
        "editorial": ("board", "board", "OpinionNewsArticle"),
        "letters": ("letters", "writers", "OpinionNewsArticle"),
        "analysis": ("author", "", "AnalysisNewsArticle"),
        "explainer": ("author", "", "BackgroundNewsArticle"),
        "satire": ("author", "satire", "SatiricalArticle"),
        "sponsored": ("sponsor", "sponsor", "AdvertiserContentArticle"),
    }


@pytest.mark.parametrize(
    "permalink",
    [
        "/{year}/",
        "/{slug.__class__}/",
        "/{slug!r}/",
        "/{slug:>99}/",
        "/{{slug}}/",
        "/{slug}/{",
        "/../{slug}/",
        "/a b/{slug}/",
        "/{}/{slug}",
    ],
)
def test_patterns_of_addresses_that_cannot_be_filled(permalink: str) -> None:
    assert [line for line, _, _ in mistakes(f'{LEAST}permalink: "{permalink}"')] == [3]


@pytest.mark.parametrize(
    "zone", ["Kyiv", "../etc/passwd", "/etc/passwd", "Europe", "localtime", "right/UTC", "x" * 300, "é"]
)
def test_zones_that_there_are_not(zone: str) -> None:
    assert [line for line, _, _ in mistakes(f'{LEAST}timezone: "{zone}"')] == [3]


def test_an_empty_file_is_one_mistake() -> None:
    assert mistakes("# nothing\n") == [(1, 1, "title is missing"), (1, 1, "url is missing")]
    assert mistakes(" \n") == [(1, 1, "the config file is empty")]


def test_comments_in_config_are_not_remarked() -> None:
    assert config("description: Argument. # and how").description == "Argument."
