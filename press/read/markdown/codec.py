"""Parts -> bytes and back, for the store: a line of JSON and the HTML, the same parts on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from press.model.body import CardSlot, Figure, Html, InlinePicture, Letter, Part, PieceLink, Table

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_FAULT = "these bytes hold no parts of a body"
_Take = Callable[[int], Html]


def encode_parts(parts: Sequence[Part]) -> bytes:
    """Return `parts` as bytes from which `decode_parts` makes the same parts.

    HTML is most of a body. It follows the line of JSON as it is, and there stands only how many bytes it has.
    """
    stretches: list[bytes] = []
    rows = [_row(part, stretches) for part in parts]
    return b"".join([_ENCODER.encode(rows).encode("utf-8", "surrogatepass"), b"\n", *stretches])


def decode_parts(data: bytes) -> tuple[Part, ...]:
    """Return the parts that `encode_parts` made `data` of; raises ValueError for bytes that it did not make."""
    start = data.find(b"\n") + 1

    def take(size: int) -> Html:
        nonlocal start
        end = start + size
        if not start <= end <= len(data):
            raise ValueError("a length")
        start, stretch = end, data[start:end]
        return Html(stretch.decode("utf-8", "surrogatepass"))

    try:
        parts = _parts(json.loads(data[:start].decode("utf-8", "surrogatepass")), take)
        if start == len(data):
            return parts
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as fault:
        raise ValueError(_FAULT) from fault
    raise ValueError(_FAULT)  # more than the lengths say


def _row(part: Part, stretches: list[bytes]) -> object:
    match part:
        case Html(html):
            stretches.append(html.encode("utf-8", "surrogatepass"))
            return len(stretches[-1])
        case PieceLink(target, fragment, attributes, inner):
            return ["l", target, fragment, attributes, [_row(each, stretches) for each in inner]]
        case Figure(src, alt, caption, credit):
            return ["f", src, alt, caption, credit]
        case Table(html):
            return ["t", html]
        case InlinePicture(src, alt):
            return ["i", src, alt]
        case CardSlot(by_hand):
            return ["c", by_hand]
        case Letter(name, title, inner, signature):
            return ["p", name, title, [_row(each, stretches) for each in inner], signature]


def _parts(rows: Any, take: _Take) -> tuple[Part, ...]:  # noqa: ANN401 - JSON
    if not isinstance(rows, list):
        raise TypeError("a list of parts")
    return tuple([take(row) if type(row) is int else _MAKE[row[0]](take, *row[1:]) for row in rows])


def _link(take: _Take, target: str, fragment: str, attributes: str, inner: object) -> PieceLink:
    return PieceLink(target, fragment, attributes, _parts(inner, take))


def _letter(take: _Take, name: str, title: str, inner: object, signature: str) -> Letter:
    return Letter(name, title, _parts(inner, take), signature)


def _plain(make: Callable[..., Part]) -> Callable[..., Part]:
    return lambda _take, *values: make(*values)


_MAKE: Mapping[str, Callable[..., Part]] = MappingProxyType(
    {"l": _link, "p": _letter}
    | {"f": _plain(Figure), "t": _plain(Table), "i": _plain(InlinePicture), "c": _plain(CardSlot)}
)
