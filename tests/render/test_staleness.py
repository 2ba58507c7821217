from __future__ import annotations

from dataclasses import dataclass

from press.model.page import Page
from press.render.renderer import PageKey
from press.render.staleness import compare

PAGE = Page("a/index.html", "article.html", {}, "en", "content/articles/a.md")


@dataclass(frozen=True)
class Row:
    key: str
    parts: tuple[tuple[str, str], ...] = ()


def reasons(known: dict[str, Row], untouched: set[str], key: PageKey) -> list[str]:
    return [stale.reason for stale in compare([(PAGE, key)], known, untouched).stale]


KEY = PageKey("k2", (("head", "1"), ("piece", "2")))


def test_the_same_key_and_an_untouched_file_are_fresh() -> None:
    changes = compare([(PAGE, KEY)], {PAGE.path: Row("k2")}, {PAGE.path})
    assert not changes.stale
    assert changes.fresh == {PAGE.path}


def test_every_reason_is_said() -> None:
    assert reasons({}, set(), KEY) == ["new page"]
    assert reasons({PAGE.path: Row("k2")}, set(), KEY) == ["the file was changed or removed by someone else"]
    before = Row("k1", (("head", "1"), ("piece", "1"), ("card", "9")))
    assert reasons({PAGE.path: before}, {PAGE.path}, KEY) == ["changed: card, piece"]
