from __future__ import annotations

import itertools
import time

import pytest

from press.model.terms import NO_TERMS, Terms
from press.read.terms import count_terms, written_forms


def terms(text: str, *, title: str = "", dek: str = "", lang: str = "en") -> Terms:
    return count_terms(title=title, dek=dek, text=text, lang=lang)


def counted(found: Terms) -> dict[str, int]:
    groups = [line.split() for line in found.groups.splitlines()]
    return {word: int(count) for count, *words in groups for word in words}


def test_words_are_stemmed_and_counted_without_those_that_say_nothing() -> None:
    found = counted(terms("The rents rise. Rent is rising, and the landlord's rent rises most of all."))
    assert found == {"rent": 3, "rise": 3, "landlord": 1}


def test_title_counts_three_times_and_dek_twice() -> None:
    found = terms("Zoning.", title="Zoning", dek="Zoning and rent")
    assert counted(found) == {"zone": 6, "rent": 2}
    assert (found.title, found.dek) == ("zone", "rent zone")


def test_highest_counts_come_first_and_equals_in_alphabetical_order() -> None:
    assert terms("tram bridge tram ferry").groups == "2 tram\n1 bridg ferri"


def test_nothing_gives_no_terms() -> None:
    assert terms("") == terms("the of and 1 2026 , — x", title="The") == NO_TERMS


@pytest.mark.parametrize(
    "junk",
    [
        "{{ site.baseurl }}",
        '{% include "figure.html" %}',
        "https://example.org/path?query=words",
        "www.example.org",
        "editor@example.org",
        "4711",
        "w" * 41,
    ],
)
def test_what_nobody_reads_is_no_word(junk: str) -> None:
    assert counted(terms(f"rent {junk} ferry")) == {"rent": 1, "ferri": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("HOUSING", "housing"),
        ("landlord\u2019s", "landlord's"),
        ("hous\u00ading", "housing"),
        ("snake_case", "snake case"),
    ],
)
def test_spellings_of_one_word_are_one_word(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_a_long_piece_keeps_what_it_says_most_and_then_what_it_says_first() -> None:
    words = ["".join(letters) for letters in itertools.product("bdfghjklm", repeat=3)]
    found = terms(" ".join(reversed(words)) + f" {words[0]}", title="zebra")
    kept = counted(found)
    assert len(kept) == 160
    assert {"zebra", words[0], words[-1]} <= kept.keys()
    assert words[1] not in kept


def test_title_and_dek_name_only_what_is_kept() -> None:
    words = ["".join(letters) for letters in itertools.product("bdfghjklm", repeat=3)]
    found = terms("", title=" ".join(words[:200]))
    assert set(found.title.split()) == counted(found).keys()


@pytest.mark.parametrize(
    "forms",
    [
        "місто міста місту містом місті",
        "бюджет бюджету бюджетом бюджети бюджетів бюджетам",
        "вулиця вулиці вулицю вулицею вулиць",
        "український українського українському українська українською українські українських",
        "будувати будувала будували будував",
    ],
)
def test_forms_of_a_ukrainian_word_have_one_stem(forms: str) -> None:
    assert len(counted(terms(forms, lang="uk"))) == 1


def test_ukrainian_words_of_other_roots_stay_apart_and_stress_marks_go() -> None:
    assert len(counted(terms("оренда ринок транспорт порт", lang="uk"))) == 4
    assert terms("за\u0301мок", lang="uk") == terms("замок", lang="uk")
    assert counted(terms("і та що для м\u2019яч", lang="uk")) == {"м'яч": 1}


def test_the_region_of_a_language_plays_no_part() -> None:
    assert terms("cidades e cidade", lang="pt-BR") == terms("cidades e cidade", lang="pt")


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert counted(terms("mae'r tref tref", lang="cy")) == {"tref": 2, "mae'r": 1}


def test_scripts_that_write_vowels_as_marks_keep_words_whole() -> None:
    assert list(counted(terms("कितना", lang="xx"))) == ["कितना"]


@pytest.mark.parametrize("text", ["{" * 200_000, "a@" * 200_000, "{%" * 100_000, "'a" * 100_000, "w" * 500_000])
def test_odd_text_takes_no_odd_time(text: str) -> None:
    started = time.process_time()
    terms(text)
    assert time.process_time() - started < 5


def test_a_stem_is_shown_in_the_form_that_is_written_most() -> None:
    forms = written_forms("Housing costs. Houses cost; NATO’s NATO, housing, housing, ’tis the tenants’ tenant", "en")
    assert forms["hous"] == "housing"
    assert forms["nato"] == "NATO"
    assert forms["cost"] == "cost"
    assert forms["tenant"] == "tenant"
