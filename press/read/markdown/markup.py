"""Markdown -> HTML as Python-Markdown makes it: raw, not yet sanitised, quotes straight."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import Literal
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from press.model.slugs import anchor_slug
from press.read.markdown.fast import Converter, guarded_converter
from press.read.markdown.places import CODE
from press.read.markdown.repairs import CLOSING, OPENING, repair

Scope = Literal["body", "line"]

# Noncharacters stand for quotes that must come out as they were written.
_AS_WRITTEN = {'"': "\ufdd0", "'": "\ufdd1"}
_STAND_INS = re.compile("[\ufdd0-\ufdd3]")
# What templates of other programs leave behind: src="{{ "/a.png" | url }}", whose quotes would end the value.
_PROTECTED = re.compile(
    rf'{CODE}|(?<==")(?P<braces>\{{[{{%][^{{}}<>\n]*"[^{{}}<>\n]*[%}}]\}})(?=[^\n]*")|\\(?P<escaped>["\'])',
    re.MULTILINE | re.DOTALL,
)
_FOREIGN = r"\{\{[^{}\n\x02\x03]*\}\}|\{%[^{}\n\x02\x03]*%\}"
# Without a sign that a list of attributes is meant, braces are the writer's words: {sic}, {author}.
_BRACES = r"\{(?![{%])(?=:|[ ]*[.#][\w-]|[ ]*[\w:-]{1,99}=)\:?[ ]*([^\}\n ][^\n]{0,500})\}"
_INDENTED_FENCE = re.compile(r"( {1,12})(`{3,}+|~{3,}+) *+([\w+-]{0,40}+) *+$")
_LONGEST_CODE = 1_000  # lines
_SIGNS = {"mdash": "—", "ndash": "–", "ellipsis": "…"}


def _unlimited() -> None:
    """Let a text take any time."""


def to_html(text: str, *, raw: bool, scope: Scope = "body", check: Callable[[], None] = _unlimited) -> str:
    """Return the HTML of `text` (Markdown, lines ended by line feeds), its quotes straight.

    `raw`: HTML among the Markdown stays HTML, else it becomes text. `scope` "line": without footnotes, contents and
    attribute lists, for texts in which `{author}` may stand. Quotes that must stay straight (behind a backslash)
    are noncharacters, which `restore_quotes` undoes. `check` is called before each step that may take long; what it
    raises ends the conversion. Raises RecursionError when the text is nested too deeply.
    """
    converter = _converter(raw, scope)
    converter.reset(check)
    if not text.isascii():
        text = _STAND_INS.sub("", text)
    if scope == "body":
        text = repair(text)
    if '="{' in text or '\\"' in text or "\\'" in text:
        text = _PROTECTED.sub(_protect, text)
    try:
        return converter.convert(text)
    except BaseException:
        # The parser keeps a stack of where it was; a half-read text must not leak into the next one.
        _converter.cache_clear()
        raise


def restore_quotes(html: str) -> str:
    """Return `html` with the quotes and angle brackets that `to_html` put out of reach."""
    if html.isascii() or not _STAND_INS.search(html):
        return html
    html = html.replace(_AS_WRITTEN['"'], "&quot;").replace(_AS_WRITTEN["'"], "&#x27;")
    return html.replace(OPENING, "&lt;").replace(CLOSING, "&gt;")


def _protect(found: re.Match[str]) -> str:
    if found["braces"]:
        return found["braces"].replace('"', _AS_WRITTEN['"'])
    return _AS_WRITTEN[found["escaped"]] if found["escaped"] else found[0]


@cache
def _converter(raw: bool, scope: Scope) -> Converter:
    return guarded_converter(library_converter(raw, scope))


def library_converter(raw: bool, scope: Scope) -> markdown.Markdown:
    """Return the library's own converter, set up as `to_html` needs it.

    Its extensions are named by their classes: by name it would look through all that is installed.
    """
    body = scope == "body"
    extensions = _extensions(raw) if body else _extensions_of_lines()
    converter = markdown.Markdown(output_format="html", extensions=extensions)
    # After links, pictures and raw HTML, whose addresses may hold braces; before emphasis.
    converter.inlinePatterns.register(_Literal(_FOREIGN, converter), "literal", 85)
    if body:
        converter.preprocessors.register(_IndentedFences(converter), "indented_fence", 24)
        converter.parser.blockprocessors.deregister("code")  # an indent is a paragraph's; code stands in fences
        converter.treeprocessors.register(_Attributes(converter), "attr_list", 8)
        converter.treeprocessors.register(_PullQuotes(converter), "pull-quotes", 7)
    if not raw:
        converter.preprocessors.deregister("html_block")
        converter.inlinePatterns.deregister("html")
    return converter


# Imported late: texts of one line need none of them, and one loads a library that colours code.
def _extensions(raw: bool) -> list[Extension]:
    from markdown.extensions.def_list import DefListExtension
    from markdown.extensions.fenced_code import FencedCodeExtension
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.md_in_html import MarkdownInHtmlExtension

    return [
        FootnoteExtension(BACKLINK_TITLE="", SEPARATOR="-"),
        TocExtension(slugify=anchor_slug),
        *([MarkdownInHtmlExtension()] if raw else []),
        DefListExtension(),
        FencedCodeExtension(),
        *_extensions_of_lines(),
    ]


def _extensions_of_lines() -> list[Extension]:
    from markdown.extensions.sane_lists import SaneListExtension
    from markdown.extensions.smarty import SmartyExtension
    from markdown.extensions.tables import TableExtension

    # Dashes and ellipses; quotes depend on the language and on what is around them.
    smarty = SmartyExtension(smart_quotes=False, substitutions=_SIGNS)
    return [TableExtension(use_align_attribute=True), SaneListExtension(), smarty]


class _IndentedFences(Preprocessor):
    """Fenced code inside a list item or a footnote, which the library's own fences do not reach."""

    def run(self, lines: list[str]) -> list[str]:
        """Put such code by as HTML; its placeholder keeps the indent."""
        kept: list[str] = []
        number = 0
        while number < len(lines):
            fence = _INDENTED_FENCE.match(lines[number])
            end = _end_of_fence(lines, number, fence[2]) if fence else 0
            if fence is None or not end:
                kept.append(lines[number])
                number += 1
                continue
            indent = len(fence[1])
            code = escape(
                "\n".join(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[number + 1 : end])
            )
            name = f' class="language-{fence[3].lower()}"' if fence[3] else ""
            placeholder = fence[1] + self.md.htmlStash.store(f"<pre><code{name}>{code}\n</code></pre>")
            above = [""] if kept and kept[-1].strip() else []
            below = [""] if end + 1 < len(lines) and lines[end + 1].strip() else []
            kept += [*above, placeholder, *below]
            number = end + 1
        return kept


def _end_of_fence(lines: Sequence[str], start: int, fence: str) -> int:
    """Return the number of the line that closes the `fence` in the line `start`, or 0."""
    return next((n for n in range(start + 1, min(len(lines), start + _LONGEST_CODE)) if lines[n].strip() == fence), 0)


class _Literal(InlineProcessor):
    """Another program's `{{ … }}` and `{% … %}`, which stand in real pieces, are shown letter for letter."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the parser calls it so
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Put the braces by as text, out of reach of emphasis, quotes and attribute lists."""
        return self.md.htmlStash.store(escape(m[0])), m.start(0), m.end(0)


class _Attributes(AttrListTreeprocessor):
    """Attribute lists that do not swallow the writer's own braces."""

    # The stubs call these final; the class itself reads them from the instance.
    BASE_RE = _BRACES  # type: ignore[misc]
    HEADER_RE = re.compile(rf"(?<![ ])[ ]+{_BRACES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_BRACES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_BRACES}")  # type: ignore[misc]

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Give `elem` its attributes; an id or label without a value is none, and the library would stop at it."""
        rest: str = super().assign_attrs(elem, attrs_string, strict=strict)
        for name in ("id", "data-toc-label"):
            if name in elem.attrib and elem.attrib[name] is None:
                del elem.attrib[name]
        return rest


class _PullQuotes(Treeprocessor):
    """`{: .pull }` below a quotation lands on its last paragraph; it is meant for the quotation."""

    def run(self, root: Element) -> None:
        """Move the class from a paragraph to the quotation that it stands in."""
        for quote in root.iter("blockquote"):
            for paragraph in quote.findall("p"):
                classes = (paragraph.get("class") or "").split()
                if "pull" in classes:
                    quote.set("class", "pull")
                    paragraph.set("class", " ".join(name for name in classes if name != "pull"))
