"""Markdown instance -> a converter that gives the same HTML sooner, or the instance itself where it is not known."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.util import ETX, STX

from press.read.body.quick.known import BLOCKS, INLINE, SMARTY, is_known, names_of

# Tree processor -> a sign without which the text gives it nothing to do ("": there is none).
_TREES = MappingProxyType(
    {
        "footnote": "",
        "inline": "",
        "footnote-duplicate": "",
        "prettify": "",
        "attr_list": "{",
        "pull-quotes": "",
        "smarty": "",
        "toc": "",
        "unescape": "\\",
    }
)
_BLANK_LINE = re.compile(r"(?<=\n) +\n")


class Converter(Protocol):
    """What turns Markdown into HTML, one text after the other."""

    def reset(self) -> object:
        """Forget the last text."""

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""


def quickened(md: Markdown, check: Callable[[], None]) -> Converter:
    """Return a converter that gives the same HTML as `md`, which is changed and belongs to it from now on.

    `check` is called before each step that may take long, and may raise. Where the library is not the one that
    this was written for, the converter is `md` itself, and `check` is called by nobody.
    """
    return Quick(md, check) if is_known(md) else md


class Quick:
    """The library's five steps, each left out or shortened where the text gives it nothing to do."""

    def __init__(self, md: Markdown, check: Callable[[], None]) -> None:
        """Put the quick processors in the places of the library's."""
        # Late: with another version of the library these would not even load.
        from press.read.body.quick.blocks import QuickBlocks
        from press.read.body.quick.inline import Guarded, QuickInline
        from press.read.body.quick.patterns import replace_patterns
        from press.read.body.quick.trees import QuickPrettify, QuickToc, to_html

        replace_patterns(md)
        for name, signs, priority in (("inline", INLINE, 20), ("smarty", SMARTY, 6)):
            found = md.inlinePatterns if name == "inline" else md.treeprocessors[name].inlinePatterns  # type: ignore[attr-defined]
            guarded = [Guarded(each, *signs[each], found[each]) for each in names_of(found, signs) or ()]
            md.treeprocessors.register(QuickInline(md, guarded, check), name, priority)
        md.treeprocessors.register(QuickPrettify(md), "prettify", 10)
        for extension in md.registeredExtensions:
            if isinstance(extension, TocExtension):
                md.treeprocessors.register(QuickToc(md, extension.getConfigs()), "toc", 5)
        processors = md.parser.blockprocessors
        blocks = QuickBlocks(((BLOCKS[name], processors[name]) for name in names_of(processors, BLOCKS) or ()), check)
        md.parser.parseBlocks = blocks.parse  # type: ignore[method-assign]
        self.md = md
        self.check = check
        self.serialize = to_html
        self.trees = [(_TREES[name], md.treeprocessors[name]) for name in names_of(md.treeprocessors, _TREES) or ()]

    def reset(self) -> None:
        """Forget the last text."""
        self.md.reset()

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""
        if not source.strip():
            return ""
        md = self.md
        text = _normalised(source, md.tab_length)
        root = Element(md.doc_tag)
        md.parser.parseChunk(root, self._without_raw(text))
        for sign, tree in self.trees:
            if sign in text:
                self.check()
                tree.run(root)
        html = self.serialize(root)
        opening, closing = f"<{md.doc_tag}>", f"</{md.doc_tag}>"
        html = html[html.index(opening) + len(opening) : html.rindex(closing)].strip()
        for postprocessor in md.postprocessors:
            self.check()
            html = postprocessor.run(html)
        return html.strip()

    def _without_raw(self, text: str) -> str:
        """Return `text` with its fenced code and its HTML put by."""
        preprocessors = self.md.preprocessors
        for name, signs in (("fenced_code_block", ("```", "~~~")), ("html_block", ("<", "&"))):
            if name in preprocessors and any(sign in text for sign in signs):
                self.check()
                text = "\n".join(preprocessors[name].run(text.split("\n")))
        return text


def _normalised(text: str, tab: int) -> str:
    """Return `text` as the library's first preprocessor does."""
    text = text.replace(STX, "").replace(ETX, "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "\n\n"
    if "\t" in text:
        text = text.expandtabs(tab)
    return _BLANK_LINE.sub("\n", text) if " \n" in text else text
