"""Problems and results -> what the terminal shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from press.cli.program import program_name, typed_command
from press.model.built import Built
from press.model.plural import count
from press.model.problem import Problem, Refusal
from press.model.problem_text import as_typed, format_problem

MOST = 50  # problems shown at once: more do not help, a count does


def show_problems(problems: Sequence[Problem], *, so: str = "nothing was published") -> None:
    """Print problems to standard error, the first `MOST` and a count, and what follows from them."""
    _list(problems)
    click.echo(f"{count(len(problems), 'problem')}; {so}.", err=True)


def show_notes(notes: Sequence[Problem]) -> None:
    """Print notes to standard error."""
    _list(notes)


def show_refusal(refusal: Refusal) -> None:
    """Print why a command cannot go on, and what to do."""
    click.echo(f"{program_name()}: {refusal.message}", err=True)
    if refusal.hint:
        click.echo(f"  hint: {as_typed(refusal.hint, typed_command())}", err=True)


def _list(problems: Sequence[Problem]) -> None:
    for problem in problems[:MOST]:
        click.echo(format_problem(problem, typed_command()), err=True)
    if len(problems) > MOST:
        click.echo(f"... and {len(problems) - MOST} more", err=True)


def summary_line(built: Built, seconds: float) -> str:
    """Return the one line that ends a build: what was built, in how many seconds of wall time, what is scheduled."""
    line = (
        f"Built {count(built.articles, 'piece')} on {count(built.pages, 'page')}: "
        f"{built.rendered} rendered, {built.pages - built.rendered} as before, {len(built.removed)} removed; "
        f"{count(len(built.notes) + len(built.vanished), 'note')}; {seconds:.1f} s."
    )
    if built.next_due:
        line += f" {built.scheduled} scheduled, the next for {built.next_due:%Y-%m-%d %H:%M}."
    return line


def result_of(built: Built, seconds: float) -> dict[str, object]:
    """Return a build's result as `--json` prints it; `seconds` of wall time, instants as ISO 8601."""
    return {
        "pages": built.pages,
        "rendered": built.rendered,
        "skipped": built.pages - built.rendered,
        "removed": len(built.removed),
        "articles": built.articles,
        "scheduled": built.scheduled,
        "next_due": built.next_due.isoformat() if built.next_due else None,
        "valid_until": built.valid_until.isoformat() if built.valid_until else None,
        "notes": len(built.notes) + len(built.vanished),
        "seconds": round(seconds, 3),
    }


@contextmanager
def working(words: str, *, quiet: bool) -> Iterator[None]:
    """Show that something is being done, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # late: 0.1 s that a pipe need not pay

    with Console(stderr=True).status(words):
        yield
