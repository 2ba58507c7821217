"""pydantic's errors -> faults at the lines where the values stand, in words that an editor understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from press.read.hints import closest
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


KEY_MARK = "[key]"  # how pydantic marks a fault in a key and not in its value


def faults_of(error: ValidationError, parsed: Parsed, outline: Outline) -> Iterator[Fault]:
    """Give a fault for each error.

    What follows from another is left out: from a value that could not be read, and that a key is missing of which a
    misspelt one is the likely spelling.
    """
    errors = error.errors(include_url=False)
    unknown = [found["loc"] for found in errors if found["type"] == "extra_forbidden"]
    unknown += [(key,) for key in broken_unknown(parsed, outline)]
    misspelt = {(*path[:-1], meant) for path in unknown if (meant := suggested(path, outline))}
    for found in errors:
        path = tuple(step for step in found["loc"] if step != KEY_MARK)
        is_missing = found["type"] == "missing"
        if _is_broken(path, parsed) or (is_missing and ("" in parsed.broken or path in misspelt)):
            continue
        if found["type"] == "missing":
            yield _missing(path, parsed, outline)
        elif found["type"] == "extra_forbidden":
            yield _unknown(path, parsed, outline)
        else:
            yield _wrong(found, path, parsed, outline)


def broken_unknown(parsed: Parsed, outline: Outline) -> tuple[str, ...]:
    """Return the unknown top-level keys among those whose values could not be read.

    One that differs from a known one by capitals is named as written twice.
    """
    return tuple(sorted(key for key in parsed.broken if key and "." not in key and key.casefold() not in outline.keys))


def unknown_key(key: str, parsed: Parsed, outline: Outline) -> Fault:
    """Return the fault of an unknown top-level key whose value could not be read."""
    line = next((number for number, text in enumerate(parsed.lines) if text.lstrip("\"'").startswith(key)), 0)
    fault = _unknown((key,), parsed, outline)
    return fault._replace(line=parsed.first_line + line, column=1)


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
    key, known = str(path[-1]), _known(path, outline)
    spot = parsed.positions.get(".".join(map(str, path)))
    line, column = (spot.key_line, spot.key_column) if spot else (1, 1)
    meant = suggested(path, outline)
    hint = f'did you mean "{meant}"?' if meant else ""
    if not hint:
        own = "; a key of your own belongs below extra" if "extra" in known and len(path) == 1 else ""
        hint = f"the keys here are {', '.join(known)}{own}"
    above = f" in {label_of(path[:-1])}" if len(path) > 1 else ""
    return Fault(line, column, f'unknown key "{key}"{above}', hint)


def _wrong(found: ErrorDetails, path: Loc, parsed: Parsed, outline: Outline) -> Fault:
    label, value, context = label_of(path), found["input"], found.get("ctx", {})
    subject = f"an item of {label}" if isinstance(path[-1], int) else label
    line, column = _value_place(path, parsed, of_key=found["loc"][-1] == KEY_MARK)
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


def suggested(path: Loc, outline: Outline) -> str:
    """Return the key that an unknown one at a path probably means, "" where none is like it or it is known."""
    key, known = str(path[-1]), _known(path, outline)
    if key in known:
        return ""
    others = _ELSEWHERE.get(key.casefold(), ()) if len(path) == 1 else ()
    return next((name for name in others if name in known), "") or closest(key, known, alike=0.6)


def _known(path: Loc, outline: Outline) -> list[str]:
    """Return the keys that may stand where the last one of a path does."""
    group = outline.at(path[:-1])
    return list(group.keys) if group else []


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
