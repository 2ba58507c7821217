"""Parts -> bytes and back, for the store: compact JSON, the same parts on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from press.model.body import CardSlot, Figure, Html, InlinePicture, Letter, Part, PieceLink, Table

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def encode_parts(parts: Sequence[Part]) -> bytes:
    """Return `parts` as bytes from which `decode_parts` makes the same parts."""
    return _ENCODER.encode([_row(part) for part in parts]).encode("utf-8", "surrogatepass")


def decode_parts(data: bytes) -> tuple[Part, ...]:
    """Return the parts that `encode_parts` made `data` of; raises ValueError for bytes that it did not make."""
    try:
        return _parts(json.loads(data.decode("utf-8", "surrogatepass")))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as fault:
        raise ValueError("these bytes hold no parts of a body") from fault


def _row(part: Part) -> object:
    """HTML is most of a body, so it is written without a name."""
    match part:
        case Html(html):
            return html
        case PieceLink(target, fragment, attributes, inner):
            return ["l", target, fragment, attributes, [_row(each) for each in inner]]
        case Figure(src, alt, caption, credit):
            return ["f", src, alt, caption, credit]
        case Table(html):
            return ["t", html]
        case InlinePicture(src, alt):
            return ["i", src, alt]
        case CardSlot(by_hand):
            return ["c", by_hand]
        case Letter(name, title, inner, signature):
            return ["p", name, title, [_row(each) for each in inner], signature]


def _parts(rows: Any) -> tuple[Part, ...]:  # noqa: ANN401 - JSON
    if not isinstance(rows, list):
        raise TypeError("a list of parts")
    return tuple(Html(row) if isinstance(row, str) else _MAKE[row[0]](*row[1:]) for row in rows)


def _link(target: str, fragment: str, attributes: str, inner: object) -> PieceLink:
    return PieceLink(target, fragment, attributes, _parts(inner))


def _letter(name: str, title: str, inner: object, signature: str) -> Letter:
    return Letter(name, title, _parts(inner), signature)


_MAKE: Mapping[str, Callable[..., Part]] = MappingProxyType(
    {"l": _link, "f": Figure, "t": Table, "i": InlinePicture, "c": CardSlot, "p": _letter}
)
