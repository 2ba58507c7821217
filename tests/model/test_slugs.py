from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify_unicode
from slugify import slugify

from press.model.addresses import SEGMENT_LIMIT
from press.model.names import composed
from press.model.slugs import anchor_slug, file_slug, unicode_slug
from press.plan.grouping import slug_of as columns_slug
from press.read.slugs import slug_fault, slug_of, written_slug


@pytest.mark.parametrize(
    ("words", "slug", "plain"),
    [
        ("rent-cap", "rent-cap", "rent-cap"),
        ("Rent Cap!", "rent-cap", "rent-cap"),
        ("日本語", "日本語", "ri-ben-yu"),
        ("Оренда", "оренда", "orenda"),
        ("cafe\u0301", "café", "cafe"),
        ("caf\u00e9", "café", "cafe"),
        ("İstanbul", "istanbul", "istanbul"),
        ("ﬁn", "fin", "fin"),
        ("a\u200bb", "ab", "ab"),
        ("...", "", ""),
        ("हिन्दी समाचार", "हिन्दी-समाचार", "hindii-smaacaar"),
        ("ข่าววันนี้", "ข่าววันนี้", "khaawwannii"),
        ("İstanbul planı", "istanbul-planı", "istanbul-plani"),
        ("I\u0307stanbul", "istanbul", "istanbul"),
        ("தமிழ் செய்தி", "தமிழ்-செய்தி", "tmilll-ceyti"),
        ("שָׁלוֹם", "שָׁלוֹם", "shalvom"),
        ("ශ්\u200dරී ලංකා", "ශ්\u200dරී-ලංකා", "shrii-lnkaa"),
        ("می\u200cخواهم", "می\u200cخواهم", "mykhwhm"),
        ("\u200dab\u200c c", "ab-c", "ab-c"),
        ("\N{HEAVY BLACK HEART}\ufe0f love", "love", "love"),
    ],
)
def test_one_slug_on_every_system(words: str, slug: str, plain: str) -> None:
    assert (slug_of(words, ascii_only=False), slug_of(words, ascii_only=True)) == (slug, plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("रमा", "रमी"),
        ("कल", "कली"),
        ("क्\u200dष", "क्ष"),
        ("மரம்", "மரமா"),
        ("מֶלֶךְ", "מָלַךְ"),
        ("ปา", "ป่า"),
        ("за\u0301мок", "замо\u0301к"),
        ("مُدير", "مَدير"),
        ("می\u200cدان", "میدان"),
        ("ကျွန်တော်", "ကျွန်တော"),
        ("ខ្មែរ", "ខ្មរ"),
    ],
)
def test_words_that_differ_in_a_sign_have_slugs_and_ids_of_their_own(one: str, other: str) -> None:
    assert len({slug_of(word, ascii_only=False) for word in (one, other)}) == 2
    assert len({anchor_slug(word, "-") for word in (one, other)}) == 2
    assert len({columns_slug(word) for word in (one, other)}) == 2


@pytest.mark.parametrize("words", ["Účet č. 1", "हिन्दी शीर्षक", "İstanbul planı", "Ґанок і й"])
def test_a_slug_and_an_id_are_the_same_whichever_way_letters_were_typed(words: str) -> None:
    forms = {composed(unicodedata.normalize(form, words)) for form in ("NFC", "NFD")}
    assert len({slug_of(form, ascii_only=False) for form in forms}) == 1
    assert len({anchor_slug(form, "-") for form in forms}) == 1


@given(st.text(max_size=200))
def test_a_new_file_and_a_build_make_the_same_slug(title: str) -> None:
    slug = file_slug(title)
    assert len(slug) <= 80
    assert slug == slug_of(slug, ascii_only=False)


@given(st.text(max_size=60))
def test_letters_without_marks_make_the_slugs_that_the_library_makes(text: str) -> None:
    text = unicodedata.normalize("NFC", re.sub(r"[İ&']", "", text))
    if not any(
        unicodedata.category(sign) in {"Mn", "Mc", "Cf"} for sign in unicodedata.normalize("NFKC", text.lower())
    ):
        assert unicode_slug(text) == slugify(text, allow_unicode=True)


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=60))
def test_ids_of_letters_without_marks_are_those_of_the_library(text: str) -> None:
    text = text.replace("İ", "")
    assert anchor_slug(text, "-") == slugify_unicode(text, "-")


def test_a_text_is_composed_and_no_character_becomes_another_one() -> None:
    kept = "\ufa1b\u2126"  # an ideograph of names, and the sign of ohm, which NFC exchanges
    assert composed(f"Rozpoc\u030cet \u1112\u1161\u11ab \u0bc6\u0bbe {kept}") == f"Rozpočet 한 ொ {kept}"


def test_a_long_slug_is_cut_at_a_word_and_stays_unique() -> None:
    one, two = (slug_of("rent caps " * 40 + end, ascii_only=False) for end in ("one", "two"))
    assert one != two
    assert one.rpartition("-")[0] == two.rpartition("-")[0]
    assert one.rpartition("-")[0].endswith(("rent", "caps"))
    assert max(len(one), len(two)) <= SEGMENT_LIMIT


@given(st.text(max_size=400), st.booleans())
def test_a_made_slug_is_empty_or_can_stand_in_an_address(words: str, ascii_only: bool) -> None:
    slug = slug_of(words, ascii_only=ascii_only)
    assert len(slug.encode()) <= SEGMENT_LIMIT
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert slug == slug_of(slug, ascii_only=ascii_only)


@pytest.mark.parametrize(
    "slug", ["../../x", "/etc/x", "a\\b", "%2e%2e/", ".", "", "//host/x", "CON", "a b", "a?b", "a#b", "a=b"]
)
def test_chosen_slugs_that_cannot_stand(slug: str) -> None:
    assert slug_fault(slug) is not None


def test_a_chosen_slug_loses_what_nobody_sees() -> None:
    assert written_slug(" re\u200bnt\u202e-cafe\u0301 ") == "rent-café"
