"""Markdown -> HTML as Python-Markdown makes it: raw, not yet sanitised, quotes curled by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Literal
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from press.read.body.places import CODE

Scope = Literal["body", "line"]

# Language -> double quotes: outer pair, and the pair for a quotation inside another one.
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
# Noncharacters stand for the quotes that smarty makes until it is known how deep each one is.
_OPEN, _CLOSE, _QUOTE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = re.compile("[\ufdd0-\ufdd2]")
_TURN = re.compile("[\ufdd0\ufdd1«»]|</(?:p|li|h[1-6]|t[dh]|d[dt])>")
# Without a sign that a list of attributes is meant, braces are the writer's words: {sic}, {{ x }}, {% y %}.
_BRACES = r"\{(?![{%])(?=:|[ ]*[.#][\w-]|[ ]*[\w:-]+=)\:?[ ]*([^\}\n ][^\n]*)\}"
# What templates of other programs leave behind: src="{{ "/a.png" | url }}", whose quotes would end the value.
_QUOTED_IN_VALUE = re.compile(
    rf'{CODE}|(?<==")(?P<braces>\{{[{{%][^{{}}<>\n]*"[^{{}}<>\n]*[%}}]\}})(?=[^\n]*")', re.MULTILINE | re.DOTALL
)
_FOREIGN = r"\{\{[^{}\n\x02\x03]*\}\}|\{%[^{}\n\x02\x03]*%\}"
_BODY = ["footnotes", "toc", "md_in_html", "tables", "def_list", "fenced_code", "sane_lists", "smarty"]
_LINE = ["tables", "sane_lists", "smarty"]


def to_html(text: str, *, lang: str, raw: bool, scope: Scope = "body") -> str:
    """Return the HTML of `text` (Markdown, lines ended by line feeds).

    `lang`: its language (`en`, `uk-UA`), which decides the quotes. `raw`: HTML among the Markdown stays HTML, else
    it becomes text. `scope` "line": without footnotes, contents and attribute lists, for texts in which
    `{author}` may stand. Raises RecursionError when the text is nested too deeply.
    """
    family = lang.partition("-")[0].lower()
    quotes = QUOTES.get(family, QUOTES["en"])
    converter = _converter(quotes, raw, scope)
    converter.reset()
    text = _MARKED.sub("", text)
    if raw and '="{' in text:
        text = _QUOTED_IN_VALUE.sub(_with_quotes_escaped, text)
    try:
        html = converter.convert(text)
    except BaseException:
        # The parser keeps a stack of where it was; a half-read text must not leak into the next one.
        _converter.cache_clear()
        raise
    return _settle_quotes(html.replace(_QUOTE, "&quot;"), quotes)


def _with_quotes_escaped(found: re.Match[str]) -> str:
    return found["braces"].replace('"', _QUOTE) if found["braces"] else found[0]


@cache
def _converter(quotes: tuple[str, str, str, str], raw: bool, scope: Scope) -> markdown.Markdown:
    nested = quotes[:2] != quotes[2:]
    double = (_OPEN, _CLOSE) if nested else quotes[:2]
    converter = markdown.Markdown(
        output_format="html",
        extensions=[name for name in (_BODY if scope == "body" else _LINE) if raw or name != "md_in_html"],
        extension_configs={
            "smarty": {
                "substitutions": {
                    "left-double-quote": double[0],
                    "right-double-quote": double[1],
                    "left-single-quote": "‘",
                    "right-single-quote": "’",
                    "mdash": "—",
                    "ndash": "–",
                    "ellipsis": "…",
                }
            },
            "tables": {"use_align_attribute": True},
            **({"toc": {"slugify": slugify_unicode}, "footnotes": {"BACKLINK_TITLE": ""}} if scope == "body" else {}),
        },
    )
    # After links, pictures and raw HTML, whose addresses may hold braces; before emphasis.
    converter.inlinePatterns.register(_Literal(_FOREIGN, converter), "literal", 85)
    if scope == "body":
        converter.treeprocessors.register(_Attributes(converter), "attr_list", 8)
        converter.treeprocessors.register(_PullQuotes(converter), "pull-quotes", 7)
    if not raw:
        converter.preprocessors.deregister("html_block")
        converter.inlinePatterns.deregister("html")
    return converter


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
    HEADER_RE = re.compile(rf"[ ]+{_BRACES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_BRACES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_BRACES}")  # type: ignore[misc]


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


def _settle_quotes(html: str, quotes: tuple[str, str, str, str]) -> str:
    """Replace the stand-ins by outer or inner quotes; a paragraph's end closes what was left open."""
    if _OPEN not in html and _CLOSE not in html:
        return html
    depth = 0

    def turn(found: re.Match[str]) -> str:
        nonlocal depth
        sign = found[0]
        if sign in {_OPEN, "«"}:
            depth += 1
            return sign if sign == "«" else quotes[0 if depth == 1 else 2]
        if sign in {_CLOSE, "»"}:
            depth = max(0, depth - 1)
            return sign if sign == "»" else quotes[3 if depth else 1]
        depth = 0
        return sign

    return _TURN.sub(turn, html)
