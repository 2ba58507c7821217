"""Graph: a page's structured data, whose JSON is written once, for the page's key and for the page itself."""

from __future__ import annotations

import json
from functools import cached_property

# `json.dumps` makes one at each call. What is written are trees: nobody has to look for circles.
written = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Graph(dict[str, object]):
    """A value of JSON-LD: texts, numbers, lists and dicts of these, never changed. Its `repr` is its JSON."""

    @cached_property
    def text(self) -> str:
        """The graph as JSON, made when it is first asked for."""
        return written(self)

    def __repr__(self) -> str:
        return self.text
