"""Pieces of a body -> plain text, number of words, excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from press.read.body.pieces import Piece, html_of

EXCERPT = 200  # characters

_CODE = re.compile(r"<(pre|code|script|style)[\s>].*?</\1>", re.DOTALL)
_MARK = re.compile(
    r'<sup id="text-fnref.*?</sup>|<a[^<>]*? class="footnote-backref.*?</a>|<div class="toc">.*?</div>', re.DOTALL
)
_BREAK = re.compile(r"<(?:br|hr|/(?:p|li|h[1-6]|t[dh]|tr|d[dt]|div|blockquote|figcaption|caption|pre))(?=[\s>])")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+(?:['’.,\-‐‑]\w+)*")
# The same, character by character: each is of a word, may stand between two parts of one, or neither.
_MEANINGS = bytes(
    ord("w") if chr(code).isalnum() or code == ord("_") else ord("j") if chr(code) in "'.,-" else ord(" ")
    for code in range(128)
).ljust(256)
# The only signs that keep most English texts from being ASCII; the first ones may stand in a word.
_JOINTS = "’‐‑"
_PLAIN_SIGNS = _JOINTS + "‘“”–—…\u00a0"
_END = re.compile(r"[.!?…]+[\"'”’»“)\]]*\s+(?=[\"'“„«‘(\[—–]*[^\W_])")
_LAST_WORD = re.compile(r"([^\s.]+)\.[\"'”’»“)\]]*\s+$")
# After these a full stop ends no sentence; single letters (initials) neither.
_SHORT = frozenset(
    "mr mrs ms mx dr prof st jr sr rev gen col lt sgt capt gov sen rep hon messrs no nos vs etc e.g i.e cf al approx"
    " inc ltd co corp dept est fig vol pp jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n a.m p.m"
    " ім вул просп бульв пл обл р рр ст м с смт о-в тис млн млрд грн коп див напр проф акад доц гл п пп т зб ред"
    " г гг ул тыс руб им д".split()
)


def plain_of(pieces: Iterable[Piece]) -> str:
    """Return the text of `pieces` without code, footnote marks and pictures; blocks end in a line break."""
    html = html_of(pieces)
    if "<pre" in html or "<code" in html or "<s" in html:
        html = _CODE.sub(" ", html)
    if "foot" in html or 'class="toc"' in html:
        html = _MARK.sub("", html)
    return unescape(_TAG.sub("", _BREAK.sub("\n<", html)))


def count_words(plain: str) -> int:
    """Return how many words `plain` has; `it's`, `3.5` and `well-known` are one each."""
    text = plain
    if not text.isascii():
        for sign in _PLAIN_SIGNS:
            text = text.replace(sign, "-" if sign in _JOINTS else " ")
        if not text.isascii():
            return len(_WORD.findall(plain))
    letters = text.encode().translate(_MEANINGS) + b" "
    # A word ends before a blank, or before a joint that no letter follows.
    return letters.count(b"w ") + letters.count(b"wj ") + letters.count(b"wjj")


def excerpt_of(paragraphs: Iterable[str]) -> str:
    """Return the first sentences of `paragraphs` (plain text), at most EXCERPT characters.

    Where the first sentence alone is longer, it is cut at a word and ends in "…".
    """
    text = ""
    for paragraph in paragraphs:
        text = f"{text} {' '.join(paragraph.split())}".strip()
        if len(text) > EXCERPT:
            break
    if len(text) <= EXCERPT:
        return text
    ends = [found.end() for found in _END.finditer(text[: EXCERPT + 40]) if not _is_short(text[: found.end()])]
    whole = [end for end in ends if len(text[:end].rstrip()) <= EXCERPT]
    if whole:
        return text[: whole[-1]].rstrip()
    cut = text[:EXCERPT]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:–—-") + "…"


def _is_short(sentence: str) -> bool:
    found = _LAST_WORD.search(sentence[-40:])
    word = found[1].lower().lstrip("([\"'“„«‘") if found else ""
    return word in _SHORT or (len(word) == 1 and word.isalpha())
