"""One text in several languages: linked both ways, and what may not be said of it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from press.model.problem import ProblemsFound
from press.model.problem_text import format_problem
from tests.dom import links, tree
from tests.sites import CONFIG, article, build_at, write_site

BASE = "https://example.org/opinion/2026/03/"


def build_versions(root: Path, versions: dict[str, dict[str, str]], language: str = "en") -> None:
    files = "".join(
        f"-- content/articles/2026-03-02-{name}.md --\n{article(name, **keys)}" for name, keys in versions.items()
    )
    write_site(root, f"-- config.yaml --\n{CONFIG}language: {language}\n{files}")
    build_at(root)


def alternates(root: Path, name: str) -> dict[str, str]:
    page: Element = tree(root / f"site/2026/03/{name}/index.html")
    return {
        link.get("hreflang", ""): link.get("href", "") for link in links(page, rel="alternate") if link.get("hreflang")
    }


def of(name: str, lang: str = "", **keys: str) -> dict[str, str]:
    return {"translation_of": f"2026-03-02-{name}"} | ({"lang": lang} if lang else {}) | keys


def test_each_version_names_all_versions_itself_among_them_and_the_default(tmp_path: Path) -> None:
    build_versions(tmp_path, {"rent": {"lang": "uk"}, "translated": of("rent"), "third": of("rent", "pl")})
    expected = {
        "en": f"{BASE}translated/",
        "pl": f"{BASE}third/",
        "uk": f"{BASE}rent/",
        "x-default": f"{BASE}translated/",
    }
    assert [alternates(tmp_path, name) for name in ("rent", "translated", "third")] == [expected] * 3


def test_without_a_version_in_the_sites_language_the_original_is_the_default(tmp_path: Path) -> None:
    build_versions(tmp_path, {"rent": {"lang": "uk"}, "translated": of("rent", "en")}, language="de")
    assert alternates(tmp_path, "translated")["x-default"] == f"{BASE}rent/"


def test_a_translation_of_a_translation_belongs_to_the_same_text(tmp_path: Path) -> None:
    build_versions(tmp_path, {"rent": {}, "uk": of("rent", "uk"), "pl": of("uk", "pl")})
    assert set(alternates(tmp_path, "rent")) == {"en", "uk", "pl", "x-default"}
    assert alternates(tmp_path, "rent") == alternates(tmp_path, "pl")


def test_a_piece_without_versions_names_none(tmp_path: Path) -> None:
    build_versions(tmp_path, {"rent": {}})
    assert alternates(tmp_path, "rent") == {}


def test_a_version_first_published_elsewhere_is_not_announced_here(tmp_path: Path) -> None:
    build_versions(tmp_path, {"rent": {}, "uk": of("rent", "uk", canonical="https://example.com/rent/")})
    assert alternates(tmp_path, "rent") == {}


@pytest.mark.parametrize(
    ("versions", "message", "hint"),
    [
        ({"rent": {}, "uk": of("rant", "uk")}, 'no piece is called "2026-03-02-rant"', "2026-03-02-rent"),
        ({"rent": {}, "uk": of("rent")}, "this translation has the language of what it translates", "lang: uk"),
        (
            {"rent": {}, "uk": of("rent", "uk"), "uk2": of("rent", "uk")},
            "this translation has the language of another translation, content/articles/2026-03-02-uk.md",
            "keep one of the two",
        ),
        ({"rent": of("rent", "uk")}, "this piece is a translation of itself", "name the piece"),
        ({"rent": of("uk"), "uk": of("rent", "uk")}, "this piece is a translation of itself", "name the piece"),
    ],
    ids=["nowhere", "same language", "two in one language", "itself", "circle"],
)
def test_what_may_not_be_said(tmp_path: Path, versions: dict[str, dict[str, str]], message: str, hint: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        build_versions(tmp_path, versions)
    text = "\n".join(map(format_problem, found.value.problems))
    assert message in text
    assert hint in text
    assert "translation_of: " in text


def test_a_reply_to_itself_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="1 problems") as found:
        build_versions(tmp_path, {"rent": {"replies_to": "2026-03-02-rent"}})
    assert format_problem(found.value.problems[0]).startswith(
        "content/articles/2026-03-02-rent.md:4:13: this piece replies to itself"
    )
