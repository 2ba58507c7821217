"""Markdown instance -> the same instance with quick processors in the places of the library's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.extensions.toc import TocExtension

from press.read.markdown.fast.blocks import QuickBlocks
from press.read.markdown.fast.inline import Guarded, QuickInline
from press.read.markdown.fast.known import BLOCKS, INLINE, SMARTY, names_of
from press.read.markdown.fast.patterns import replace_patterns
from press.read.markdown.fast.prose import Signs
from press.read.markdown.fast.trees import QuickPrettify, QuickToc


class Watched(Protocol):
    """A processor that calls `check` before each of its steps."""

    check: Callable[[], None]


def replace_processors(md: Markdown) -> tuple[Watched, ...]:
    """Return those of the new processors that call `check`."""
    replace_patterns(md)
    smarty: Any = md.treeprocessors["smarty"]
    inline = QuickInline(md, _guarded(md.inlinePatterns, INLINE), signs_of(md))
    signs = QuickInline(md, _guarded(smarty.inlinePatterns, SMARTY))
    processors = md.parser.blockprocessors
    blocks = QuickBlocks((BLOCKS[name], processors[name]) for name in names_of(processors, BLOCKS) or ())
    md.parser.parseBlocks = blocks.parse  # type: ignore[method-assign]
    md.treeprocessors.register(inline, "inline", 20)
    md.treeprocessors.register(QuickPrettify(md), "prettify", 10)
    md.treeprocessors.register(signs, "smarty", 6)
    for extension in md.registeredExtensions:
        if isinstance(extension, TocExtension):
            md.treeprocessors.register(QuickToc(md, extension.getConfigs()), "toc", 5)
    watched: list[Watched] = [inline, signs, blocks]
    if any(isinstance(preprocessor, HtmlBlockPreprocessor) for preprocessor in md.preprocessors):
        watched.append(QuickHtml(md))
        md.preprocessors.register(watched[-1], "html_block", 20)  # type: ignore[arg-type]
    return tuple(watched)


def signs_of(md: Markdown) -> Signs | None:
    """Return what dashes and dots become, where it is a sign and nothing that HTML must be looked through for."""
    smarty: Any = md.treeprocessors["smarty"]
    patterns = smarty.inlinePatterns
    signs = {sign: "".join(patterns[name].replace) for name, (sign, _) in SMARTY.items() if name in patterns}
    return signs if len(signs) == len(SMARTY) and not any(set("<&\\") & set(sign) for sign in signs.values()) else None


class QuickHtml(HtmlBlockPreprocessor):
    """Puts by the HTML among the Markdown, no quicker than the library, but watched."""

    check: Callable[[], None]

    def run(self, lines: list[str]) -> list[str]:
        """Return `lines` with placeholders for blocks of HTML."""
        parser = _Extractor(self.md)
        parser.check = self.check
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _Extractor(HTMLExtractorExtra):
    check: Callable[[], None]

    def updatepos(self, i: int, j: int) -> int:
        """Note that the parser goes on from `i` to `j`."""
        self.check()
        return super().updatepos(i, j)


def _guarded(patterns: Any, signs: Mapping[str, tuple[str, str]]) -> list[Guarded]:  # noqa: ANN401 - a Registry
    return [Guarded(name, *signs[name], patterns[name]) for name in names_of(patterns, signs) or ()]
