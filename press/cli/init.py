"""The command `init`: asks five questions and begins a section in a new folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from press.cli.options import instant
from press.model.problem import ExitCode, Refusal

# An option, its question, and what is offered where a person answers.
_QUESTIONS = (
    ("title", "What is the newspaper called?", ""),
    ("url", "At which address will the section stand?", "https://example.org/opinion/"),
    ("language", "In which language is it written?", "en"),
    ("timezone", "By which clock does it publish?", "UTC"),
    ("corrections", "Where do readers send corrections (an e-mail address, or a form's)?", ""),
)
_NEEDED = frozenset({"title", "url"})


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="NAME", help="What the newspaper is called.")
@click.option("--url", metavar="URL", help="The address at which the section will stand.")
@click.option("--language", metavar="TAG", help="The language of its pieces, as en-GB or uk.")
@click.option("--timezone", metavar="ZONE", help="The clock it publishes by, as Europe/Kyiv.")
@click.option("--corrections", metavar="WHERE", help="An e-mail address, or the address of a form for new issues.")
@click.option(
    "--engine",
    metavar="WHEEL|URL",
    help="This engine: a wheel, which is copied to vendor/, or an https address with #sha256=HEX.",
)
def init(folder: Path, engine: str | None, **given: str | None) -> None:
    """Begin a section of your own in the new folder DIR."""
    from press.commands.init import start_site
    from press.model.new_site import NewSite
    from press.write.new_site import read_engine

    answers = _answers(given)
    found = read_engine(engine) if engine else None
    new = NewSite(**answers, now=instant(None, os.environ), engine=found)
    paths = start_site(folder, new)
    click.echo(f"Wrote {len(paths)} files into {folder}.")
    if not engine:
        missing = folder / "requirements.txt"
        click.echo(f"note: {missing} does not name the engine yet: its first lines say what to write there", err=True)
    click.echo(f"Next: read {folder / 'README.md'}; its two commands build the section and show it.")


def _answers(given: dict[str, str | None]) -> dict[str, str]:
    """Return the answers: those of the options, the others asked for on a terminal, else left at what is offered."""
    answers = {name: (given.get(name) or "").strip() for name, _, _ in _QUESTIONS}
    is_asked = sys.stdin.isatty()
    for name, question, offered in _QUESTIONS:
        if given.get(name) is not None:
            continue
        if is_asked:
            answers[name] = click.prompt(question, default=offered or ("" if name not in _NEEDED else None)).strip()
        elif name in _NEEDED:
            hint = 'press init harbour --title "The Harbour Post" --url https://example.org/opinion/'
            raise Refusal(f"--{name} is needed where nobody can be asked", code=ExitCode.USAGE, hint=hint)
        else:
            answers[name] = offered
    return answers
