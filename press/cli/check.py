"""The command `check`: is what was built fit to publish? The answer as lines of text or as JSON."""

from __future__ import annotations

import json
import os
from collections import Counter

import click

from press.cli.options import build_options_of, common_options, site_of
from press.cli.program import typed_command
from press.cli.terminal import show_notes, working
from press.commands.results import Checked
from press.model.plural import count
from press.model.problem import ExitCode, Problem
from press.model.problem_text import as_typed


@click.command()
@common_options
@click.option("--external", is_flag=True, help="Try the addresses of other sites too, slowly; kept for a week.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use; default: one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def check(*, external: bool, as_json: bool, **options: object) -> int:
    """Check the built site: links, pictures, feeds, structured data, leaks. Nothing is changed."""
    from press.commands.check import check_site

    site = site_of(options, os.environ)
    with working("Checking ...", quiet=bool(options["quiet"] or as_json)):
        checked = check_site(site, build_options_of(options), external=external)
    if as_json:
        click.echo(json.dumps(result_of(checked), ensure_ascii=False))
    else:
        show_notes(checked.problems if options["quiet"] else (*checked.problems, *checked.notes))
        if not options["quiet"]:
            click.echo(summary_line(checked))
    return ExitCode.CONTENT if checked.problems else ExitCode.DONE


def summary_line(checked: Checked) -> str:
    """Return the one line that ends a check."""
    found = f"{count(len(checked.problems), 'problem')}, {count(len(checked.notes), 'note')}"
    line = f"Checked {count(checked.pages, 'page')} and {count(checked.files, 'file')}: {found}; "
    if checked.link_statuses:
        states = Counter(link.state for link in checked.link_statuses)
        listed = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        line += f"{count(len(checked.link_statuses), 'address', 'addresses')} of other sites: {listed}; "
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
            {"url": link.url, "state": link.state, "detail": link.detail, "now_at": link.now_at}
            for link in checked.link_statuses
        ],
        "seconds": round(checked.seconds, 3),
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": as_typed(problem.hint, typed_command()),
        "excerpt": problem.excerpt,
    }
