"""A file that the import wrote and what its reader says of it -> the file in a state that builds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.model.problem import Problem

_LINK = re.compile(
    r"""(!?)\[((?:[^\[\]\\]|\\.)*)\]\([^()]*?(?:\s+"([^"\n]*)")?\)(?:\{\.embed\})?|<a\b[^<>]*>(.*?)</a\s*>|<(?:a|img)\b[^<>]*>"""
)
_DRAFT = "draft: true"


def settled(text: str, problems: Iterable[Problem], *, is_page: bool) -> str:
    """Return a file's text with the links and pictures at the problems' places as words.

    Where that is not the matter it becomes a draft, and what cannot be read even so is left with its words alone. Pages
    know no drafts: of one that cannot be read, "" is returned.
    """
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line == "---"), 0)
    rest: list[Problem] = []
    for problem in sorted(problems, reverse=True):
        number = problem.place.line - 1
        in_body = end < number < len(lines)
        changed = _without_link(lines[number], problem.place.column) if in_body else None
        if changed is not None:
            lines[number] = changed
        elif not _without_alias(lines, number, problem):
            rest.append(problem)
    if not rest:
        return "\n".join(lines)
    if is_page:
        return ""
    if _DRAFT not in lines[:end]:
        lines.insert(1, _DRAFT)
        return "\n".join(lines)
    return _bare(lines, end, rest)


def _bare(lines: list[str], end: int, problems: Iterable[Problem]) -> str:
    """Take out the keys that cannot be read, and every sign of the text that means something."""
    keys = list(lines[: end + 1])
    for number in sorted({problem.place.line - 1 for problem in problems}, reverse=True):
        if 0 < number < end and not keys[number].startswith(("title:", "date:", "draft:")):
            del keys[number]
    words = [re.sub(r"[^\w\s.,;:!?'’“”()/–—-]|^[-:=]+", " ", line) for line in lines[end + 1 :]]
    return "\n".join([*keys, *(line.strip() for line in words)])


def _without_link(line: str, column: int) -> str | None:
    """Return the line with the link at a column as its words, None where there is none."""
    found = [link for link in _LINK.finditer(line) if link.start() < column <= link.end() + 1]
    link = found[0] if found else _LINK.search(line)
    if link is None:
        return None
    words = link[3] or link[2] or link[4] or ""
    return line[: link.start()] + words + line[link.end() :]


def _without_alias(lines: list[str], number: int, problem: Problem) -> bool:
    """Take an older address out that two files lay claim to; return whether that was the matter."""
    if ("alias" not in problem.message and "older address" not in problem.message) or not 0 < number < len(lines):
        return False
    if lines[number].startswith("  - "):
        del lines[number]
        return True
    found = re.match(r"aliases: \[(.*)\]$", lines[number])
    if found is None:
        return False
    item = r'"(?:[^"\\]|\\.)*"|[^,\s][^,]*'
    before = lines[number][: max(0, problem.place.column - 1)].removeprefix("aliases: [")
    items, place = re.findall(item, found[1]), len(re.findall(item, before))
    kept = [each for n, each in enumerate(items) if n != min(place, len(items) - 1)]
    if kept:
        lines[number] = f"aliases: [{', '.join(kept)}]"
    else:
        del lines[number]
    return True
