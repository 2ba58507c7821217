"""What the commands that edit content share in the terminal: the diff, the question, the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from press.cli.options import common_options
from press.cli.terminal import show_notes
from press.commands.editing import ContentEdit, carry_out
from press.model.plural import count
from press.model.problem import ExitCode, Refusal
from press.model.site import Site

F = TypeVar("F", bound=Callable[..., Any])


def edit_options(command: F) -> F:
    """Give a command the options that all commands share, and --yes."""
    answer = click.option("--yes", is_flag=True, help="Write without asking.")
    return common_options(answer(command))


def show_and_write(site: Site, edit: ContentEdit, *, yes: bool) -> None:
    """Show what would change, ask unless `yes`, and write it.

    Raises Refusal (USAGE) where nobody can be asked, click.Abort where the answer is no.
    """
    click.echo(edit.diff, nl=False)
    show_notes(edit.notes)
    if not yes:
        if not sys.stdin.isatty():
            raise Refusal("nobody can be asked here; nothing was written", code=ExitCode.USAGE, hint="add --yes")
        click.confirm("Write this?", abort=True)
    carry_out(site, edit)
    click.echo(f"Wrote {count(len(edit.changes), 'file')}. python build.py publishes what changed.")
