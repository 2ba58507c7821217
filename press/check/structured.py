"""JSON-LD of a page -> its nodes, what they refer to, the addresses in them, and what is wrong with it as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from press.check.facts import Finding

_MOST_LEVELS = 60  # deeper than any graph of schema.org goes


@dataclass(slots=True)
class Graph:
    """@ids defined and referred to, and every text that is a web address."""

    nodes: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


def read_graphs(texts: list[tuple[str, int]], path: str) -> tuple[Graph, tuple[Finding, ...]]:
    """Read a page's structured data: one text with one @graph (https://www.w3.org/TR/json-ld11/#named-graphs)."""
    graph, findings, graphs = Graph(), [], 0
    for text, line in texts:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as fault:
            reason = fault.msg if isinstance(fault, json.JSONDecodeError) else "nested too deeply"
            message = f"the structured data is no JSON ({reason})"
            findings.append(Finding(path, line, message, "print it in the layout with | json_ld"))
            continue
        graphs += isinstance(data, dict) and isinstance(data.get("@graph"), list)
        for value in _objects(data, 0):
            _take(value, graph)
    if not findings and graphs != 1:
        message = f"the page has {graphs} graphs of structured data, not one"
        findings.append(Finding(path, texts[0][1] if texts else 1, message, "layouts/_partials/head.html draws it"))
    graph.references -= graph.nodes
    return graph, tuple(findings)


def _objects(value: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(value, dict) and depth < _MOST_LEVELS:
        yield value
        for each in value.values():
            yield from _objects(each, depth + 1)
    elif isinstance(value, list) and depth < _MOST_LEVELS:
        for each in value:
            yield from _objects(each, depth + 1)


def _take(node: dict[str, object], graph: Graph) -> None:
    name = node.get("@id")
    if isinstance(name, str):
        (graph.references if len(node) == 1 else graph.nodes).add(name)
    for key, value in node.items():
        if key not in {"@context", "@type", "@id"}:
            texts = value if isinstance(value, list) else [value]
            graph.addresses.update(text for text in texts if isinstance(text, str) and _is_address(text))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(c.isspace() for c in text)
