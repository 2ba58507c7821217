from __future__ import annotations

import pytest

from press.model.languages import direction


@pytest.mark.parametrize(
    ("lang", "dir_"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az", "ltr"), ("az-Arab", "rtl"), ("ks-Deva-IN", "ltr")],
)
def test_scripts_have_a_direction(lang: str, dir_: str) -> None:
    assert direction(lang) == dir_
