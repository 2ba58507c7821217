"""Words -> slugs and ids in the letters of their own script, the same on every system."""

from __future__ import annotations

import re
import unicodedata

from press.model.addresses import HIDDEN

_MARKS = frozenset({"Mn", "Mc"})
_JOINERS = "\u200c\u200d"
# They choose how the sign before them is drawn, as that of an emoji, and spell nothing.
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ODD_SPACES = re.compile(r"[-\s]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")


def unicode_slug(words: str) -> str:
    """Return letters, digits and the marks behind them in lower case, and one hyphen for whatever is between.

    "" where there is no letter or digit. Words that differ in a vowel sign have different slugs.
    """
    text = _THOUSANDS.sub("", lower_dotted(HIDDEN.sub("", words)))
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower()):
        within = bool(kept) and kept[-1] != "-"
        if sign.isalnum() or (within and _continues(sign)):
            kept.append(sign)
        elif within and not _SELECTORS.match(sign):
            kept.append("-")
    return HIDDEN.sub("", "".join(kept).strip("-"))


def file_slug(title: str, *, longest: int = 80) -> str:
    """Return the part of a new file's name that its title makes, cut at a word after `longest` characters at most.

    A build makes the same slug of the file's name. "" as above.
    """
    slug = unicode_slug(title)
    return slug if len(slug) <= longest else slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def anchor_slug(text: str, separator: str) -> str:
    """Return the id of a heading: its letters and digits in lower case, with their marks, words parted by `separator`.

    For letters without marks of their own it is what Python-Markdown's `slugify_unicode` makes.
    """
    kept: list[str] = []
    is_word = False
    for sign in HIDDEN.sub("", lower_dotted(text)):
        is_word = sign.isalnum() or sign == "_" or (is_word and _continues(sign))
        if is_word or sign.isspace() or sign == "-":
            kept.append(sign)
    return _ODD_SPACES.sub(separator, "".join(kept).strip().lower())


def lower_dotted(text: str) -> str:
    """Return a text with the Turkish capital of i as that letter: in lower case it would be i and a dot above."""
    return text.replace("İ", "i").replace("I\u0307", "i").replace("i\u0307", "i")


def _continues(sign: str) -> bool:
    """Whether a sign belongs to the letter before it."""
    return sign in _JOINERS or (unicodedata.category(sign) in _MARKS and not _SELECTORS.match(sign))
