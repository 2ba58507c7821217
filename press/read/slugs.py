"""Words -> a slug: the part of an address that stands for a piece, the same on every system."""

from __future__ import annotations

import re
import unicodedata

from slugify import slugify

from press.model.addresses import SEGMENT_LIMIT, check_segment
from press.model.digest import digest

HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_UNFIT = re.compile(r"[\s/#%&+=;@]")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKS = frozenset({"Mn", "Mc"})
_TAIL = 9  # characters of "-" and of the digest that keeps a shortened slug unique


def slug_of(words: str, *, ascii_only: bool) -> str:
    """Return the slug for `words`, "" where they hold no letter or digit.

    Letters stay as they are (composed, in lower case, with their vowel signs and other marks) unless `ascii_only`. A
    slug of more than 200 bytes is cut at a word and ends with eight digits of the digest of the whole.
    """
    if _PLAIN.fullmatch(words) and len(words) <= SEGMENT_LIMIT:
        slug = words
    else:
        text = unicodedata.normalize("NFC", HIDDEN.sub("", words)).replace("İ", "i")
        slug = (
            slugify(text)
            if ascii_only
            else _with_marks(text)
            if _has_marks(text)
            else slugify(text, allow_unicode=True)
        )
        slug = slug or slugify(text)
    return slug if len(slug.encode()) <= SEGMENT_LIMIT else _shortened(slug)


def _has_marks(text: str) -> bool:
    return not text.isascii() and any(unicodedata.category(sign) in _MARKS for sign in text)


def _with_marks(text: str) -> str:
    """Return letters, digits and the marks behind them in lower case, and one hyphen for whatever is between.

    The library takes marks for what is between words, so that words that differ in vowel signs alone were one.
    """
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower()):
        within = bool(kept) and kept[-1] != "-"
        if sign.isalnum() or (within and unicodedata.category(sign) in _MARKS):
            kept.append(sign)
        elif within:
            kept.append("-")
    return "".join(kept).strip("-")


def written_slug(text: str) -> str:
    """Return a slug that a writer chose, composed and without invisible characters."""
    return unicodedata.normalize("NFC", HIDDEN.sub("", text).strip())


def slug_fault(slug: str) -> str | None:
    """Return what is wrong with a chosen slug, None when nothing is: one part of an address, readable as it stands."""
    found = _UNFIT.search(slug)
    if found and not re.search(r"\.\.|%2e|%2f", slug, re.IGNORECASE):
        return f'it holds "{found[0]}"' if found[0].strip() else "it holds a blank"
    return check_segment(slug)


def _shortened(slug: str) -> str:
    cut = slug.encode()[: SEGMENT_LIMIT - _TAIL].decode(errors="ignore")
    at_word = cut.rpartition("-")[0] or cut
    return f"{at_word}-{digest(slug)[: _TAIL - 1]}"
