"""Problem -> the lines that an editor reads: place and message, the source line, a hint."""

from __future__ import annotations

import re

from press.model.problem import Problem

_UNSEEN = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
COMMAND = "python build.py"  # how hints name the program
_MARGIN = 5  # columns for the line number, so that the excerpts of several problems stand below each other


def as_typed(hint: str, command: str) -> str:
    """Return a hint in which the program is named as the user typed it: `command`, as `press` or `python build.py`."""
    return hint.replace(COMMAND, command)


def format_problem(problem: Problem, command: str = COMMAND) -> str:
    """Return the problem as text without a line break at its end; `command` as in `as_typed`.

    Characters that a terminal would obey are shown by their code, so that no file can write on the screen.
    """
    note = "note: " if problem.is_note else ""
    lines = [f"{visible(str(problem.place))}: {note}{visible(problem.message)}"]
    if problem.excerpt:
        number = str(problem.place.line) if problem.place.line else ""
        lines.append(f"{number:>{_MARGIN}} | {visible(problem.excerpt)}")
    if problem.hint:
        lines.append(f"  hint: {visible(as_typed(problem.hint, command))}")
    return "\n".join(lines)


def visible(text: str) -> str:
    """Return `text` with every character that cannot be seen, or that a screen would obey, as its code."""
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
