"""Arguments -> exit code: the command that they name is run, and what it raises becomes a message."""

from __future__ import annotations

import os
import signal
import sys
import traceback
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

import click

from press import __version__
from press.cli.program import program_name
from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.model.problem_text import visible

_INTERRUPTED, _PIPE_CLOSED = 130, 141


_EDITS = ("correct", "publish", "rename", "schedule", "unpublish")
_OTHERS = (
    "build",
    "check",
    "deploy",
    "domain",
    "ids",
    "import",
    "init",
    "new",
    "newsletter",
    "related",
    "schema",
    "serve",
)
NAMES = tuple(sorted((*_OTHERS, *_EDITS)))


class PipeClosed(Exception):
    """The program that read our output has ended."""


class Commands(click.Group):
    """The commands, each imported when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        return command_of(cmd_name) if cmd_name in NAMES else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named. Raises PipeClosed, for which click would end with 1, or what it raises."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise PipeClosed from gone


def command_of(name: str) -> click.Command:  # noqa: C901, PLR0912 - one case a command
    """Return a command. It is imported only now: all of them take as long as a build that finds nothing changed."""
    match name:
        case "build":
            from press.cli.build import build

            return build
        case "check":
            from press.cli.check import check

            return check
        case "deploy":
            from press.cli.deploy import deploy

            return deploy
        case "domain":
            from press.cli.domain import domain

            return domain
        case "ids":
            from press.cli.ids import ids

            return ids
        case "import":
            from press.cli.import_ import import_

            return import_
        case "init":
            from press.cli.init import init

            return init
        case "new":
            from press.cli.new import new

            return new
        case "newsletter":
            from press.cli.newsletter import newsletter

            return newsletter
        case "related":
            from press.cli.related import related

            return related
        case "schema":
            from press.cli.schema import schema

            return schema
        case "serve":
            from press.cli.serve import serve

            return serve
    return edit_command_of(name)


def edit_command_of(name: str) -> click.Command:
    """Return a command that edits content."""
    match name:
        case "correct":
            from press.cli.correct import correct

            return correct
        case "publish":
            from press.cli.publish import publish

            return publish
        case "rename":
            from press.cli.rename import rename

            return rename
        case "schedule":
            from press.cli.schedule import schedule

            return schedule
        case "unpublish":
            from press.cli.unpublish import unpublish

            return unpublish
    raise KeyError(name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="press", message="%(prog)s %(version)s")
def commands() -> None:
    """Build the opinion section: content/ and layouts/ become site/. Without a command: build."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. No traceback reaches a writer, but with --debug."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    # Dates must not depend on the machine: the pinned tzdata, not the system's zones, here and in worker processes.
    os.environ["PYTHONTZPATH"] = ""
    zoneinfo.reset_tzpath()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _end)
    return _run(words)


def _run(words: list[str]) -> int:
    try:
        ended = commands(words, prog_name=program_name(), standalone_mode=False)
        sys.stdout.flush()
    except ProblemsFound as found:
        from press.cli.terminal import show_problems

        show_problems(found.problems)
        return found.code
    except Refusal as refusal:
        from press.cli.terminal import show_refusal

        show_refusal(refusal)
        return refusal.code
    except click.ClickException as wrong:
        wrong.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except (BrokenPipeError, PipeClosed):
        # Whoever read our output has gone; the interpreter must not try to flush to it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as fault:
        if "--debug" in words:
            raise
        return _unforeseen(fault)
    return ended if isinstance(ended, ExitCode) else ExitCode.DONE


def _unforeseen(fault: Exception) -> ExitCode:
    """Tell a package that is missing, and what the machine would not do, from a fault of ours, in one line."""
    package = (fault.name or "").partition(".")[0] if isinstance(fault, ImportError) else ""
    if package not in {"", "press"}:
        click.echo(
            f"{program_name()}: the package {package} cannot be used ({fault})\n  hint: make site installs it", err=True
        )
        return ExitCode.ENVIRONMENT
    if isinstance(fault, OSError) and fault.strerror:
        named = f"{fault.filename}: " if fault.filename else ""
        hint = "check the disk, and who may read and write there"
        click.echo(visible(f"{program_name()}: {named}{fault.strerror.lower()}") + f"\n  hint: {hint}", err=True)
        return ExitCode.ENVIRONMENT
    last = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    click.echo(f"{program_name()}: a fault in the program ({where}: {fault}); --debug shows where it began", err=True)
    return ExitCode.CONTENT


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
