"""HTML with straight quotes -> the same with the quotes of its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType

# Language -> double quotes: the outer pair, and the pair for a quotation inside another one.
QUOTES: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "en": ("“", "”", "“", "”"),
        "uk": ("«", "»", "„", "“"),
        "be": ("«", "»", "„", "“"),
        "ru": ("«", "»", "„", "“"),
        "bg": ("„", "“", "«", "»"),
        "de": ("„", "“", "„", "“"),
        "cs": ("„", "“", "„", "“"),
        "sk": ("„", "“", "„", "“"),
        "pl": ("„", "”", "«", "»"),
        "ro": ("„", "”", "«", "»"),
        "hu": ("„", "”", "»", "«"),
        "fr": ("«\u202f", "\u202f»", "“", "”"),
        "es": ("«", "»", "“", "”"),
        "it": ("«", "»", "“", "”"),
        "pt": ("«", "»", "“", "”"),
    }
)
_INLINE = "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
# Code and what other programs' templates hold stay as they are. The one sign that all begin with makes the search fast.
_TAG = (
    r"<(?:(pre|code|kbd|samp|script|style)[\s>].*?</\1>"
    rf"|(/?(?:{_INLINE})(?:\s[^<>]*)?)>|([^<>]*)>)"
)
_TAGS = re.compile(_TAG, re.DOTALL)
_TAGS_AND_BRACES = re.compile(_TAG + r"|(\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})", re.DOTALL)
_IN_LINE, _BLOCK = 2, 3  # the groups of these expressions
_SIGN = re.compile("[\"'“”„«»]")
_NEXT = re.compile(rf"(?:</?(?:{_INLINE})(?:\s[^<>]*)?>)*(&nbsp;|.)?", re.DOTALL)
_BEFORE_OPENING = frozenset(" \n\t\u00a0\u202f([{-–—/‘“„«")
_AFTER_CLOSING = frozenset(" \n\t\u00a0\u202f)]}-–—/.,;:!?…’”»<")
# Words that begin with an apostrophe, not with a quotation.
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|em|cause|til|till|n|round|bout)\b", re.IGNORECASE)


# A quotation that begins a block, or follows a blank or a bracket, and ends behind a word, with nothing in it but words
# and stress.
_STRESS = "</?(?:em|strong)>"
_QUOTATION = re.compile(
    r'"(?:(?<=[ \n(]")|(?<=<p>"))(?=\w)'
    rf'([^"<]*+(?:{_STRESS}[^"<]*+)*+)'
    r'(?:(?<=[\w.,!?])|(?<=[\w.,!?]</em>)|(?<=[\w.,!?]</strong>))"'
)
# What the signs may be something else in.
_CODE = re.compile(r"<(?:!|(?:pre|code|kbd|samp|script|style)[\s>])")
# A sign in a text and not in a tag; an apostrophe that stands behind no letter, and one in a tag.
_LOOSE_SIGN = re.compile(r'"(?=[^<>]*(?:<|\Z))')
_LOOSE_APOSTROPHE = re.compile(r"'(?<![^\W_]')")
_TAG_WITH_ONE = re.compile(r"<[^<>']*'")


def curl(html: str, lang: str) -> str:
    """Return `html` (as nh3 writes it) with the quotation marks of `lang` (`en`, `uk-UA`; others: as English).

    Apostrophes become ’. A double quote behind a figure stays straight (5'10") where no quotation is open. The end
    of a paragraph closes what was left open.
    """
    if '"' not in html and "'" not in html:
        return html
    quotes = QUOTES.get(lang.partition("-")[0].lower(), QUOTES["en"])
    return _curled_at_once(html, quotes) or _Curler(html, quotes).run()


def curl_text(text: str, lang: str) -> str:
    """Return plain `text` with the quotation marks of `lang`, as `curl` does."""
    return unescape(curl(escape(text, quote=False), lang))


def _curled_at_once(html: str, quotes: tuple[str, str, str, str]) -> str | None:
    """Return what `_Curler` makes of `html`, or None where that takes more than a look at whole quotations.

    Each stands by itself, outside all others, since no sign is left over, and none of the writer's own counts.
    """
    if "{" in html or _CODE.search(html) or ("'" in html and _TAG_WITH_ONE.search(html)):
        return None
    if not html.isascii() and any(sign in html for sign in "“”„«»"):
        return None
    if "'" in html:
        if _LOOSE_APOSTROPHE.search(html):
            return None
        html = html.replace("'", "’")
    opening, closing, _, _ = quotes
    curled = _QUOTATION.sub(lambda found: opening + found[1] + closing, html)
    return None if _LOOSE_SIGN.search(curled) else curled


class _Curler:
    """One pass over tags and signs; keeps how many quotations are open and the letter before."""

    def __init__(self, html: str, quotes: tuple[str, str, str, str]) -> None:
        self.html = html
        self.quotes = quotes
        self.depth = 0
        self.last = ""
        self.seen = 0  # where the letter before ends, as long as it has not been looked at
        self.copied = 0
        self.pieces: list[str] = []

    def run(self) -> str:
        html, at = self.html, 0
        signs = [sign.start() for sign in _SIGN.finditer(html)]
        signs.append(len(html))
        number = 0
        for token in (_TAGS_AND_BRACES if "{" in html else _TAGS).finditer(html):
            start, kind = token.start(), token.lastindex
            while signs[number] < start:
                self.sign(at, signs[number])
                at = signs[number] + 1
                number += 1
            if start > at:
                self.seen = start
            at = token.end()
            while signs[number] < at:  # in the tag itself
                number += 1
            if kind == _BLOCK:
                is_break = token[_BLOCK] == "br"
                self.last, self.seen = " " if is_break else "", 0
                self.depth = self.depth if is_break else 0
            elif kind != _IN_LINE:
                self.last, self.seen = "x", 0
        for place in signs[number:-1]:
            self.sign(at, place)
            at = place + 1
        self.pieces.append(html[self.copied :])
        return "".join(self.pieces)

    def sign(self, start: int, place: int) -> None:
        """Turn the sign at `place`; between `start` and it stand nothing but letters."""
        html = self.html
        if place > start and html[place] == "'" and html[place - 1].isalnum():
            self.pieces += (html[self.copied : place], "’")
            self.copied = place + 1
            self.last, self.seen = "’", 0
            return
        seen = place if place > start else self.seen
        if seen:
            self.last = " " if html.endswith("&nbsp;", 0, seen) else html[seen - 1]
        turned = self.turn(html[place], place + 1)
        self.pieces += (html[self.copied : place], turned)
        self.copied = place + 1
        self.last, self.seen = turned.strip(), 0

    def turn(self, written: str, end: int) -> str:
        if written == "'":
            return self.single(end)
        if written == '"':
            return self.double(end)
        if written == self.quotes[0].strip():
            self.depth += 1
        elif written == self.quotes[1].strip():
            self.depth = max(0, self.depth - 1)
        return written

    def double(self, end: int) -> str:
        opens = not self.last or self.last in _BEFORE_OPENING
        if opens and self.at_end(end):
            opens = False
            if not self.depth:
                return '"'
        if opens:
            self.depth += 1
            return self.quotes[0 if self.depth == 1 else 2]
        if not self.depth and self.last.isdigit():
            return '"'
        self.depth = max(0, self.depth - 1)
        return self.quotes[3 if self.depth else 1]

    def single(self, end: int) -> str:
        opens = not self.last or self.last in _BEFORE_OPENING
        return "‘" if opens and not self.at_end(end) and not _ELISION.match(self.html, end) else "’"

    def at_end(self, offset: int) -> bool:
        """Return whether no word follows at `offset`, tags within a line passed over."""
        found = _NEXT.match(self.html, offset)
        following = found[1] if found else None
        return following is None or following == "&nbsp;" or following in _AFTER_CLOSING
