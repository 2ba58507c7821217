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
# Code and what other programs' templates hold stay as they are.
_TOKEN = re.compile(
    r"<(?P<code>pre|code|kbd|samp|script|style)[\s>].*?</(?P=code)>"
    rf"|<(?P<inline>/?(?:{_INLINE})(?:\s[^<>]*)?)>|<(?P<block>[^<>]*)>"
    r"|(?P<foreign>\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})|(?P<sign>[\"'“”„«»])",
    re.DOTALL,
)
_NEXT = re.compile(rf"(?:</?(?:{_INLINE})(?:\s[^<>]*)?>)*(&nbsp;|.)?", re.DOTALL)
_BEFORE_OPENING = frozenset(" \n\t\u00a0\u202f([{-–—/‘“„«")
_AFTER_CLOSING = frozenset(" \n\t\u00a0\u202f)]}-–—/.,;:!?…’”»<")
# Words that begin with an apostrophe, not with a quotation.
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|em|cause|til|till|n|round|bout)\b", re.IGNORECASE)


def curl(html: str, lang: str) -> str:
    """Return `html` (as nh3 writes it) with the quotation marks of `lang` (`en`, `uk-UA`; others: as English).

    Apostrophes become ’. A double quote behind a figure stays straight (5'10") where no quotation is open. The end
    of a paragraph closes what was left open.
    """
    if '"' not in html and "'" not in html:
        return html
    return _TOKEN.sub(_Curler(html, QUOTES.get(lang.partition("-")[0].lower(), QUOTES["en"])), html)


def curl_text(text: str, lang: str) -> str:
    """Return plain `text` with the quotation marks of `lang`, as `curl` does."""
    return unescape(curl(escape(text, quote=False), lang))


class _Curler:
    """Called for each tag and quote in turn; keeps how many quotations are open and the letter before."""

    def __init__(self, html: str, quotes: tuple[str, str, str, str]) -> None:
        self.html = html
        self.quotes = quotes
        self.depth = 0
        self.end = 0
        self.last = ""

    def __call__(self, token: re.Match[str]) -> str:
        if token.start() > self.end:
            before = self.html[max(0, token.start() - 6) : token.start()]
            self.last = " " if before == "&nbsp;" else before[-1]
        self.end = token.end()
        if token["block"] is not None:
            self.last = " " if token["block"] == "br" else ""
            self.depth = self.depth if token["block"] == "br" else 0
        elif token["code"] or token["foreign"]:
            self.last = "x"
        elif token["sign"]:
            sign = self.turn(token)
            self.last = sign.strip()
            return sign
        return token[0]

    def turn(self, token: re.Match[str]) -> str:
        written = token["sign"]
        if written == "'":
            return self.single(token.end())
        if written == '"':
            return self.double(token.end())
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
