"""Markdown instance -> a converter that gives the same HTML sooner, or the instance itself where it is not known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import ETX, STX

from press.read.markdown.fast.known import TREES, is_known, names_of, reads_prose

_BLANK_LINE = re.compile(r"(?<=\n) +\n")


class Converter(Protocol):
    """What turns Markdown into HTML, one text after the other."""

    def reset(self, check: Callable[[], None]) -> None:
        """Forget the last text. `check` is called before each step of the next one that may take long; it may raise."""

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""


def quickened(md: Markdown) -> Converter:
    """Return a converter that gives the same HTML as `md`, which is changed and belongs to it from now on.

    Where the library is not the one that this was written for, the converter is `md` as it is, and nobody checks.
    """
    return Quick(md) if is_known(md) else LibraryConverter(md)


class LibraryConverter:
    """The library at its own pace."""

    def __init__(self, md: Markdown) -> None:
        """Take the library's converter."""
        self.md = md

    def reset(self, check: Callable[[], None]) -> None:
        """Forget the last text; between the library's steps nothing can be called."""
        self.md.reset()

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""
        return self.md.convert(source)


class Quick:
    """The library's five steps, each left out or shortened where the text gives it nothing to do."""

    def __init__(self, md: Markdown) -> None:
        """Put the quick processors in the places of the library's."""
        # Late: with another version of the library these might not even load.
        from press.read.markdown.fast.processors import replace_processors, signs_of
        from press.read.markdown.fast.trees import to_html
        from press.read.markdown.fast.whole import html_of_prose

        self.md = md
        self.signs = signs_of(md) if reads_prose(md) else None
        self.html_of_prose = html_of_prose
        self.watched = replace_processors(md)
        self.check: Callable[[], None] = _unwatched
        self.serialize = to_html
        self.trees = [(TREES[name], md.treeprocessors[name]) for name in names_of(md.treeprocessors, TREES) or ()]

    def reset(self, check: Callable[[], None]) -> None:
        """Forget the last text."""
        self.md.reset()
        self.check = check
        for processor in self.watched:
            processor.check = check

    def convert(self, source: str) -> str:
        """Return the HTML of `source`."""
        if not source.strip():
            return ""
        prose = self.prose(source)
        if prose is not None:
            return prose.replace("\n\n", "\n")
        md = self.md
        text = _normalised(source, md.tab_length)
        root = Element(md.doc_tag)
        md.parser.parseChunk(root, self._without_raw(text))
        for sign, tree in self.trees:
            if sign in text:
                self.check()
                tree.run(root)
        html = self.serialize(root)
        opening, closing = "<" + md.doc_tag + ">", "</" + md.doc_tag + ">"
        html = html[html.index(opening) + len(opening) : html.rindex(closing)].strip()
        for postprocessor in md.postprocessors:
            self.check()
            html = postprocessor.run(html)
        return html.strip()

    def prose(self, source: str) -> str | None:
        """Return the HTML of `source`, a blank line between its blocks, where it is plain prose, else None."""
        if not self.signs:
            return None
        return self.html_of_prose(source, self.signs)

    def _without_raw(self, text: str) -> str:
        """Return `text` with its fenced code and its HTML put by."""
        preprocessors = self.md.preprocessors
        for name, signs in (("fenced_code_block", ("```", "~~~")), ("html_block", ("<", "&"))):
            if name in preprocessors and any(sign in text for sign in signs):
                self.check()
                text = "\n".join(preprocessors[name].run(text.split("\n")))
        return text


def _unwatched() -> None:
    """Nobody asked to be called."""


def _normalised(text: str, tab: int) -> str:
    """Return `text` as the library's first preprocessor does."""
    text = text.replace(STX, "").replace(ETX, "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "\n\n"
    if "\t" in text:
        text = text.expandtabs(tab)
    return _BLANK_LINE.sub("\n", text) if " \n" in text else text
