"""The commands, build first. Each turns options into a request and a result into words."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
import zoneinfo
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from press import __version__
from press.cli.build import build
from press.cli.check import check
from press.cli.deploy import deploy
from press.cli.init import init
from press.cli.new import new
from press.cli.related import related
from press.cli.serve import serve
from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.model.problem_text import visible

_INTERRUPTED, _PIPE_CLOSED = 130, 141


class PipeClosed(Exception):
    """Whoever read our output has gone."""


class Commands(click.Group):
    """The commands; click itself would end with 1 where a pipe is closed."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named. Raises PipeClosed beside what the command raises."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise PipeClosed from gone


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="press", message="%(prog)s %(version)s")
def commands() -> None:
    """Build the opinion section: content/ and layouts/ become site/. Without a command: build."""


@commands.command()
@click.argument("which", type=click.Choice(["front-matter", "config"]))
def schema(which: str) -> None:
    """Print the JSON Schema of an article's front matter or of config.yaml, for editors that complete keys."""
    from press.read.json_schema import config_schema, front_matter_schema

    found = front_matter_schema() if which == "front-matter" else config_schema()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


for command in (build, check, serve, related, new, deploy, init):
    commands.add_command(command)


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
    return _guarded(lambda: commands(words, prog_name="build.py", standalone_mode=False), debug="--debug" in words)


def _guarded(run: Callable[[], object], *, debug: bool) -> int:
    try:
        ended = run()
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
        if debug:
            raise
        return _unforeseen(fault)
    return ended if isinstance(ended, ExitCode) else ExitCode.DONE


def _unforeseen(fault: Exception) -> ExitCode:
    """Tell a package that is missing, and what the machine would not do, from a fault of ours, in one line."""
    package = (fault.name or "").partition(".")[0] if isinstance(fault, ImportError) else ""
    if package not in {"", "press"}:
        click.echo(f"build.py: the package {package} cannot be used ({fault})\n  hint: make site installs it", err=True)
        return ExitCode.ENVIRONMENT
    if isinstance(fault, OSError) and fault.strerror:
        named = f"{fault.filename}: " if fault.filename else ""
        hint = "check the disk, and who may read and write there"
        click.echo(visible(f"build.py: {named}{fault.strerror.lower()}") + f"\n  hint: {hint}", err=True)
        return ExitCode.ENVIRONMENT
    last = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    click.echo(f"build.py: a fault in the program ({where}: {fault}); --debug shows where it began", err=True)
    return ExitCode.CONTENT


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
