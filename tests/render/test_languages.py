"""A piece in its own language: words, dates, quotes, plural forms, direction; and both strings files complete."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale

from press.read.strings import PLURAL_FORMS, read_strings
from press.render.filters import filters_for
from press.render.words import translator
from tests.dom import by_class, in_class, metas, tree, words
from tests.sites import CONFIG, article, build_at, write_site
from tests.tracked import ROOT

LANGUAGES = ("en", "uk")


def strings(lang: str) -> dict[str, str]:
    path = ROOT / f"layouts/strings/{lang}.yaml"
    return dict(read_strings(path.read_bytes(), path.name))


def without_forms(lang: str) -> set[str]:
    return {key.rpartition(".")[0] if key.rpartition(".")[2] in PLURAL_FORMS else key for key in strings(lang)}


def test_every_language_has_every_word() -> None:
    assert without_forms("uk") == without_forms("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_that_count_have_every_form_of_their_language(lang: str) -> None:
    forms = set(Locale(lang).plural_form.tags) | {"other"}
    counted = {key.rpartition(".")[0] for key in strings(lang) if key.endswith(".other")}
    for key in counted:
        assert {form for form in PLURAL_FORMS if f"{key}.{form}" in strings(lang)} == forms, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_has_the_slots_of_the_english_one(lang: str) -> None:
    english = strings("en")
    for key, word in strings(lang).items():
        base = english.get(key, english.get(f"{key.rpartition('.')[0]}.other", ""))
        assert {slot for slot in ("{name}", "{address}", "{title}", "{publication}", "{total}") if slot in word} == {
            slot for slot in ("{name}", "{address}", "{title}", "{publication}", "{total}") if slot in base
        }, key


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 хвилина"), (2, "2 хвилини"), (4, "4 хвилини"), (5, "5 хвилин"), (11, "11 хвилин"), (12, "12 хвилин"),
     (21, "21 хвилина"), (22, "22 хвилини"), (25, "25 хвилин"), (111, "111 хвилин")],
)  # fmt: skip
def test_ukrainian_counts_by_one_few_and_many(number: int, said: str) -> None:
    assert translator(strings("uk"), "uk")("minutes_to_read", n=number) == f"{said} читання"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 minute to read"), (2, "2 minutes to read"), (21, "21 minutes to read")]
)
def test_english_counts_by_one_and_other(number: int, said: str) -> None:
    assert translator(strings("en"), "en")("minutes_to_read", n=number) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "March 2, 2026"), ("en-GB", "2 March 2026"), ("uk", "2 березня 2026 р."), ("de", "2. März 2026")],
)
def test_dates_in_words(lang: str, said: str) -> None:
    assert filters_for(lang)["date"](datetime(2026, 3, 2, tzinfo=UTC)).replace("\u202f", " ") == said


def test_a_piece_in_another_language_than_its_site(tmp_path: Path) -> None:
    body = 'Він сказав "так" і пішов.'
    texts = {
        "uk": article("Мито", "2025-03-02", body, lang="uk", topics="[Money]", kind="analysis"),
        "he": article("מכס", "2026-03-02", "טקסט", lang="he", topics="[Money]"),
    }
    files = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in texts.items())
    write_site(tmp_path, f"-- config.yaml --\n{CONFIG}{files}")
    build_at(tmp_path)
    page = tree(tmp_path / "site/2025/03/uk/index.html")
    html = page.find(".//html")
    assert html is not None
    assert (html.get("lang"), html.get("dir")) == ("uk", "ltr")
    assert "«так»" in in_class(page, "text")
    assert in_class(page, "label") == "Аналітика"
    assert in_class(page, "age") == "Цьому тексту понад 1 рік."
    dates = in_class(page, "byline-dates").replace("\u202f", " ")
    assert dates == "Опубліковано 2 березня 2025 р. 1 хвилина читання"
    assert metas(page, "og:locale") == ["uk_UA"]
    topic = page.find(".//nav[@class='piece-topics']//a")
    assert topic is not None
    assert (words(topic), topic.get("lang")) == ("Money", "en")
    # The site's name is in the site's language, the interface around it in the piece's.
    [nameplate], [footer] = by_class(page, "nameplate"), by_class(page, "site-foot")
    assert (nameplate.get("lang"), footer.get("lang")) == ("en", None)
    assert [words(a) for a in footer.iter("a")][1:4] == ["Теми", "Автори", "Архів"]
    hebrew = tree(tmp_path / "site/2026/03/he/index.html").find(".//html")
    assert hebrew is not None
    assert (hebrew.get("lang"), hebrew.get("dir")) == ("he", "rtl")
    teasers = tree(tmp_path / "site/topics/money/index.html").findall(".//article")
    assert [(words(e.find(".//h2")), e.get("lang")) for e in teasers] == [("מכס", "he"), ("Мито", "uk")]


def test_months_begin_large_where_they_are_titles(tmp_path: Path) -> None:
    config = "title: Вісник\nurl: https://example.org/\nlanguage: uk\n"
    write_site(tmp_path, f"-- config.yaml --\n{config}-- content/articles/a.md --\n{article()}")
    assert build_at(tmp_path).notes == ()
    assert words(tree(tmp_path / "site/archive/2026/03/index.html").find(".//h1")) == "Березень 2026 р."
    assert words(tree(tmp_path / "site/archive/index.html").find(".//main//li/a")) == "Березень"


def test_a_site_words_a_few_things_anew_and_takes_the_rest_from_the_house(tmp_path: Path) -> None:
    own = "topics: Subjects\npieces:\n  one: One article\n  other: '{n} articles'\n"
    write_site(
        tmp_path, f"-- layouts/strings/en.yaml --\n{own}-- content/articles/a.md --\n{article(topics='[Money]')}"
    )
    build_at(tmp_path)
    page = tree(tmp_path / "site/topics/index.html")
    assert (words(page.find(".//h1")), in_class(page, "count")) == ("Subjects", "One article")
    assert [words(a) for a in by_class(page, "site-foot")[0].iter("a")][1:3] == ["Subjects", "Writers"]


def test_a_language_without_words_speaks_english_and_says_so(tmp_path: Path) -> None:
    config = "title: Hafenpost\nurl: https://example.org/\nlanguage: de\n"
    text = article(dek="'Ein \"Wort\"'")
    write_site(tmp_path, f"-- config.yaml --\n{config}-- content/articles/a.md --\n{text}")
    [note] = build_at(tmp_path).notes
    assert (note.place.path, note.place.line) == ("config.yaml", 3)
    assert note.message == 'there are no words of the interface in "de": English ones stand in'
    page = tree(tmp_path / "site/2026/03/a/index.html")
    assert in_class(page, "dek") == "Ein „Wort“"
    assert in_class(page, "byline-dates") == "Published 2. März 2026 1 minute to read"
    write_site(tmp_path, f"-- config.yaml --\n{config}-- layouts/strings/de.yaml --\npublished: Erschienen\n")
    assert build_at(tmp_path).notes == ()
    page = tree(tmp_path / "site/2026/03/a/index.html")
    assert in_class(page, "byline-dates") == "Erschienen 2. März 2026 1 minute to read"
