"""Keys and values -> front matter that this project's reader reads back exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | bool | int | Sequence["Value"] | Mapping[str, "Value"]

# What no page may hold: controls, halves of characters, noncharacters, marks that only steer the direction of text.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# Words that YAML takes for the text that they show, in a key's value and in a list between brackets.
_PLAIN = re.compile(r"[^\W\d_][\w ’.()/–—-]*", re.UNICODE)
_PLAIN_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|Z)?)?", re.ASCII)
_PLAIN_ITEM = re.compile(r"[^\W\d_][\w-]*", re.UNICODE)
_LOOKS_LIKE_VALUE = frozenset("true false null yes no on off".split())


def fit(text: str) -> str:
    """Return `text` without the characters that no page may hold; line ends are line feeds."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return _UNFIT.sub("", unified.replace("\u2028", "\n").replace("\u2029", "\n"))


def one_line(text: str, longest: int = 0) -> str:
    """Return `text` on one line with single blanks, cut at a word behind `longest` characters (0: never)."""
    line = " ".join(fit(text).split())
    if not longest or len(line) <= longest:
        return line
    return line[: longest - 1].rpartition(" ")[0].rstrip(",;:–—- ") + "…"


def front_matter(keys: Mapping[str, Value]) -> str:
    """Return the lines from `---` to `---`; keys whose value is empty ("" or an empty list) are left out."""
    lines = [line for key, value in keys.items() if not _is_empty(value) for line in _lines(key, value)]
    return "\n".join(["---", *lines, "---"]) + "\n"


def _is_empty(value: Value) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_empty, value.values()))
    return not isinstance(value, bool | int) and not value


def _lines(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{key}:"
        for name, inner in value.items():
            if not _is_empty(inner):
                yield from (f"  {line}" for line in _lines(name, inner))
    elif isinstance(value, str) or not isinstance(value, Sequence):
        yield f"{key}: {_scalar(value)}"
    elif len(flow := f"{key}: [{', '.join(map(_item, value))}]") <= _WIDTH:
        yield flow
    else:
        yield f"{key}:"
        yield from (f"  - {_scalar(item)}" for item in value if isinstance(item, str))


_WIDTH = 110  # characters of a list on one line; a longer one has a line for each item


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = fit(value)
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _LOOKS_LIKE_VALUE
    return text if is_plain or _PLAIN_DATE.fullmatch(text) else _quoted(text)


def _item(value: Value) -> str:
    text = fit(value) if isinstance(value, str) else str(value)
    return text if _PLAIN_ITEM.fullmatch(text) and text.lower() not in _LOOKS_LIKE_VALUE else _quoted(text)


def _quoted(text: str) -> str:
    """JSON's strings are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
