"""Words -> a slug: the part of an address that stands for a piece, the same on every system."""

from __future__ import annotations

import re
import unicodedata

from slugify import slugify

from press.model.addresses import HIDDEN, SEGMENT_LIMIT, check_segment
from press.model.digest import digest
from press.model.slugs import lower_dotted, unicode_slug

_UNFIT = re.compile(r"[\s/#%&+=;@]")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAIL = 9  # characters of "-" and of the digest that keeps a shortened slug unique


def slug_of(words: str, *, ascii_only: bool) -> str:
    """Return the slug for `words`, "" where they hold no letter or digit.

    Letters stay as they are (composed, in lower case, with their vowel signs and other marks) unless `ascii_only`. A
    slug of more than 200 bytes is cut at a word and ends with eight digits of the digest of the whole.
    """
    if _PLAIN.fullmatch(words) and len(words) <= SEGMENT_LIMIT:
        slug = words
    else:
        slug = "" if ascii_only else unicode_slug(words)
        slug = slug or slugify(lower_dotted(unicodedata.normalize("NFC", HIDDEN.sub("", words))))
    return slug if len(slug.encode()) <= SEGMENT_LIMIT else _shortened(slug)


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
