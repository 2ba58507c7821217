"""Blocks of Markdown -> elements: paragraphs at once, everything else as the library's parser does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element

# With one of these at its beginning, or at the beginning of a later line, a block may be something else than a
# paragraph: a heading, a list, a quotation, a rule, code, a definition, HTML that was put by. So may one with a pipe.
_BEGINS = re.compile(r"\n| {4}| {0,3}(?:[#=>*_+:\[\x02-]|\d)")
_GOES_ON = re.compile(r"\n {0,3}[#=>*_:\[-]")


class QuickBlocks:
    """Takes the place of `parseBlocks` of a parser."""

    check: Callable[[], None]

    def __init__(self, processors: Iterable[tuple[str, Any]]) -> None:
        """Take the parser's processors in order, each with its sign; the last of them makes paragraphs."""
        self.processors = tuple(processors)

    def parse(self, parent: Element, blocks: list[str]) -> None:
        """Make elements of `blocks`, which is empty then, below `parent`."""
        _, paragraph = self.processors[-1]
        while blocks:
            self.check()
            block = blocks[0]
            if not block and not (len(parent) and parent[-1].tag == "pre"):
                _drop_empty(blocks)
                continue
            if block and not _BEGINS.match(block) and "|" not in block and not _GOES_ON.search(block):
                paragraph.run(parent, blocks)
                continue
            for sign, processor in self.processors:
                if sign in block and processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


def _drop_empty(blocks: list[str]) -> None:
    """Take the empty blocks off the beginning: outside code they mean nothing, however many there are."""
    number = next((n for n, block in enumerate(blocks) if block), len(blocks))
    del blocks[:number]
