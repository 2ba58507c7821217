from __future__ import annotations

from dataclasses import dataclass

from press.render.renderer import PageKey
from press.render.staleness import stale_reason


@dataclass(frozen=True)
class Row:
    key: str
    parts: tuple[tuple[str, str], ...] = ()


KEY = PageKey("k2", (("head", "1"), ("piece", "2")))


def test_the_same_key_and_an_untouched_file_are_fresh() -> None:
    assert stale_reason(KEY, Row("k2"), untouched=True) == ""


def test_every_reason_is_said() -> None:
    assert stale_reason(KEY, None, untouched=False) == "new page"
    assert stale_reason(KEY, Row("k2"), untouched=False) == "the file was changed or removed by someone else"
    before = Row("k1", (("head", "1"), ("piece", "1"), ("card", "9")))
    assert stale_reason(KEY, before, untouched=True) == "changed: card, piece"
