"""A page's file -> its elements as a tree, for tests that ask what a reader or a machine finds on it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLANKS = re.compile(r"\s+")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in {element.tag for element in self.open}:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        last = self.open[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data


def tree(path: Path) -> Element:
    """Parse a page; `find` and `findall` take XPath as ElementTree knows it."""
    return tree_of(path.read_text(encoding="utf-8"))


def tree_of(html: str) -> Element:
    """Parse HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def words(element: Element | None) -> str:
    """Return the text of an element as a reader sees it, "" where there is no element."""
    return _BLANKS.sub(" ", "".join(element.itertext())).strip() if element is not None else ""


def all_words(page: Element, path: str) -> list[str]:
    """Return the text of every element that is found."""
    return [words(element) for element in page.findall(path)]


def by_class(page: Element, name: str) -> list[Element]:
    """Return every element of a class."""
    return [element for element in page.iter() if name in element.get("class", "").split()]


def in_class(page: Element, name: str) -> str:
    """Return the text of all elements of a class."""
    return " | ".join(words(element) for element in by_class(page, name))


def metas(page: Element, name: str) -> list[str]:
    """Return the values of all meta elements of a name or property."""
    found = (e for e in page.iter("meta") if name in {e.get("name"), e.get("property")})
    return [element.get("content", "") for element in found]


def links(page: Element, **wanted: str) -> list[Element]:
    """Return the head's link elements with these attributes (`rel`, `hreflang`, `type`)."""
    return [e for e in page.iter("link") if all(e.get(name) == value for name, value in wanted.items())]


def graph(page: Element) -> dict[str, dict[str, Any]]:
    """Return the nodes of the page's JSON-LD by their type."""
    scripts = [e for e in page.iter("script") if e.get("type") == "application/ld+json"]
    assert len(scripts) == 1, "one graph a page"
    return {node["@type"]: node for node in json.loads(scripts[0].text or "")["@graph"]}
