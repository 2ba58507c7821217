"""HTML among the Markdown of another engine -> Markdown: blocks, links, pictures and notes."""

from __future__ import annotations

import re

from press.importing.embeds import markdown_address
from press.importing.html_to_markdown import html_to_markdown
from press.importing.text_addresses import TextAddresses

_HTML_BLOCK = re.compile(
    r"^[ ]{0,3}<(figure|picture|iframe|video|audio|table|center|div|p|section|aside|blockquote|details|object|img"
    r"|script|style|noscript|form|dl|ul|ol|h[1-6])\b",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# Elements that writers leave open: what ends them is the next blank line.
_LEFT_OPEN = frozenset({"p", "img", "iframe", "object"})
_MARKDOWN_INSIDE = re.compile(r"\n[ \t]*\n[ ]{0,3}(?:[-*+#>][ #>]|\d+[.)][ ]|[^<\n]*(?:\]\(|\*\*|__|`))")
_HTML_LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^<>]*>(.*?)</a\s*>""", re.DOTALL | re.IGNORECASE)
_HTML_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_HTML_MARK = re.compile(
    r"""(?:<sup[^<>]*>\s*)?<a\b[^<>]*\bhref=["']\#([\w:.-]+)["'][^<>]*>\s*\[?\(?(?:\d{1,3}|[*†‡§])\)?\]?\s*</a>(?:\s*</sup>)?"""
)
_BACK = re.compile(r"""<a\b[^<>]*\bhref=["']\#[^"']*["'][^<>]*>[^<]{0,20}</a>""")
CODE_MARK = "\x02{}\x03"


def html_in_markdown(text: str, kept: list[str], to: TextAddresses) -> str:
    """Return `text` with its HTML as Markdown; `kept` holds the code that was put by (`with_code`)."""
    if "<" not in text:
        return text
    text = _html_blocks(_html_notes(text, to), kept, to)
    return _HTML_IMAGE.sub(lambda found: html_to_markdown(found[0], to), _HTML_LINK.sub(_html_link, text))


def with_code(text: str, kept: list[str]) -> str:
    """Return a text with the code that was put by in the place of its marks."""
    return re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], text)


def _html_notes(text: str, to: TextAddresses) -> str:
    """Make notes of marks and texts that are HTML: `<a href="#fn1">1</a>` and `<li id="fn1">`."""
    texts: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        name = found[1]
        note = texts.get(name) or _note_text(name, text)
        if not note:
            return found[0]
        texts[name] = note
        return f"[^{name}]"

    if 'href="#' not in text:
        return text
    text = _HTML_MARK.sub(mark, text)
    for note in texts.values():
        text = text.replace(note, "")
    ends = [f"[^{name}]: {' '.join(html_to_markdown(_BACK.sub('', note), to).split())}" for name, note in texts.items()]
    return text + "".join(f"\n\n{end}" for end in ends)


def _note_text(name: str, text: str) -> str:
    found = re.search(rf"""<(li|p|div|dd)\b[^<>]*\bid=["']?{re.escape(name)}["'][^<>]*>.*?</\1>""", text, re.DOTALL)
    return found[0] if found else ""


def _html_link(found: re.Match[str]) -> str:
    """A link of HTML among Markdown as Markdown's; one without an address is its words."""
    words, address = found[2], found[1]
    if "\n\n" in words or not words.strip() or "<img" in words.lower():
        return words
    shown = re.sub(r"(?<!\\)([\[\]])", r"\\\1", words)
    return f"[{shown}]({markdown_address(address)})"


def _html_blocks(text: str, kept: list[str], to: TextAddresses) -> str:
    """Convert each block of HTML among the Markdown."""
    parts: list[str] = []
    at = 0
    ends = _ElementEnds(text)
    while found := _HTML_BLOCK.search(text, at):
        end = ends.after(found.start(), found[1].lower())
        parts += [text[at : found.start()], _from_html(text[found.start() : end], kept, to)]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


class _ElementEnds:
    """Where the elements of a text end: with their closing tag, else at the next blank line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[str, dict[int, int]] = {}

    def after(self, start: int, name: str) -> int:
        """Return where the element of this name that begins at `start` ends."""
        blank = _BLANK_LINE.search(self._text, start)
        until_blank = blank.start() if blank else len(self._text)
        if name in _LEFT_OPEN:
            return until_blank
        if name not in self._ends:
            self._ends[name] = self._closings(name)
        opening = self._text.index("<", start)
        end = self._ends[name].get(opening, 0)
        if not end or _MARKDOWN_INSIDE.search(self._text, start, end):
            return until_blank
        line_end = self._text.find("\n", end)
        return max(end, until_blank if until_blank < end else line_end if line_end >= 0 else len(self._text))

    def _closings(self, name: str) -> dict[int, int]:
        """Return the place of each opening tag -> the end of its closing one."""
        found: dict[int, int] = {}
        waiting: list[int] = []
        for tag in re.finditer(rf"<(/?){name}\b[^<>]*>", self._text, re.IGNORECASE):
            if not tag[1]:
                waiting.append(tag.start())
            elif waiting:
                found[waiting.pop()] = tag.end()
        return found


def _from_html(html: str, kept: list[str], to: TextAddresses) -> str:
    """A block of HTML in Markdown; one that holds Markdown keeps its words as they are."""
    if re.search(r"markdown=[\"']?(?:1|block|span)", html):
        return html
    whole = with_code(html, kept)
    return html if re.search(r"^(?:`{3}|~{3})", whole, re.MULTILINE) else html_to_markdown(whole, to)
