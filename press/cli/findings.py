"""Checked -> what the terminal and programs are told of it."""

from __future__ import annotations

from collections import Counter

from press.commands.check import Checked
from press.model.problem import Problem


def summary_line(checked: Checked) -> str:
    """Return the one line that ends a check."""
    found = f"{_count(len(checked.problems), 'problem')}, {_count(len(checked.notes), 'note')}"
    line = f"Checked {_count(checked.pages, 'page')} and {_count(checked.files, 'file')}: {found}; "
    if checked.fates:
        states = Counter(fate.state for fate in checked.fates)
        told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        line += f"{_count(len(checked.fates), 'address', 'addresses')} of other sites: {told}; "
    return f"{line}{checked.seconds:.1f} s."


def result_of(checked: Checked) -> dict[str, object]:
    """Return a check's result as `--json` prints it; `seconds` of wall time."""
    return {
        "pages": checked.pages,
        "files": checked.files,
        "problems": [_problem(problem) for problem in checked.problems],
        "notes": [_problem(problem) for problem in checked.notes],
        "foreign": list(checked.foreign),
        "external": [
            {"url": fate.url, "state": fate.state, "detail": fate.detail, "now_at": fate.now_at}
            for fate in checked.fates
        ],
        "seconds": round(checked.seconds, 3),
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": problem.hint,
        "excerpt": problem.excerpt,
    }


def _count(number: int, noun: str, nouns: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {nouns or noun + 's'}"
