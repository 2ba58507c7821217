"""pydantic's errors -> faults at the lines where the values stand, in words that an editor understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from press.read.hints import did_you_mean
from press.read.schema.outline import Loc, Outline
from press.read.yaml.messages import quoted
from press.read.yaml.positions import Fault, Parsed

# Keys of other programs, and what they may be called here.
_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "author": ("authors",), "by": ("authors",), "tags": ("topics",), "tag": ("topics",), "topic": ("topics",),
    "categories": ("topics",), "category": ("topics",), "keywords": ("topics",), "summary": ("dek",),
    "description": ("dek",), "subtitle": ("dek",), "excerpt": ("dek",), "standfirst": ("dek",),
    "headline": ("title",), "name": ("title",), "modified": ("updated",), "lastmod": ("updated",),
    "publish_date": ("date",), "publishdate": ("date",), "pubdate": ("date",), "published": ("draft",),
    "permalink": ("slug",), "url": ("slug",),
    "redirect_from": ("aliases",), "language": ("lang",), "locale": ("lang", "language"), "lang": ("language",),
    "featured": ("lead",), "type": ("kind",), "layout": ("kind",), "cover": ("image",), "thumbnail": ("image",),
    "photo": ("portrait", "image"),
    "expiry_date": ("expires",), "bio": ("role",), "colour": ("accent",), "color": ("accent",), "tz": ("timezone",),
    "baseurl": ("url",), "base_url": ("url",), "site_url": ("url",), "domain": ("cname",), "rss": ("feeds",),
}  # fmt: skip


_KEY = "[key]"  # how pydantic marks a fault in a key and not in its value


def faults_of(error: ValidationError, parsed: Parsed, outline: Outline) -> Iterator[Fault]:
    """Give a fault for each error; what follows from a value that could not be read is left out."""
    for found in error.errors(include_url=False):
        path = tuple(step for step in found["loc"] if step != _KEY)
        if _is_broken(path, parsed) or (found["type"] == "missing" and "" in parsed.broken):
            continue
        if found["type"] == "missing":
            yield _missing(path, parsed, outline)
        elif found["type"] == "extra_forbidden":
            yield _unknown(path, parsed, outline)
        else:
            yield _wrong(found, path, parsed, outline)


def label_of(path: Loc) -> str:
    """Return the name of a key in messages: `corrections.text` for the text of any correction."""
    return ".".join(step for step in path if isinstance(step, str))


def _is_broken(path: Loc, parsed: Parsed) -> bool:
    steps = [str(step) for step in path]
    return any(".".join(steps[:n]) in parsed.broken for n in range(1, len(steps) + 1))


def _missing(path: Loc, parsed: Parsed, outline: Outline) -> Fault:
    key = path[-1]
    example = getattr(outline.at(path), "example", "")
    if len(path) == 1:
        return Fault(1, 1, f"{key} is missing", f"{key}: {example}")
    spot = parsed.positions.get(".".join(map(str, path[:-1])))
    line, column = (spot.key_line, spot.key_column) if spot else (1, 1)
    return Fault(line, column, f"{label_of(path[:-1])} has no {key}", f"{key}: {example}")


def _unknown(path: Loc, parsed: Parsed, outline: Outline) -> Fault:
    key = str(path[-1])
    group = outline.at(path[:-1])
    known = list(group.keys) if group else []
    spot = parsed.positions.get(".".join(map(str, path)))
    line, column = (spot.key_line, spot.key_column) if spot else (1, 1)
    others = _ELSEWHERE.get(key.casefold(), ()) if len(path) == 1 else ()
    elsewhere = next((name for name in others if name in known), "")
    hint = f'did you mean "{elsewhere}"?' if elsewhere else did_you_mean(key, known, alike=0.6)
    if not hint:
        own = "; a key of your own belongs below extra" if "extra" in known and len(path) == 1 else ""
        hint = f"the keys here are {', '.join(known)}{own}"
    above = f" in {label_of(path[:-1])}" if len(path) > 1 else ""
    return Fault(line, column, f'unknown key "{key}"{above}', hint)


def _wrong(found: ErrorDetails, path: Loc, parsed: Parsed, outline: Outline) -> Fault:
    label, value, context = label_of(path), found["input"], found.get("ctx", {})
    subject = f"an item of {label}" if isinstance(path[-1], int) else label
    line, column = _value_place(path, parsed, of_key=found["loc"][-1] == _KEY)
    key = str(next((step for step in reversed(path) if isinstance(step, str)), ""))
    if found["type"] == "mistake":
        message, hint = str(context["message"]), str(context["hint"])
        if isinstance(value, (list, dict)) and "takes text" in message and isinstance(path[-1], str):
            hint = _quoting_hint(key, path, parsed)
        elif message.endswith(" is empty"):
            hint = _empty_hint(key, line, parsed) or hint
        return Fault(line, column, message.replace("{key}", subject), hint.replace("{key}", key))
    if value is None:
        return Fault(line, column, f"{subject} is empty", "write a value, or take the line out")
    wanted = "a list" if found["type"] == "list_type" else "keys of its own"
    return Fault(line, column, f"{subject} takes {wanted}", _example(path, outline))


def _example(path: Loc, outline: Outline) -> str:
    """How the key is written, or the nearest one above it for which there is an example."""
    for end in range(len(path), 0, -1):
        note, key = outline.at(path[:end]), path[end - 1]
        if note and note.example and isinstance(key, str):
            return f"{key}: {note.example}"
    return ""


def _value_place(path: Loc, parsed: Parsed, *, of_key: bool) -> tuple[int, int]:
    """The place of a value, or of the nearest one around it that has a place."""
    steps = [str(step) for step in path]
    for end in range(len(steps), 0, -1):
        spot = parsed.positions.get(".".join(steps[:end]))
        if spot and (of_key or (end < len(steps) and spot.style in {"[", "{"})):
            return spot.key_line, spot.key_column
        if spot:
            return spot.line, spot.column
    return 1, 1


def _empty_hint(key: str, line: int, parsed: Parsed) -> str:
    """A value that begins with "#" is a comment, and its key seems empty."""
    comment = parsed.source(line).partition(f"{key}:")[2].strip()
    return f"a # begins a comment; quote it: {key}: {quoted(comment)}" if comment.startswith("#") else ""


def _quoting_hint(key: str, path: Loc, parsed: Parsed) -> str:
    spot = parsed.positions.get(".".join(map(str, path)))
    source = parsed.source(spot.line) if spot else ""
    value = source.partition(f"{key}:")[2].strip()
    return f"quote it: {key}: {quoted(value)}" if value[:1] in {"[", "{"} else f"write it on one line: {key}: text"
