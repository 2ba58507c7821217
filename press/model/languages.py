"""Language tag -> the direction of its script, for pages and for items of feeds."""

from __future__ import annotations

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
# Scripts as BCP 47 names them, where a tag has one: az-Arab is written from the right, ks-Deva from the left.
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_SCRIPT = 4  # letters of a script in a language tag


def direction(lang: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag."""
    language, *rest = lang.casefold().split("-")
    script = next((part for part in rest if len(part) == _SCRIPT and part.isalpha()), "")
    is_rtl = script in _RIGHT_TO_LEFT_SCRIPTS if script else language in _RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"
