"""Pieces of a body -> plain text, number of words, excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from press.read.markdown.pieces import Piece, html_of

EXCERPT = 200  # characters

# Code, and what stands for a footnote or leads elsewhere in the text.
_UNSAID = re.compile(
    r'<(?:(pre|code|script|style)[\s>].*?</\1>|sup id="text-fnref.*?</sup>|a[^<>]*? class="footnote-backref.*?</a>'
    r'|div class="toc">.*?</div>)',
    re.DOTALL,
)
_BREAK = re.compile(r"<(?:br|hr|/(?:p|li|h[1-6]|t[dh]|tr|d[dt]|div|blockquote|figcaption|caption|pre))(?=[\s>])")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+(?:['’.,\-‐‑]\w+)*")
# The same, byte by byte: 1 for what is of a word, 2 for what may stand between two parts of one.
_KINDS = bytes(
    1 if chr(code).isalnum() or code == ord("_") else 2 if chr(code) in "'.,-" else 0 for code in range(128)
).ljust(256, b"\0")
_MOST_BYTES = 60_000
_ONES = int.from_bytes(b"\1" * _MOST_BYTES, "little")
# The only signs that keep most English texts from being ASCII, and what parts or joins words as they do.
_SIGNS = (("’", "'"), ("‐", "-"), ("‑", "-"), *((sign, " ") for sign in "‘“”–—…\u00a0"))
_END = re.compile(r"[.!?…]+[\"'”’»“)\]]*\s+(?=[\"'“„«‘(\[—–]*[^\W_])")
_LAST_WORD = re.compile(r"([^\s.]+)\.[\"'”’»“)\]]*\s+$")
# After these a full stop ends no sentence; single letters (initials) neither.
_SHORT = frozenset(
    "mr mrs ms mx dr prof st jr sr rev gen col lt sgt capt gov sen rep hon messrs no nos vs etc e.g i.e cf al approx"
    " inc ltd co corp dept est fig vol pp jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n a.m p.m"
    " ім вул просп бульв пл обл р рр ст м с смт о-в тис млн млрд грн коп див напр проф акад доц гл п пп т зб ред"
    " г гг ул тыс руб им д".split()
)


def plain_of(pieces: Sequence[Piece]) -> str:
    """Return the text of `pieces` without code, footnote marks and pictures; blocks end in a line break."""
    return plain_of_html(html_of(pieces))


def plain_of_html(html: str) -> str:
    """Return the text of `html` (as nh3 writes it), as `plain_of` does."""
    html = _UNSAID.sub(_left_out, html)
    return unescape(_TAG.sub("", _BREAK.sub("\n<", html)))


def spelled_plainly(text: str) -> str:
    """Return `text` in ASCII, with the same words, where only quotes, dashes and the like kept it from being that."""
    if text.isascii():
        return text
    plain = text
    for sign, meant in _SIGNS:
        plain = plain.replace(sign, meant)
    return plain if plain.isascii() else text


def count_words(plain: str) -> int:
    """Return how many words `plain` has; `it's`, `3.5` and `well-known` are one each. ASCII is counted soonest."""
    if not plain.isascii() or len(plain) > _MOST_BYTES:
        return len(_WORD.findall(plain))
    # A number with a byte for each character. A word ends where neither a letter follows, nor a joint and a letter.
    kinds = int.from_bytes(plain.encode().translate(_KINDS), "little")
    letters = kinds & _ONES
    go_on = (kinds >> 8) | ((kinds >> 9) & (kinds >> 16))
    return (letters ^ (letters & go_on)).bit_count()


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
    ends = [found.end() for found in _END.finditer(text[: EXCERPT + 40])]
    for end in reversed(ends):
        sentences = text[:end]
        if len(sentences.rstrip()) <= EXCERPT and not _is_short(sentences):
            return sentences.rstrip()
    cut = text[:EXCERPT]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:–—-") + "…"


def _left_out(found: re.Match[str]) -> str:
    """Code separates the words around it."""
    return " " if found[1] else ""


def _is_short(sentence: str) -> bool:
    found = _LAST_WORD.search(sentence[-40:])
    word = found[1].lower().lstrip("([\"'“„«‘") if found else ""
    return word in _SHORT or (len(word) == 1 and word.isalpha())
