"""Tree of blocks -> the same tree with its inline Markdown read, as the library's own walk leaves it.

The library tries every pattern on every text. Here each pattern has signs without which it cannot match, and is tried
only where one of them stands; a text in which nothing was found stays where it is. The order of everything is the
library's, so that the tree is the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, AtomicString

from press.read.markdown.fast.prose import Prose, Signs, is_plain, prose_of

_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
# What stands there instead, where the match begins and where it ends.
_Found = tuple[Element | str | None, int, int]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A pattern of the library and two signs, often the same: where neither stands it matches nothing."""

    name: str
    sign: str
    other: str
    pattern: Any  # the library's stubs know less than its classes


class QuickInline(InlineProcessor):
    """The walk through the tree."""

    check: Callable[[], None]

    def __init__(self, md: Markdown, guarded: Iterable[Guarded], signs: Signs | None = None) -> None:
        """Take the patterns in the order in which they are tried; `signs`: plain paragraphs are read at once."""
        super().__init__(md)
        self.signs = signs
        self.is_plain = False
        self.guarded = tuple(guarded)
        self.active: list[Guarded] = []
        self.stashed_nodes: dict[str, Element | str] = {}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Read the inline Markdown of `tree` in place."""
        self.stashed_nodes = {}
        text = "".join(tree.itertext())
        self.is_plain = is_plain(text)
        self.active = [each for each in self.guarded if _stands(each, text) and self._is_defined(each)]
        if self.signs or self.active or INLINE_PLACEHOLDER_PREFIX in text:
            self._walk(tree)
        return tree

    def _is_defined(self, each: Guarded) -> bool:
        """Without a definition, nothing that looks like a reference or a footnote is one."""
        if each.name in _REFERENCES:
            return bool(self.md.references)
        return each.name != "footnote" or bool(each.pattern.footnotes.footnotes)

    def _walk(self, tree: Element) -> None:
        waiting = deque([tree])
        while waiting:
            parent = waiting.popleft()
            found: list[tuple[Element, list[Element]]] = []
            number = 0
            while number < len(parent):  # what a tail turns out to hold is inserted behind it and visited next
                child = parent[number]
                number += 1
                text, tail = child.text, child.tail
                if text and not isinstance(text, AtomicString) and not self._read_prose(child, parent, number - 1):
                    text = self._read(text, 0)
                    if INLINE_PLACEHOLDER_PREFIX in text:
                        child.text = None
                        elements = self._place(text, child, in_text=True)
                        waiting.extend(elements)
                        found.append((child, elements))
                if tail and INLINE_PLACEHOLDER_PREFIX in (tail := self._read(tail, 0)):
                    child.tail = None
                    parent[number:number] = self._place(tail, child, in_text=False)
                if len(child):
                    waiting.append(child)
            for child, elements in found:
                child[0:0] = elements

    def _read_prose(self, paragraph: Element, parent: Element, number: int) -> bool:
        """Put HTML in the place of a `paragraph` that is plain prose; say whether it, child `number`, is that."""
        text = paragraph.text or ""
        if not self.signs or paragraph.tag != "p" or len(paragraph) or paragraph.attrib or paragraph.tail:
            return False
        self.check()
        html = prose_of(text, self.signs) if self.is_plain or is_plain(text) else None
        if html is None:
            return False
        prose = Prose("p")
        prose.html = html
        parent[number] = prose
        return True

    def _read(self, text: str, first: int) -> str:
        """Return `text` with a placeholder for all that the patterns from number `first` on find in it."""
        if isinstance(text, AtomicString):
            return text
        active = self.active
        for number in range(first, len(active)):
            text = self._apply(active[number], text, number)
        return text

    def _apply(self, each: Guarded, text: str, number: int) -> str:
        """Return `text` with a placeholder for each match of one pattern."""
        start = 0
        while text.find(each.sign, start) >= 0 or text.find(each.other, start) >= 0:
            found = self._next(each.pattern, text, start)
            if found is None:
                return text
            node, begin, end = found
            if node is None:
                start = end
                continue
            if not isinstance(node, str) and not isinstance(node.text, AtomicString):
                for element in (node, *node):
                    if element.text:
                        element.text = self._read(element.text, number + 1)
                    if element.tail:
                        element.tail = self._read(element.tail, number)
            placeholder = self._stash(node)
            text = text[:begin] + placeholder + text[end:]
            start = begin + len(placeholder)
        return text

    def _next(self, pattern: Any, text: str, start: int) -> _Found | None:  # noqa: ANN401
        """Return what the next match that the pattern takes gives: an element, a text, or nothing to be put there."""
        for match in pattern.compiled_re.finditer(text, start):
            self.check()
            node, begin, end = pattern.handleMatch(match, text)
            if begin is not None and end is not None:
                return node, begin, end
        return None

    def _stash(self, node: Element | str) -> str:
        name = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[name] = node
        return INLINE_PLACEHOLDER % name

    def _place(self, text: str, holder: Element, *, in_text: bool) -> list[Element]:
        """Return the elements whose placeholders stand in `text`; the words go to `holder` and to their tails.

        `in_text`: words before the first element become the holder's text, else its tail.
        """
        matches = list(INLINE_PLACEHOLDER_RE.finditer(text))
        if isinstance(text, AtomicString) or len(matches) != text.count(INLINE_PLACEHOLDER_PREFIX):
            # A text that must not be read again, or half a placeholder: rare enough to be left to the library.
            return [node for node, _ in self._InlineProcessor__processPlaceholders(text, holder, in_text)]  # type: ignore[attr-defined]
        elements: list[Element] = []
        words: list[str] = []
        start = 0
        for match in matches:
            node = self.stashed_nodes.get(match[1])
            if node is None:
                continue
            words.append(text[start : match.start()])
            start = match.end()
            if isinstance(node, str):
                words.append(node)
                continue
            _add("".join(words), elements[-1] if elements else holder, in_text=in_text and not elements)
            words = []
            self._settle(node)
            elements.append(node)
        words.append(text[start:])
        _add("".join(words), elements[-1] if elements else holder, in_text=in_text and not elements)
        return elements

    def _settle(self, node: Element) -> None:
        """Put what stands for placeholders into an element and its children."""
        for element in (node, *node):
            tail, text = element.tail, element.text
            if tail and INLINE_PLACEHOLDER_PREFIX in tail:
                element.tail = None
                at = 0 if element is node else list(node).index(element) + 1
                node[at:at] = self._place(tail, element, in_text=False)
            if text and INLINE_PLACEHOLDER_PREFIX in text:
                element.text = None
                element[0:0] = self._place(text, element, in_text=True)


def _stands(each: Guarded, text: str) -> bool:
    """Return whether a sign of the pattern is in `text`; one character is found much sooner than two."""
    sign, other = each.sign, each.other
    return (sign[0] in text and sign in text) or (other is not sign and other[0] in text and other in text)


def _add(words: str, holder: Element, *, in_text: bool) -> None:
    if words and in_text:
        holder.text = (holder.text or "") + words
    elif words:
        holder.tail = (holder.tail or "") + words
