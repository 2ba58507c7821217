from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model.addresses import SEGMENT_LIMIT
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
    ],
)
def test_one_slug_on_every_system(words: str, slug: str, plain: str) -> None:
    assert (slug_of(words, ascii_only=False), slug_of(words, ascii_only=True)) == (slug, plain)


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
