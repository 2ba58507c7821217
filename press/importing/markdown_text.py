"""Markdown as other engines read it -> Markdown as this project reads it: tags, links and pictures settled."""

from __future__ import annotations

import re

from press.importing.embeds import card_line, embed_of, is_bare_embed, markdown_address
from press.importing.front_matter import fit, one_line
from press.importing.html_in_markdown import CODE_MARK, html_in_markdown, with_code
from press.importing.shortcodes import without_shortcodes
from press.importing.text_addresses import TextAddresses

_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|`+[^`\n]+`+", re.MULTILINE | re.DOTALL)
# A line that what is indented below it belongs to: an item of a list, a note, a definition.
_HOLDER = re.compile(r"[ ]{0,3}(?:[-*+][ ]|\d{1,9}[.)][ ]|\[\^[^\]\n]+\]:|:[ ])")
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
_IMPORT = re.compile(
    r"""^(?:import|export)[ ]+(?:[\w{}*, ]+[ ]from[ ]+["'][^"'\n]+["']|(?:default|const|let|function)\b[^\n]*"""
    r"""|["'][^"'\n]+["']);?[ \t]*$\n?""",
    re.MULTILINE,
)
_TASK = re.compile(r"^([ \t]*[-*+] )\[[ xX]\] ", re.MULTILINE)
_CONTENTS = re.compile(
    r"^[ \t]*(?:\*[ \t]*TOC|\[TOC\]|\[\[TOC\]\]|\{:toc\}|\{\{toc\}\})[ \t]*$\n?", re.MULTILINE | re.IGNORECASE
)
_TOP_HEADING = re.compile(r"^#[ \t]+(?=\S)", re.MULTILINE)
_JUMP = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]\(#([^()\s]*)\)")


def own_markdown(text: str, to: TextAddresses) -> str:
    """Return `text` (a body as another engine has it) as this project's Markdown. Code stays as it is."""
    text = fit(text).replace("\t", "    ") if "\t" in text else fit(text)
    kept: list[str] = []

    def put_by(found: re.Match[str]) -> str:
        kept.append(found[0])
        return CODE_MARK.format(len(kept) - 1)

    text = _CODE.sub(put_by, _closed_fences(text))
    text = _without_indented_code(text, kept)
    text = _CONTENTS.sub("", _IMPORT.sub("", _MORE.sub("", text)))
    text = without_shortcodes(text, to)
    text = html_in_markdown(_COMMENT.sub("", text), kept, to)
    text = _signs(text)
    text = _links(text, to)
    text = _jumps(_bare_films(text), to)
    text = with_code(text, kept)
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
            lines[number] = CODE_MARK.format(len(kept) - 1)
    return "\n".join(lines)


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
