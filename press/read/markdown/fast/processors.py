"""Markdown instance -> the same instance with guarded processors in the places of the library's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.extensions.toc import TocExtension

from press.read.markdown.fast.block_guards import GuardedBlockParser
from press.read.markdown.fast.inline_guards import GuardedInlineProcessor, GuardedPattern
from press.read.markdown.fast.trees import QuickPrettify, QuickToc
from press.read.markdown.fast.triggers import BLOCKS, INLINE, SMARTY, names_of


class TimedProcessor(Protocol):
    """A processor that calls `check` before each of its steps, so that a text can be ended in time."""

    check: Callable[[], None]


def replace_processors(md: Markdown) -> tuple[TimedProcessor, ...]:
    """Register the guarded processors in `md`; return those of them that call `check`."""
    smarty: Any = md.treeprocessors["smarty"]
    inline = GuardedInlineProcessor(md, _guarded(md.inlinePatterns, INLINE))
    punctuation = GuardedInlineProcessor(md, _guarded(smarty.inlinePatterns, SMARTY))
    processors = md.parser.blockprocessors
    blocks = GuardedBlockParser((BLOCKS[name], processors[name]) for name in names_of(processors, BLOCKS) or ())
    md.parser.parseBlocks = blocks.parse  # type: ignore[method-assign]
    md.treeprocessors.register(inline, "inline", 20)
    md.treeprocessors.register(QuickPrettify(md), "prettify", 10)
    md.treeprocessors.register(punctuation, "smarty", 6)
    for extension in md.registeredExtensions:
        if isinstance(extension, TocExtension):
            md.treeprocessors.register(QuickToc(md, extension.getConfigs()), "toc", 5)
    timed: list[TimedProcessor] = [inline, punctuation, blocks]
    if any(isinstance(preprocessor, HtmlBlockPreprocessor) for preprocessor in md.preprocessors):
        timed.append(TimedHtmlBlocks(md))
        md.preprocessors.register(timed[-1], "html_block", 20)  # type: ignore[arg-type]
    return tuple(timed)


class TimedHtmlBlocks(HtmlBlockPreprocessor):
    """Takes the blocks of HTML out of the Markdown; as fast as the library's, but it can be ended in time."""

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
        """Call `check`; the parser calls this whenever it has read the text from `i` to `j`."""
        self.check()
        return super().updatepos(i, j)


def _guarded(patterns: Any, triggers: Mapping[str, tuple[str, str]]) -> list[GuardedPattern]:  # noqa: ANN401 - Registry
    return [GuardedPattern(name, *triggers[name], patterns[name]) for name in names_of(patterns, triggers) or ()]
