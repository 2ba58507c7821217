from __future__ import annotations

import pytest

from press.plan.head import locale_of


@pytest.mark.parametrize(
    ("lang", "locale"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("uk", "uk_UA"), ("pt-BR", "pt_BR"), ("zh-Hant-TW", "zh_TW"), ("tlh", "tlh")],
)
def test_open_graph_wants_a_territory(lang: str, locale: str) -> None:
    assert locale_of(lang) == locale
