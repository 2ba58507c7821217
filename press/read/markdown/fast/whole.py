"""A text that is plain prose throughout -> the HTML of its blocks at once, as the library would write it.

Known here: paragraphs, headings of one line, quotations of paragraphs, and footnotes of one paragraph to which the
text refers once each. A text that holds anything else, or may be read in more than one way, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown.extensions.toc import slugify_unicode

from press.read.markdown.fast.prose import Signs, element, prose_of

# Signs of anything but prose, beside those of `prose_of` that are looked for below.
_OTHER = tuple("`\\<&{_|\t\r\x02\x03")
_BLANK_LINES = re.compile(r"\n(?: *\n)+")
# How a paragraph begins, so that its first line can be nothing else: not with a sign of a heading, list, quotation,
# rule or definition, unless it is a stress, a link or a number in the text.
_PARAGRAPH = re.compile(r" {0,3}(?:[^\s#=>*_+:\[~\x02\d-]|\*\*?[^\s*]|\[[^\[\]]*\]\(|\d+(?!\d)(?!\. ))")
# What may begin something else in the middle of a paragraph, or break its line, or is no line.
_LATER_LINE = re.compile(r"\n(?: {0,3}[#=>*_:\[~-]| {4}|[^\S\n]*\Z)|  \n")
_HEADING = re.compile(r"(#{1,6})([^#\n]+)")
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_APART = "\n\n"
_NOTE = re.compile(r"\[\^(\w+)\]:([^\n]+)")
_REFERENCE = re.compile(r"\[\^(\w+)\]")


def html_of_prose(text: str, signs: Signs) -> str | None:
    """Return the HTML of `text`, a blank line between each two of its blocks and nowhere else.

    None where the text is more than prose.
    """
    if any(sign in text for sign in _OTHER) or ("!" in text and "![" in text):
        return None
    blocks: list[str] = []
    slugs: set[str] = set()
    notes: dict[str, str] = {}
    was_quoted = False
    for block in _BLANK_LINES.split(text.lstrip("\n") + "\n\n")[:-1]:
        if block.startswith("[^"):
            if not _take_notes(block, notes):
                return None
            continue
        html, is_quoted = _block(block, slugs), block.startswith(">")
        if html is None or (was_quoted and is_quoted):  # two quotations become one
            return None
        blocks.append(html)
        was_quoted = is_quoted
    body = _APART.join(blocks)
    if notes:
        if sorted(notes) != sorted(_REFERENCE.findall(body)) or "///" in body:
            return None
        body = _with_notes(body, notes)
    return prose_of(body, signs) or None


def _block(block: str, slugs: set[str]) -> str | None:
    if block.startswith("#"):
        return _heading(block, slugs)
    if block.startswith(">"):
        return _quotation(block)
    return element("p", block.lstrip()) if _is_paragraph(block) else None


def _is_paragraph(block: str) -> bool:
    return bool(_PARAGRAPH.match(block)) and ">" not in block and not ("\n" in block and _LATER_LINE.search(block))


def _heading(block: str, slugs: set[str]) -> str | None:
    """A heading without stress, links, dashes and dots, whose id is free."""
    found = _HEADING.fullmatch(block)
    text = found[2].strip() if found else ""
    if found is None or any(sign in text for sign in ("*", "[", ">", "--", "...")):
        return None
    slug = _slug(text)
    if not slug or slug in slugs or slug.startswith("fn"):
        return None
    slugs.add(slug)
    return element(f"h{len(found[1])}", text, f' id="{slug}"')


def _slug(text: str) -> str:
    """The library's id of a heading, which takes long to find it; of plain words there is but one."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return "-".join(text.lower().split())
    return slugify_unicode(" ".join(text.split()), "-")


def _quotation(block: str) -> str | None:
    paragraphs = _BLANK_LINES.split(_QUOTED.sub("", block))
    if not all(map(_is_paragraph, paragraphs)):
        return None
    inner = "\n".join([element("p", paragraph.lstrip()) for paragraph in paragraphs])
    return element("blockquote", "\n" + inner + "\n")


def _take_notes(block: str, notes: dict[str, str]) -> bool:
    """Add the footnotes of a block, one a line; return whether it holds nothing else."""
    for line in block.split("\n"):
        found = _NOTE.fullmatch(line)
        if found is None or found[1] in notes:
            return False
        text = found[2].strip()
        if "[^" in text or not _is_paragraph(text):
            return False
        notes[found[1]] = text
    return True


def _with_notes(body: str, notes: Mapping[str, str]) -> str:
    """Return `body` with its references as links, and below it the notes, which are numbered in their own order."""
    numbers = {name: number for number, name in enumerate(notes, 1)}

    def refer(found: re.Match[str]) -> str:
        name = found[1]
        link = element("a", str(numbers[name]), f' class="footnote-ref" href="#fn-{name}"')
        return element("sup", link, f' id="fnref-{name}"')

    items: list[str] = []
    for name, text in notes.items():
        back = element("a", "&#8617;", f' class="footnote-backref" href="#fnref-{name}" title=""')
        items.append(element("li", f"\n{element('p', text + '&#160;' + back)}\n", f' id="fn-{name}"'))
    listed = element("ol", "\n{}\n".format("\n".join(items)))
    div = element("div", "\n<" + "hr>\n" + listed + "\n", ' class="footnote"')
    return _REFERENCE.sub(refer, body) + _APART + div
