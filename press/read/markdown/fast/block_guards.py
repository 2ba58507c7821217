"""Blocks of Markdown -> elements, with processors skipped by their triggers: saves a quarter of reading a real body.

A block that can only be a paragraph goes to the paragraph processor at once; for any other each of the library's
processors is asked, in the library's order, whose trigger stands in the block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element

# With one of these at its beginning, or at the beginning of a later line, a block may be something else than a
# paragraph: a heading, a list, a quotation, a rule, code, a definition, HTML that was put by. So may one with a pipe.
_BEGINS = re.compile(r"\n| {4}| {0,3}(?:[#=>*_+:\[\x02-]|\d)")
_GOES_ON = re.compile(r"\n {0,3}[#=>*_:\[-]")


class GuardedBlockParser:
    """Replaces the method `parseBlocks` of the library's block parser."""

    check: Callable[[], None]

    def __init__(self, processors: Iterable[tuple[str, Any]]) -> None:
        """`processors`: (trigger, processor) in the library's order; the last one makes paragraphs."""
        self.processors = tuple(processors)

    def parse(self, parent: Element, blocks: list[str]) -> None:
        """Add the elements of `blocks` to `parent` and empty the list."""
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
            for trigger, processor in self.processors:
                if trigger in block and processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


def _drop_empty(blocks: list[str]) -> None:
    """Remove empty blocks from the beginning in one step: outside code they mean nothing."""
    number = next((n for n, block in enumerate(blocks) if block), len(blocks))
    del blocks[:number]
