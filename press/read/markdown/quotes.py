"""HTML or text with straight quotes -> the same with the quotation marks of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from press.read.markdown.languages import Marks, contraction_of, marks_of

_INLINE = "a|abbr|b|bdi|bdo|cite|del|dfn|em|i|img|ins|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr"
# What is not text: tags, entities, other programs' templates. Each alternative is found by its first character.
_TOKEN = re.compile(
    rf"<(?:(?P<code>pre|code|kbd|samp|script|style)(?:\s[^<>]*)?>|(?P<inline>/?(?:{_INLINE})(?:\s[^<>]*)?>)"
    r"|(?P<line>br(?:\s[^<>]*)?>)|(?P<block>[^<>]*>))"
    r"|(?P<blank>&nbsp;)|(?P<entity>&#?\w{1,10};)|(?P<braces>\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})"
)
_SIGN = re.compile("[\"'“”„«»]")
_HIDDEN = "\ufffc"  # stands for code, braces and entities: a letter, as far as quotation marks go
_BLANKS = frozenset(" \n\t\u00a0\u202f")
_BEFORE_OPENING = _BLANKS | frozenset("([{-–—/‘“„«")
_NO_WORD = _BLANKS | frozenset(")]},:;’”»")  # behind a mark that cannot open
_MAY_BEGIN = frozenset("-–—/.…!?")  # a quotation may begin with these, if it is closed further on
_LEADING = re.compile(r"[-–—/.…]+(?=\w)")
_AHEAD = 300  # characters in which the end of a quotation that begins like a contraction is looked for
_HYPHENS_OR_DOTS = re.compile(r"(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)")
_PUNCTUATION = {"--": "–", "---": "—", "...": "…"}
_SINGLE_OR_END = re.compile(r"['’]|[.!?…](?=\s)")
_POSSESSIVE = frozenset("sSxXzZß")
# Scripts that put no blanks between words: Thai to Khmer, kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff、。]")

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
    """Return `html` (as nh3 writes it) with the quotation marks of `lang` (`en`, `uk-UA`).

    Apostrophes become ’. A double quote behind a figure stays straight (5'10") where no quotation is open. The end
    of a paragraph closes what was left open.
    """
    if '"' not in html and "'" not in html:
        return html
    marks = marks_of(lang)
    return _curled_at_once(html, marks) or "".join(_curled_by_block(html, marks, contraction_of(lang)))


def curl_text(text: str, lang: str) -> str:
    """Return plain `text` with the quotation marks of `lang`, as `curl` does."""
    return unescape(curl(escape(text, quote=False), lang))


def punctuate(text: str, lang: str) -> str:
    """Return a line of plain `text` with the dashes, ellipses and quotation marks that Markdown would give it."""
    if "--" in text or "..." in text:
        text = _HYPHENS_OR_DOTS.sub(lambda found: _PUNCTUATION[found[0]], text)
    return curl_text(text, lang) if "'" in text or '"' in text else text


def _curled_at_once(html: str, marks: Marks) -> str | None:
    """Return `html` curled where it holds whole, separate quotations and apostrophes behind letters only, else None.

    Saves an eighth of reading a real body: these are nearly all.
    """
    if "{" in html or _CODE.search(html) or ("'" in html and _TAG_WITH_ONE.search(html)):
        return None
    if not html.isascii() and any(sign in html for sign in "“”„«»"):
        return None
    if "'" in html:
        if _LOOSE_APOSTROPHE.search(html):
            return None
        html = html.replace("'", "’")
    curled = _QUOTATION.sub(lambda found: marks.opening + found[1] + marks.closing, html)
    return None if _LOOSE_SIGN.search(curled) else curled


def _curled_by_block(html: str, marks: Marks, contraction: re.Pattern[str]) -> Iterator[str]:
    """Yield `html` in stretches: of each block the text alone is looked at, then its signs are replaced in the HTML."""
    text: list[str] = []
    signs: list[int] = []  # offsets in `html` of the signs in `text`
    copied = at = 0
    while at <= len(html):
        token = _TOKEN.search(html, at)
        start = token.start() if token else len(html)
        if start > at:
            text.append(html[at:start])
            signs += [sign.start() for sign in _SIGN.finditer(html, at, start)]
        at = token.end() if token else len(html) + 1
        kind = token.lastgroup if token else "block"
        if token and kind == "code":
            end = html.find("</" + token["code"] + ">", at)
            at = end + len(token["code"]) + 3 if end >= 0 else len(html)
        if kind == "block":
            if signs:
                for offset, mark in zip(signs, _Block("".join(text), marks, contraction).run(), strict=True):
                    yield html[copied:offset]
                    yield mark
                    copied = offset + 1
            text, signs = [], []
        elif kind != "inline":
            text.append(" " if kind in {"line", "blank"} else _HIDDEN)
    yield html[copied:]


class _Block:
    """The text of one block, and how many quotations are open at the sign that is looked at."""

    def __init__(self, text: str, marks: Marks, contraction: re.Pattern[str]) -> None:
        self.text = text
        self.marks = marks
        self.contraction = contraction
        self.doubles = 0
        self.singles = 0
        # Where a mark is missing, inner marks would make a wrong nesting visible.
        self.inner = marks[2:] if text.count('"') % 2 == 0 else marks[:2]
        self.before = ""  # what stands before the sign: a mark that was just set, or a character
        self.end = 0  # behind the sign
        self.was_opened = self.opened = False  # whether the sign before, and this one, open a quotation

    def run(self) -> Iterator[str]:
        """Yield the replacement of each sign."""
        previous, mark = -2, ""
        for sign in _SIGN.finditer(self.text):
            at, self.end = sign.start(), sign.end()
            self.before = mark.strip() if previous == at - 1 else self.text[at - 1 : at]
            self.was_opened = previous == at - 1 and self.opened
            self.opened = False
            previous, mark = at, self._replacement(sign[0])
            yield mark

    def _replacement(self, sign: str) -> str:
        if sign == '"':
            return self._double()
        if sign == "'":
            return self._single()
        opening, closing = self.marks.opening.strip(), self.marks.closing.strip()
        if sign == closing and (self.doubles or opening != closing):
            self.doubles = max(0, self.doubles - 1)
        elif sign == opening:
            self.doubles += 1
            self.opened = True
        return sign

    def _begins(self) -> bool:
        """Return whether the sign stands where a quotation may begin, whatever follows."""
        return not self.before or self.was_opened or self.before in _BEFORE_OPENING

    def _double(self) -> str:
        after = self.text[self.end : self.end + 1]
        begins = self._begins() or self._follows_elision(after)
        if begins and self._goes_on(after):
            self.doubles += 1
            self.opened = True
            return self.marks.opening if self.doubles == 1 else self.inner[0]
        if not self.doubles and (begins or self.before.isdigit()):
            return '"'
        self.doubles = max(0, self.doubles - 1)
        return self.inner[1] if self.doubles else self.marks.closing

    def _follows_elision(self, after: str) -> bool:
        """Return whether a word begins behind the sign and none ends before it: l'"affaire", said:"No", 彼は"はい"."""
        if not after.isalnum() and after not in {_HIDDEN, "'"}:
            return False
        if self.before == "’" and after.isalpha():
            return True
        return not self.doubles and (not _ends_word(self.before) or bool(_UNSPACED.match(self.before)))

    def _goes_on(self, after: str) -> bool:
        """Return whether words of a quotation follow the sign."""
        if not after or after in _BLANKS:
            return False
        if after not in _MAY_BEGIN and after not in _NO_WORD:
            return True
        if self.before and not self.was_opened and self.before not in _BLANKS and self.before not in "([{":
            return False
        if self.text.startswith('"', self.end + 1):  # one sign by itself: ","
            return not self.doubles
        if after in _NO_WORD or (self.doubles and not _LEADING.match(self.text, self.end)):
            return False
        return self.text.find('"', self.end) >= 0

    def _single(self) -> str:
        at, after = self.end - 1, self.text[self.end : self.end + 1]
        begins = self._begins() or (self.before == "’" and self.text[at - 1] == "'" and after.isalpha())
        if begins and self._opens_single(after):
            self.singles += 1
            self.opened = True
            return self.marks.inner_opening
        if self.singles and not begins and not _is_letter(after) and not self._is_possessive(after):
            self.singles -= 1
            return self.marks.inner_closing
        return "’"

    def _opens_single(self, after: str) -> bool:
        if not after or after in _NO_WORD:
            return False
        if after in _MAY_BEGIN:
            return self._is_closed_ahead(self.end)
        contraction = self.contraction.match(self.text, self.end)
        if contraction is None:
            return True
        if contraction[0].lower() == "n" and self.text.startswith("'", contraction.end()):  # rock 'n' roll
            return False
        return self.text.startswith("'", contraction.end()) or self._is_closed_ahead(contraction.end())

    def _is_closed_ahead(self, start: int) -> bool:
        """Return whether, in the same sentence, a single quotation ends that no other sign begins."""
        for found in _SINGLE_OR_END.finditer(self.text, start, start + _AHEAD):
            at = found.start()
            before, after = self.text[at - 1], self.text[at + 1 : at + 2]
            if found[0] not in "'’":
                return False
            if _is_letter(after):
                if not _is_letter(before) and not self.contraction.match(self.text, at + 1):
                    return False  # another quotation begins here
                continue
            if before in _BLANKS:
                continue
            if before not in _POSSESSIVE or after not in _BLANKS or not _is_letter(self.text[at + 2 : at + 3]):
                return True
        return False

    def _is_possessive(self, after: str) -> bool:
        """Return whether the sign is more probably of a genitive (the dogs' day) than the end of a quotation."""
        is_genitive = (
            self.before in _POSSESSIVE and after in _BLANKS and _is_letter(self.text[self.end + 1 : self.end + 2])
        )
        return is_genitive and self._is_closed_ahead(self.end)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == _HIDDEN


def _ends_word(character: str) -> bool:
    return character.isalnum() or character in {_HIDDEN, "’", ")", "]", "…", ".", "!", "?", "%"}
