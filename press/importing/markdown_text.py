"""Markdown as other engines read it -> Markdown as this project reads it: tags, links and pictures settled."""

from __future__ import annotations

import re

from press.importing.embeds import card_line, embed_of, is_bare_embed, markdown_address
from press.importing.front_matter import fit, one_line
from press.importing.html_to_markdown import html_to_markdown
from press.importing.shortcodes import without_shortcodes
from press.importing.text_addresses import TextAddresses

_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|`+[^`\n]+`+", re.MULTILINE | re.DOTALL)
# A line that what is indented below it belongs to: an item of a list, a note, a definition.
_HOLDER = re.compile(r"[ ]{0,3}(?:[-*+][ ]|\d{1,9}[.)][ ]|\[\^[^\]\n]+\]:|:[ ])")
_HTML_BLOCK = re.compile(
    r"^[ ]{0,3}<(figure|picture|iframe|video|audio|table|center|div|p|section|aside|blockquote|details|object|img"
    r"|script|style|noscript|form|dl|ul|ol|h[1-6])\b",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# Elements that writers leave open: what ends them is the next blank line.
_LEFT_OPEN = frozenset({"p", "img", "iframe", "object"})
_MARKDOWN_INSIDE = re.compile(r"\n[ \t]*\n[ ]{0,3}(?:[-*+#>][ #>]|\d+[.)][ ]|[^<\n]*(?:\]\(|\*\*|__|`))")
_LINK = re.compile(
    r"""(?<!\\)(!?)\[((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\](?:\([^()\n]*\))?)*)\]"""
    r"""\(\s*(<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:\s+("[^"\n]*(?:"[^"\n]*)*?"|'[^'\n]*'|\([^()\n]*\)))?\s*\)"""
)
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?([^\s>]+)>?([ \t]+[\"'(][^\n]*[\"')])?[ \t]*$", re.MULTILINE
)
_USE = re.compile(r"(?<!\\)(!?)\[((?:[^\[\]\\]|\\.)*)\][ ]?\[([^\]\n]*)\]")
_SHORT_USE = re.compile(r"(?<![\\\]])(!?)\[([^\[\]\n^]+)\](?![\[(:{])")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
_ATTRIBUTE_LINE = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?", re.MULTILINE)
_ATTRIBUTES = re.compile(r"(?<=[\])*_`\w])\{:?[ ]*[.#][^{}\n]*\}|\{:[^{}\n]*\}")
_HEADING_ID = re.compile(r"^(#{1,6}[ \t][^\n]*?)[ \t]*\{#([\w-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE)
_MORE = re.compile(
    r"^[ \t]*(?:<!--\s*(?:more|TEASER_END|excerpt|summary)[^>]*-->|\{/\*.*?\*/\})[ \t]*$\n?", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STRIKE = re.compile(r"(?<![~\\])~~(?=\S)([^~\n]+?)(?<=\S)~~(?!~)")
_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\](?:\([^()]*\))?)+)\]")
_IMPORT = re.compile(r"^(?:import|export)\s[^\n]*(?:from\s+[\"'][^\"'\n]+[\"']|=[^\n]*);?[ \t]*$\n?", re.MULTILINE)
_TASK = re.compile(r"^([ \t]*[-*+] )\[[ xX]\] ", re.MULTILINE)
_CONTENTS = re.compile(
    r"^[ \t]*(?:\*[ \t]*TOC|\[TOC\]|\[\[TOC\]\]|\{:toc\}|\{\{toc\}\})[ \t]*$\n?", re.MULTILINE | re.IGNORECASE
)
_TOP_HEADING = re.compile(r"^#[ \t]+(?=\S)", re.MULTILINE)
_JUMP = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]\(#([^()\s]*)\)")
_HTML_LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^<>]*>(.*?)</a\s*>""", re.DOTALL | re.IGNORECASE)
_HTML_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_HTML_MARK = re.compile(
    r"""(?:<sup[^<>]*>\s*)?<a\b[^<>]*\bhref=["']\#([\w:.-]+)["'][^<>]*>\s*\[?\(?(?:\d{1,3}|[*†‡§])\)?\]?\s*</a>(?:\s*</sup>)?"""
)
_BACK = re.compile(r"""<a\b[^<>]*\bhref=["']\#[^"']*["'][^<>]*>[^<]{0,20}</a>""")
_MARK = "\x02{}\x03"


def own_markdown(text: str, to: TextAddresses) -> str:
    """Return `text` (a body as another engine has it) as this project's Markdown. Code stays as it is."""
    text = fit(text).replace("\t", "    ") if "\t" in text else fit(text)
    kept: list[str] = []

    def put_by(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _MARK.format(len(kept) - 1)

    text = _CODE.sub(put_by, _closed_fences(text))
    text = _without_indented_code(text, kept)
    text = _CONTENTS.sub("", _IMPORT.sub("", _MORE.sub("", text)))
    text = without_shortcodes(text, to)
    text = _html_notes(_COMMENT.sub("", text), to)
    text = _html_blocks(text, kept, to)
    text = _HTML_IMAGE.sub(lambda found: _html_picture(found, to), _HTML_LINK.sub(_html_link, text))
    text = _signs(text)
    text = _links(text, to)
    text = _jumps(_bare_films(text), to)
    text = _with_code(text, kept)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _without_indented_code(text: str, kept: list[str]) -> str:
    """Put code that is indented by (`    x = 1` below a blank line) and leave a mark for each line of it."""
    if "\n    " not in text and not text.startswith("    "):
        return text
    lines = text.split("\n")
    before, is_held = "", False  # the line above; whether a list's item, a note or a definition goes on
    for number, line in enumerate(lines):
        is_code = line.startswith("    ") and not is_held and (not before.strip() or before.startswith("    "))
        before = line if is_code or not line.startswith("    ") else before.strip() or "x"
        if line.strip() and not line.startswith("    "):
            is_held = bool(_HOLDER.match(line)) or (is_held and line.startswith(" "))
        if is_code and line.strip():
            kept.append(line)
            lines[number] = _MARK.format(len(kept) - 1)
    return "\n".join(lines)


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


def _html_picture(found: re.Match[str], to: TextAddresses) -> str:
    return html_to_markdown(found[0], to)


def _closed_fences(text: str) -> str:
    """End a fence that is never closed at the end of the text."""
    open_fence = ""
    for line in text.split("\n"):
        found = re.match(r"(`{3,}|~{3,})", line)
        if found and not open_fence:
            open_fence = found[1]
        elif found and line.strip() == open_fence:
            open_fence = ""
    return f"{text}\n{open_fence}" if open_fence else text


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
    whole = _with_code(html, kept)
    return html if re.search(r"^(?:`{3}|~{3})", whole, re.MULTILINE) else html_to_markdown(whole, to)


def _with_code(text: str, kept: list[str]) -> str:
    """Return a text with the code that was put by in the place of its marks."""
    return re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], text)


def _signs(text: str) -> str:
    """Signs that only other readers know."""
    notes: list[str] = []

    def note(found: re.Match[str]) -> str:
        notes.append(found[1])
        return f"[^note-{len(notes)}]"

    text = _HEADING_ID.sub(r"\1 {: #\2 }", text)
    text = _ATTRIBUTE_LINE.sub("", text)
    text = _ATTRIBUTES.sub(lambda found: found[0] if ": #" in found[0] or found[0] == "{.embed}" else "", text)
    text = _STRIKE.sub(r"<del>\1</del>", text)
    text = _TASK.sub(r"\1", text)
    text = _INLINE_NOTE.sub(note, text)
    text = _TOP_HEADING.sub("## ", text)
    ends = "".join(f"\n\n[^note-{number}]: {words}" for number, words in enumerate(notes, 1))
    return text + ends


def _links(text: str, to: TextAddresses) -> str:
    """Resolve every link and picture: in place, by reference, and between angle brackets."""
    references = {found[1].casefold(): found[2] for found in _REFERENCE.finditer(text)}
    if references:
        text = _REFERENCE.sub("", text)
        text = _USE.sub(lambda found: _by_name(found, found[3] or found[2], references), text)
        text = _SHORT_USE.sub(lambda found: _by_name(found, found[2], references), text)
    text = _LINK.sub(lambda found: _link(found, to), text)
    return _AUTOLINK.sub(lambda found: found[0] if to.link(found[1]) == found[1] else found[1], text)


def _by_name(found: re.Match[str], name: str, references: dict[str, str]) -> str:
    address = references.get(" ".join(name.split()).casefold())
    return f"{found[1]}[{found[2]}]({markdown_address(address)})" if address else found[0]


def _link(found: re.Match[str], to: TextAddresses) -> str:
    sign, words, address, title = found.groups()
    address = address.strip("<>")
    if sign:
        return _picture(words, address, (title or "")[1:-1], to)
    words = _LINK.sub(lambda inner: _link(inner, to), words) if "](" in words else words
    if address.startswith("#"):
        return f"[{words}]({address})"
    resolved = to.link(address)
    if not resolved or "](" in words:
        return words
    kept = f" {title}" if title else ""
    return f"[{words}]({markdown_address(resolved)}{kept})"


def _picture(alt: str, address: str, title: str, to: TextAddresses) -> str:
    src = to.picture(address)
    if not src:
        return title or alt
    if not alt.strip():
        to.remark("picture without alt", src)
    words = one_line(re.sub(r'"([^"]*)"', r"“\1”", title)).replace('"', "”")
    shown = f' "{words}"' if words else ""
    return f"![{one_line(alt)}]({markdown_address(src)}{shown})"


def _bare_films(text: str) -> str:
    """A film's address alone in a paragraph was a player at the source."""
    blocks = re.split(r"(\n[ \t]*\n)", text)
    for number in range(0, len(blocks), 2):
        line = blocks[number].strip().strip("<>")
        if is_bare_embed(line):
            embed = embed_of(line)
            blocks[number] = card_line(embed) if embed else blocks[number]
    return "".join(blocks)


def _jumps(text: str, to: TextAddresses) -> str:
    """Keep jumps that lead to a heading; a plugin made the other places, and only their words stay."""
    ids = set(re.findall(r"\{: #([\w-]+) \}", text)) | set(re.findall(r"""\bid=["']([\w-]+)["']""", text))
    ids |= {_heading_id(found) for found in re.findall(r"^#{1,6}[ \t]+([^\n]*?)[ \t#]*$", text, re.MULTILINE)}
    ids |= {_heading_id(found) for found in re.findall(r"^([^\n]+)\n(?:=+|-+)[ \t]*$", text, re.MULTILINE)}
    known = {re.sub(r"[\W_]+", "", name.lower()) for name in ids}

    def settled(found: re.Match[str]) -> str:
        if re.sub(r"[\W_]+", "", found[2].lower()) in known and found[2]:
            return found[0]
        if found[2] not in {"", "top"}:
            to.remark("jump without a place", f"#{found[2]}", found[1])
        return found[1]

    return _JUMP.sub(settled, text)


def _heading_id(words: str) -> str:
    """The id that the reader makes of a heading's words."""
    plain = re.sub(r"\{:[^}]*\}|[`*\[\]]|\([^)]*\)|<[^>]*>", "", words)
    return "-".join(re.sub(r"[^\w\s-]", "", plain.lower()).split())
