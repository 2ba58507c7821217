"""What a piece's page says of corrections, age, interests, series, letters and replies, as parsed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests.dom import all_words, by_class, graph, in_class, metas, tree, words
from tests.sites import CONFIG, NOW, article, build_at, write_site

BODY = "What was written.\n\n## A heading\n\nMore of it."
PICTURE = "{src: images/a.png, alt: A}"


def build_pieces(root: Path, config: str = "", *, now: datetime = NOW, **pieces: str) -> Path:
    files = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in pieces.items())
    write_site(root, f"-- config.yaml --\n{CONFIG}{config}\n{files}")
    build_at(root, now=now)
    return root / "site"


def page_of(root: Path, *, now: datetime = NOW, config: str = "", **keys: str) -> Element:
    """The page of one piece with these keys."""
    text = article(**{"title": "Rent", "date": "2026-03-02", "body": BODY, **keys})
    return tree(build_pieces(root, config, now=now, rent=text) / "2026/03/rent/index.html")


def entry(type_: str, text: str, date: str = "2026-03-04") -> str:
    return f"{{date: {date}, type: {type_}, text: '{text}'}}"


@pytest.mark.parametrize("type_", ["correction", "clarification", "update"])
def test_a_correction_stands_at_the_foot_with_its_date(tmp_path: Path, type_: str) -> None:
    page = page_of(tmp_path, corrections=f"[{entry(type_, 'It was *eleven*.')}]")
    assert in_class(page, "correction") == f"{type_.capitalize()} March 4, 2026 It was eleven."
    assert by_class(page, "notice") == []
    assert [e.get("datetime") for e in by_class(page, "correction")[0].iter("time")] == ["2026-03-04T00:00:00+00:00"]
    assert "What was written." in in_class(page, "text")


def test_an_editors_note_stands_at_the_top_and_the_text_stays(tmp_path: Path) -> None:
    page = page_of(tmp_path, corrections=f"[{entry('editors-note', 'Read this first.')}]")
    header = page.find(".//header[@class='piece-head']")
    assert header is not None
    assert in_class(header, "notice") == "Editor’s note March 4, 2026 Read this first."
    assert by_class(page, "correction") == []
    assert "What was written." in in_class(page, "text")


def test_a_retraction_stands_in_place_of_the_text(tmp_path: Path) -> None:
    config = "description: Argument."
    page = page_of(tmp_path, config=config, corrections=f"[{entry('retraction', 'We withdraw it.')}]")
    assert in_class(page, "notice") == "Retraction March 4, 2026 We withdraw it."
    assert "What was written." not in words(page)
    assert "wordCount" not in graph(page)["OpinionNewsArticle"]
    assert metas(page, "description") == ["We withdraw it."]
    for path in (tmp_path / "site").rglob("*"):
        assert not path.is_file() or b"What was written" not in path.read_bytes(), path


def test_of_a_withdrawn_text_teasers_and_feeds_say_why(tmp_path: Path) -> None:
    page = page_of(tmp_path, corrections=f"[{entry('retraction', '{publication} *withdraws* it.')}]")
    said = "The Harbour Post withdraws it."
    assert metas(page, "description") == [said]
    assert in_class(tree(tmp_path / "site/archive/2026/03/index.html"), "teaser-dek") == said
    assert f"<description>{said}</description>" in (tmp_path / "site/feed.xml").read_text()


def test_a_retraction_may_keep_the_text(tmp_path: Path) -> None:
    page = page_of(tmp_path, corrections=f"[{entry('retraction', 'We withdraw it.')}]", keep_body="true")
    assert in_class(page, "notice") == "Retraction March 4, 2026 We withdraw it."
    assert "What was written." in in_class(page, "text")


def test_corrections_run_newest_first_and_fill_in_who_is_who(tmp_path: Path) -> None:
    older = entry("correction", "{publication} said nine, {author} eleven.", "2026-03-03")
    page = page_of(tmp_path, corrections=f"[{older}, {entry('update', 'Later.')}]", authors="[Ada]")
    assert in_class(page, "correction").split(" | ") == [
        "Update March 4, 2026 Later.",
        "Correction March 3, 2026 The Harbour Post said nine, Ada eleven.",
    ]
    node = graph(page)["OpinionNewsArticle"]
    assert [(each["@type"], each["text"], each["datePublished"]) for each in node["correction"]] == [
        ("CorrectionComment", "Later.", "2026-03-04T00:00:00+00:00"),
        ("CorrectionComment", "The Harbour Post said nine, Ada eleven.", "2026-03-03T00:00:00+00:00"),
    ]
    assert node["dateModified"] == "2026-03-04T00:00:00+00:00"


def test_all_corrections_on_one_page_in_the_language_of_their_piece(tmp_path: Path) -> None:
    site = build_pieces(
        tmp_path,
        a=article("Alpha", corrections=f"[{entry('correction', 'One.', '2026-03-05')}]"),
        b=article("Бета", lang="uk", corrections=f"[{entry('retraction', 'Два.', '2026-03-06')}]"),
    )
    page = tree(site / "corrections/index.html")
    assert all_words(page, ".//p[@class='corrections-piece']/a") == ["Бета", "Alpha"]
    assert [a.get("lang") for a in page.findall(".//p[@class='corrections-piece']/a")] == ["uk", None]
    texts = [p for p in page.findall(".//ol[@class='corrections']/li/p") if words(p) in {"One.", "Два."}]
    assert [(words(p), p.get("lang")) for p in texts] == [("Два.", "uk"), ("One.", None)]


def test_updated_is_shown_and_told(tmp_path: Path) -> None:
    page = page_of(tmp_path, updated="2026-03-09T10:00")
    dates = [time.get("datetime") for time in by_class(page, "byline-dates")[0].iter("time")]
    assert dates == ["2026-03-02T00:00:00+00:00", "2026-03-09T10:00:00+00:00"]
    assert in_class(page, "byline-dates").startswith("Published March 2, 2026 Updated March 9, 2026")
    assert metas(page, "article:modified_time") == ["2026-03-09T10:00:00+00:00"]
    assert graph(page)["OpinionNewsArticle"]["dateModified"] == "2026-03-09T10:00:00+00:00"


def test_a_disclosure_stands_below_the_text(tmp_path: Path) -> None:
    page = page_of(tmp_path, disclosure="The author owns *two* flats.")
    assert in_class(page, "disclosure") == "Disclosure The author owns two flats."


@pytest.mark.parametrize(
    ("now", "note"),
    [
        (datetime(2027, 3, 1, 23, 59, tzinfo=UTC), ""),
        (datetime(2027, 3, 2, 0, 0, tzinfo=UTC), "This piece is more than a year old."),
        (datetime(2029, 3, 3, 0, 0, tzinfo=UTC), "This piece is more than 3 years old."),
    ],
)
def test_a_piece_over_a_year_old_says_so(tmp_path: Path, now: datetime, note: str) -> None:
    assert in_class(page_of(tmp_path, now=now), "age") == note


def test_a_rebuild_adds_the_age_note_when_its_time_has_come(tmp_path: Path) -> None:
    page_of(tmp_path, now=datetime(2027, 3, 1, tzinfo=UTC))
    built = build_at(tmp_path, now=datetime(2027, 3, 2, tzinfo=UTC))
    assert list(built.reasons) == ["2026/03/rent/index.html"]


def test_a_series_counts_its_parts_and_leads_from_one_to_the_next(tmp_path: Path) -> None:
    site = build_pieces(
        tmp_path,
        one=article("One", series="Tides", part="1"),
        two=article("Два", series="tides", part="2", lang="uk"),
        three=article("Three", series="Tides", part="3"),
    )
    first, second, third = (tree(site / f"2026/03/{name}/index.html") for name in ("one", "two", "three"))
    assert in_class(first, "head-note") == "Tides Part 1 of 3"
    assert in_class(second, "head-note") == "Tides Частина 2 з 3"
    assert [(a.get("rel"), a.get("href")) for a in by_class(second, "series-nav")[0].iter("a")] == [
        ("prev", "/opinion/2026/03/one/"),
        ("next", "/opinion/2026/03/three/"),
    ]
    titles = [e for e in by_class(third, "series-nav")[0].iter("span") if e.get("lang")]
    assert [(words(e), e.get("lang")) for e in titles] == [("Два", "uk")]
    assert all_words(tree(site / "series/tides/index.html"), ".//ol//h2") == ["One", "Два", "Three"]
    assert graph(first)["OpinionNewsArticle"]["isPartOf"]["name"] == "Tides"


def test_a_series_counts_the_parts_that_are_still_to_come(tmp_path: Path) -> None:
    site = build_pieces(
        tmp_path,
        one=article("One", series="Tides", part="1"),
        two=article("Two", "2027-03-02", series="Tides", part="2"),
        three=article("Three", series="Tides", part="3"),
    )
    assert in_class(tree(site / "2026/03/three/index.html"), "head-note") == "Tides Part 3 of 3"


def test_an_older_correction_keeps_its_address_when_a_newer_one_is_written_above_it(tmp_path: Path) -> None:
    older = entry("correction", "It was nine.")
    before = by_class(page_of(tmp_path, corrections=f"[{older}]"), "correction")
    newer = [entry("update", "Again.", "2026-03-05"), entry("update", "Once more.", "2026-03-05"), older]
    after = by_class(page_of(tmp_path, corrections=f"[{', '.join(newer)}]"), "correction")
    assert [e.get("id") for e in before] == ["correction-2026-03-04"]
    assert [e.get("id") for e in after] == ["correction-2026-03-05-2", "correction-2026-03-05", "correction-2026-03-04"]


def test_dates_of_corrections_and_updates_that_are_still_to_come_are_noted(tmp_path: Path) -> None:
    text = article(updated="2027-03-04", corrections=f"[{entry('update', 'It is.', '2027-03-05')}]")
    write_site(tmp_path, f"-- content/articles/rent.md --\n{text}")
    assert [(note.place.line, note.message) for note in build_at(tmp_path).notes] == [
        (4, "this date is still to come, and is shown already"),
        (5, "this date is still to come, and is shown already"),
    ]


def test_words_in_place_of_a_name_are_a_persons(tmp_path: Path) -> None:
    page = page_of(tmp_path, byline="A nurse at St Mary's")
    assert in_class(page, "byline-names") == "A nurse at St Mary’s"
    assert graph(page)["OpinionNewsArticle"]["author"] == [{"@type": "Person", "name": "A nurse at St Mary’s"}]


def test_the_lines_around_a_headline_have_the_quotes_and_dashes_of_their_language(tmp_path: Path) -> None:
    page = page_of(tmp_path, title="'\"Місто\"'", dek="'Про \"місто\" -- і м''яту'", kicker="'\"Так\"'", lang="uk")
    assert (in_class(page, "dek"), in_class(page, "kicker")) == ("Про «місто» – і м’яту", "«Так»")
    assert metas(page, "og:description") == ["Про «місто» – і м’яту"]
    assert words(page.find(".//h1")) == '"Місто"'


def test_each_letter_has_an_address_and_a_writer(tmp_path: Path) -> None:
    letters = (
        "## Late again\n\nThe tram.\n\n— Rolf Eide, Upper Mills\n\n"
        "## Onions\n\nThe soup.\n\n— Name and address supplied, Sandfleet\n"
    )
    page = page_of(tmp_path, kind="letters", body=letters)
    sections = by_class(page, "letter")
    assert [words(section.find(".//h2")).removesuffix(" #") for section in sections] == ["Late again", "Onions"]
    listed = [a.get("href") for nav in by_class(page, "contents") for a in nav.iter("a")]
    assert listed == [f"#{section.get('id')}" for section in sections]
    assert [words(e) for e in by_class(page, "signature")] == [
        "Rolf Eide, Upper Mills",
        "Name and address supplied, Sandfleet",
    ]
    assert graph(page)["OpinionNewsArticle"]["author"] == [{"@type": "Person", "name": "Rolf Eide"}]
    assert metas(page, "description") == ["The tram. The soup."]
    assert in_class(page, "disclaimer").startswith("The views in these letters")


@pytest.mark.parametrize(
    ("last", "words_each", "listed"),
    [("##", 125, ["One", "Two", "Three", "Four"]), ("###", 125, []), ("##", 100, [])],
)
def test_a_long_piece_lists_its_chapters(tmp_path: Path, last: str, words_each: int, listed: list[str]) -> None:
    text = "\n\n" + "word " * words_each + "\n\n"
    page = page_of(tmp_path, body=text.join(["## One", "## Two", "## Three", f"{last} Four", ""]))
    assert [words(a) for nav in by_class(page, "contents") for a in nav.iter("a")] == listed


def test_letters_that_nobody_signs_have_no_author_and_are_noted(tmp_path: Path) -> None:
    page = page_of(tmp_path, kind="letters", body="## Late again\n\nThe tram.\n")
    assert "author" not in graph(page)["OpinionNewsArticle"]
    assert [note.message for note in build_at(tmp_path).notes] == ["nobody signs this letter"]


def test_replies_are_shown_on_both_sides(tmp_path: Path) -> None:
    site = build_pieces(
        tmp_path,
        rent=article("Rent", "2026-03-02"),
        no=article("No", "2026-03-05", replies_to="rent"),
        yes=article("Yes", "2026-03-06", replies_to="rent"),
    )
    asked, reply = (tree(site / f"2026/03/{name}/index.html") for name in ("rent", "no"))
    assert [(words(e.find(".//h2")), all_words(e, ".//h3")) for e in by_class(asked, "responses")] == [
        ("Replies to this piece", ["No", "Yes"])
    ]
    assert [(words(e.find(".//h2")), all_words(e, ".//h3")) for e in by_class(reply, "responses")] == [
        ("This piece replies to", ["Rent"])
    ]
    address = "https://example.org/opinion/2026/03/rent/"
    assert graph(reply)["OpinionNewsArticle"]["citation"] == address


def test_the_footers_parts_are_chosen_piece_by_piece(tmp_path: Path) -> None:
    context = "corrections: {issues: 'https://www.example.net/new?labels=text'}"
    assert in_class(page_of(tmp_path, config=context), "suggest").endswith("at example.net")
    page = page_of(tmp_path, config=context, footer="[correction]", disclaimer="Not our views.")
    assert (in_class(page, "disclaimer"), bool(in_class(page, "suggest"))) == ("", True)
    page = page_of(tmp_path, config=context, disclaimer="Not the views of {publication}.")
    assert in_class(page, "disclaimer") == "Not the views of The Harbour Post."


def test_first_published_elsewhere(tmp_path: Path) -> None:
    page = page_of(tmp_path, canonical="https://www.example.com/first/")
    assert in_class(page, "head-note") == "First published at example.com"
    assert [e.get("href") for e in page.iter("link") if e.get("rel") == "canonical"] == [
        "https://www.example.com/first/"
    ]


def test_what_search_engines_are_told_instead(tmp_path: Path) -> None:
    page = page_of(tmp_path, seo="{title: Found, description: Told, noindex: true}")
    assert words(page.find(".//title")) == "Found – The Harbour Post"
    assert (metas(page, "og:title"), metas(page, "description"), metas(page, "robots")) == (
        ["Found"],
        ["Told"],
        ["noindex"],
    )
    assert words(page.find(".//h1")) == "Rent"


def test_whoever_translates_or_only_edits_has_a_page_that_leads_on(tmp_path: Path) -> None:
    site = build_pieces(
        tmp_path,
        rent=article("Rent", authors="[Ada]", translator="[Bo, Ada]", editor="[Cy, Bo]"),
        toll=article("Toll", authors="[Ada]", editor="[Bo]"),
    )
    pages = {name: all_words(tree(site / f"authors/{name}/index.html"), ".//h2") for name in ("ada", "bo", "cy")}
    assert pages == {"ada": ["Rent", "Toll"], "bo": ["Rent"], "cy": ["Rent"]}


def test_an_authors_page_says_who_that_is(tmp_path: Path) -> None:
    author = (
        "---\nname: Ada\nrole: Engineer\nstaff: true\nlinks: {website: 'https://example.net/ada'}\n---\n\nAda builds.\n"
    )
    write_site(tmp_path, f"-- content/authors/ada.md --\n{author}")
    config = "organization: {name: Post Ltd, founding: 1891, policies: {masthead: /about/}}"
    site = build_pieces(tmp_path, config, rent=article("Rent", authors="[ada]", topics="[Homes, Money]"))
    nodes = graph(tree(site / "authors/ada/index.html"))
    home = "https://example.org/opinion/"
    assert nodes["ProfilePage"]["mainEntity"] == {"@id": f"{home}authors/ada/#person"}
    person = nodes["Person"]
    assert {name: person[name] for name in ("name", "jobTitle", "worksFor", "description", "sameAs", "knowsAbout")} == {
        "name": "Ada",
        "jobTitle": "Engineer",
        "worksFor": {"@id": f"{home}#org"},
        "description": "Ada builds.",
        "sameAs": ["https://example.net/ada"],
        "knowsAbout": ["Homes", "Money"],
    }
    publisher = nodes["NewsMediaOrganization"]
    assert (publisher["@id"], publisher["name"], publisher["foundingDate"]) == (f"{home}#org", "Post Ltd", "1891")
    assert publisher["masthead"] == f"{home}about/"
    assert nodes["WebSite"]["@id"] == f"{home}#site"
    assert graph(tree(site / "2026/03/rent/index.html"))["OpinionNewsArticle"]["publisher"] == {"@id": f"{home}#org"}
