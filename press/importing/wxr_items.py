"""WXR files -> the channel's elements as plain values, one at a time, whatever state the XML is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from press.importing.export_files import open_export
from press.importing.wxr_text import RepairedXml
from press.model.problem import ExitCode, Refusal

_PREFIXES = (
    ("wordpress.org/export", "excerpt/", "excerpt"),
    ("wordpress.org/export", "", "wp"),
    ("purl.org/rss/1.0/modules/content", "", "content"),
    ("purl.org/dc/", "", "dc"),
)
# Readers' comments are never looked at, so nothing of them can be written anywhere.
_UNREAD = frozenset({"wp:comment", "wp:commentmeta"})
_ELEMENTS = frozenset({"item", "author", "category", "tag", "term"})


@dataclass(frozen=True, slots=True)
class WxrElement:
    """An element of the channel: the text of each child by its name (`wp:post_id`); the first of a name counts.

    `terms`: taxonomy, slug and name of each category. `meta`: key and value of each post meta, in order.
    """

    name: str
    line: int
    texts: Mapping[str, str]
    terms: tuple[tuple[str, str, str], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Item:
    texts: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)


def read_wxr(path: str) -> Iterator[WxrElement]:
    """Yield the channel's own texts and its elements. Raises Refusal for a file that is no such export.

    Memory stays that of the largest item: what was read is let go at once.
    """
    with open_export(path) as source:
        events = etree.iterparse(
            RepairedXml(source, path),
            events=("start", "end"),
            recover=True,
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        yield from _elements(events, path)


def _elements(events: etree.iterparse[tuple[str, etree._Element]], path: str) -> Iterator[WxrElement]:
    hint = "in WordPress: Tools, Export, All content"
    depth, seen, began = 0, 0, False
    try:
        for event, element in events:
            if event == "start":
                depth, began = depth + 1, True
                if depth == 1 and _name(element) not in {"rss", "channel"}:
                    raise Refusal(f"{path} is no export of WordPress", code=ExitCode.CONTENT, hint=hint)
                continue
            depth -= 1
            parent = element.getparent()
            if parent is None or _name(parent) != "channel":
                continue
            seen += 1
            yield _element(element)
            _let_go(element)
    except etree.XMLSyntaxError as fault:
        if not seen:
            raise Refusal(f"{path} is no export of WordPress: {fault}", code=ExitCode.CONTENT, hint=hint) from fault
    if not began:
        raise Refusal(f"{path} is no export of WordPress", code=ExitCode.CONTENT, hint=hint)


def _element(element: etree._Element) -> WxrElement:
    name = _name(element)
    local = name.rpartition(":")[2]
    if local not in _ELEMENTS:
        return WxrElement(name, element.sourceline or 0, {"": element.text or ""})
    item = _Item()
    for child in element:
        _take(child, item)
    return WxrElement(local, element.sourceline or 0, item.texts, tuple(item.terms), tuple(item.meta))


def _take(child: etree._Element, item: _Item) -> None:
    name = _name(child)
    if name in _UNREAD:
        return
    text = "".join(child.itertext()) if len(child) else child.text or ""
    if name == "category":
        item.terms.append((child.get("domain") or "category", child.get("nicename") or "", text))
    elif name.endswith("postmeta"):
        parts = {_name(part).rpartition(":")[2]: part.text or "" for part in child}
        item.meta.append((parts.get("meta_key", ""), parts.get("meta_value", "")))
    else:
        item.texts.setdefault(name, text)


def _name(element: etree._Element) -> str:
    """Return an element's name with the usual prefix of its namespace, whichever version that is of."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    for part, ending, prefix in _PREFIXES:
        if part in namespace and namespace.endswith(ending):
            return f"{prefix}:{local}"
    return local if "wordpress" in namespace else f"other:{local}"


def _let_go(element: etree._Element) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
