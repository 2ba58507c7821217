"""Inline Markdown of a tree, with patterns skipped by their triggers: saves nearly half of reading a real body.

The library tries every pattern on every text. Here a pattern is tried only on a text that holds one of its triggers,
and references and footnotes only where the text defines some. Patterns run in the library's order, so the tree is the
same.
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

_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
# The replacement of a match, where the match begins and where it ends.
_Found = tuple[Element | str | None, int, int]


@dataclass(frozen=True, slots=True)
class GuardedPattern:
    """A pattern of the library and its two triggers, often the same: a text without them cannot match."""

    name: str
    trigger: str
    other: str
    pattern: Any  # the library's stubs know less than its classes


class GuardedInlineProcessor(InlineProcessor):
    """Reads the inline Markdown of a tree."""

    check: Callable[[], None]

    def __init__(self, md: Markdown, guarded: Iterable[GuardedPattern]) -> None:
        """`guarded`: the patterns in the order in which they are tried."""
        super().__init__(md)
        self.guarded = tuple(guarded)
        self.active: list[GuardedPattern] = []
        self.stashed_nodes: dict[str, Element | str] = {}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Read the inline Markdown of `tree` in place."""
        self.stashed_nodes = {}
        text = "".join(tree.itertext())
        self.active = [each for each in self.guarded if _is_triggered(each, text) and self._is_defined(each)]
        if self.active or INLINE_PLACEHOLDER_PREFIX in text:
            self._walk(tree)
        return tree

    def _is_defined(self, each: GuardedPattern) -> bool:
        """Return False for references and footnotes where the text defines none."""
        if each.name in _REFERENCES:
            return bool(self.md.references)
        return each.name != "footnote" or bool(each.pattern.footnotes.footnotes)

    def _walk(self, tree: Element) -> None:
        waiting = deque([tree])
        while waiting:
            parent = waiting.popleft()
            found: list[tuple[Element, list[Element]]] = []
            number = 0
            while number < len(parent):  # elements found in a tail are inserted behind it and visited next
                child = parent[number]
                number += 1
                text, tail = child.text, child.tail
                if text and not isinstance(text, AtomicString):
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

    def _read(self, text: str, first: int) -> str:
        """Return `text` with a placeholder for all that the patterns from number `first` on find in it."""
        if isinstance(text, AtomicString):
            return text
        active = self.active
        for number in range(first, len(active)):
            text = self._apply(active[number], text, number)
        return text

    def _apply(self, each: GuardedPattern, text: str, number: int) -> str:
        """Return `text` with a placeholder for each match of one pattern."""
        start = 0
        while text.find(each.trigger, start) >= 0 or text.find(each.other, start) >= 0:
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
        """Return the next match: its element or text (None: leave it as it stands), where it begins and ends."""
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
            # A text that must not be read again, or half a placeholder: rare, so the library does it.
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
        """Replace the placeholders in an element and its children."""
        for element in (node, *node):
            tail, text = element.tail, element.text
            if tail and INLINE_PLACEHOLDER_PREFIX in tail:
                element.tail = None
                at = 0 if element is node else list(node).index(element) + 1
                node[at:at] = self._place(tail, element, in_text=False)
            if text and INLINE_PLACEHOLDER_PREFIX in text:
                element.text = None
                element[0:0] = self._place(text, element, in_text=True)


def _is_triggered(each: GuardedPattern, text: str) -> bool:
    """Return whether `text` holds a trigger; searching for its first character alone is much faster."""
    trigger, other = each.trigger, each.other
    return (trigger[0] in text and trigger in text) or (other is not trigger and other[0] in text and other in text)


def _add(words: str, holder: Element, *, in_text: bool) -> None:
    if words and in_text:
        holder.text = (holder.text or "") + words
    elif words:
        holder.tail = (holder.tail or "") + words
