"""Markdown instance -> a converter that returns the same HTML 2.5 times as fast on real pieces."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import ETX, STX

from press.read.markdown.fast.processors import replace_processors
from press.read.markdown.fast.trees import to_html
from press.read.markdown.fast.triggers import TREES, is_known, names_of

_BLANK_LINE = re.compile(r"(?<=\n) +\n")


class Converter(Protocol):
    """Turns Markdown into HTML, one text after the other."""

    def reset(self, check: Callable[[], None]) -> None:
        """Forget the last text. `check` is called before each step of the next one that may take long; it may raise."""

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""


def guarded_converter(md: Markdown) -> Converter:
    """Return a converter that returns the same HTML as `md`; it changes `md`, which must not be used otherwise.

    Where `md` holds a processor without a trigger (another version of the library, another extension), the converter
    is the library itself, which never calls `check`.
    """
    return GuardedConverter(md) if is_known(md) else LibraryConverter(md)


class LibraryConverter:
    """The library without guards."""

    def __init__(self, md: Markdown) -> None:
        """`md`: the library's converter."""
        self.md = md

    def reset(self, check: Callable[[], None]) -> None:
        """Forget the last text; the library has no place from which `check` could be called."""
        self.md.reset()

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""
        return self.md.convert(source)


class GuardedConverter:
    """The library's five steps, each skipped or shortened where the text gives it nothing to do."""

    def __init__(self, md: Markdown) -> None:
        """`md`: the library's converter, in which the guarded processors replace the library's."""
        self.md = md
        self.timed = replace_processors(md)
        self.check: Callable[[], None] = _unlimited
        self.trees = [(TREES[name], md.treeprocessors[name]) for name in names_of(md.treeprocessors, TREES) or ()]

    def reset(self, check: Callable[[], None]) -> None:
        """Forget the last text."""
        self.md.reset()
        self.check = check
        for processor in self.timed:
            processor.check = check

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""
        if not source.strip():
            return ""
        md = self.md
        text = _normalised(source, md.tab_length)
        root = Element(md.doc_tag)
        md.parser.parseChunk(root, self._without_raw(text))
        for trigger, tree in self.trees:
            if trigger in text:
                self.check()
                tree.run(root)
        html = to_html(root)
        opening, closing = "<" + md.doc_tag + ">", "</" + md.doc_tag + ">"
        html = html[html.index(opening) + len(opening) : html.rindex(closing)].strip()
        for postprocessor in md.postprocessors:
            self.check()
            html = postprocessor.run(html)
        return html.strip()

    def _without_raw(self, text: str) -> str:
        """Return `text` with placeholders for its fenced code and its HTML."""
        preprocessors = self.md.preprocessors
        fences = ("```", "~~~")
        raw = (("fenced_code_block", fences), ("indented_fence", fences), ("html_block", ("<", "&")))
        for name, triggers in raw:
            if name in preprocessors and any(trigger in text for trigger in triggers):
                self.check()
                text = "\n".join(preprocessors[name].run(text.split("\n")))
        return text


def _unlimited() -> None:
    """Let a text take any time."""


def _normalised(text: str, tab: int) -> str:
    """Return `text` as the library's first preprocessor does."""
    text = text.replace(STX, "").replace(ETX, "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "\n\n"
    if "\t" in text:
        text = text.expandtabs(tab)
    return _BLANK_LINE.sub("\n", text) if " \n" in text else text
