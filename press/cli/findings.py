"""Checked -> what the terminal and programs are told of it."""

from __future__ import annotations

from collections import Counter

from press.commands.check import Checked
from press.model.plural import count
from press.model.problem import Problem


def summary_line(checked: Checked) -> str:
    """Return the one line that ends a check."""
    found = f"{count(len(checked.problems), 'problem')}, {count(len(checked.notes), 'note')}"
    line = f"Checked {count(checked.pages, 'page')} and {count(checked.files, 'file')}: {found}; "
    if checked.link_statuses:
        states = Counter(link_status.state for link_status in checked.link_statuses)
        told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        line += f"{count(len(checked.link_statuses), 'address', 'addresses')} of other sites: {told}; "
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
            {
                "url": link_status.url,
                "state": link_status.state,
                "detail": link_status.detail,
                "now_at": link_status.now_at,
            }
            for link_status in checked.link_statuses
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
