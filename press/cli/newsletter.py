"""The command `newsletter`: options -> files, or messages at an SMTP server."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from press.cli.options import build_options_of, common_options, site_of
from press.mail.message import Letter
from press.mail.send import Sending
from press.model.plural import count
from press.model.problem import ExitCode, Refusal


@click.command()
@common_options
@click.option("--week", metavar="YEAR-WNN", default="", help="The pieces of a week, as in 2026-W48.")
@click.option("--since", metavar="DAY", default="", help="The pieces since a day; else those of the last seven days.")
@click.option("--file", "to_file", metavar="FILE", help="Write FILE.html, FILE.txt and FILE.eml; send nothing.")
@click.option("--send", "list_file", metavar="LIST", help="Send to the addresses of LIST, one a line; - reads them.")
@click.option("--except", "left_out", metavar="LIST", help="But not to these: they unsubscribed, or cannot be reached.")
@click.option("--progress", metavar="FILE", help="Where it is kept who has the letter, outside the site and git.")
@click.option("--test", "test_address", metavar="ADDRESS", help="Send to this address alone.")
@click.option("--yes", is_flag=True, help="Send; without it only the number and a sample are shown.")
def newsletter(  # noqa: PLR0913 - one parameter an option
    *,
    week: str,
    since: str,
    to_file: str | None,
    list_file: str | None,
    left_out: str | None,
    progress: str | None,
    test_address: str | None,
    yes: bool,
    **options: object,
) -> None:
    """Make the week's letter from what is published: pieces, corrections, disclaimers.

    Name and password for the server stand in PRESS_SMTP_USER and PRESS_SMTP_PASSWORD.
    Example: python build.py newsletter --week 2026-W48 --file week
    """
    from press.commands.newsletter import newsletter_of, progress_file, server_of, write_files
    from press.mail.progress import open_progress
    from press.mail.send import send, send_one
    from press.mail.subscribers import read_subscribers

    _check_options(to_file, list_file, test_address, days=week or since)
    site = site_of(options, os.environ)
    letter, rules = newsletter_of(site, build_options_of(options), week=week, since=since)
    if to_file:
        click.echo("\n".join(f"Wrote {path}" for path in write_files(letter, Path(to_file))))
        return
    if test_address:
        send_one(letter, test_address, server_of(rules, os.environ))
        click.echo("Sent one message.")
        return
    subscribers = read_subscribers(_lines(list_file or ""), _lines(left_out or ""))
    _show_bad_lines(subscribers.bad_lines)
    if not yes:
        _show_sample(letter, len(subscribers.addresses))
    file, server = progress_file(site, progress or ""), server_of(rules, os.environ)
    with open_progress(file, week or since) as opened:
        _report(send(letter, subscribers.addresses, server, opened))


def _show_sample(letter: Letter, subscribers: int) -> NoReturn:
    """Show what would be sent to how many, and raise Refusal (USAGE)."""
    text = letter.text.replace(letter.placeholder, letter.unsubscribe)
    click.echo(f"To {count(subscribers, 'subscriber')}: {letter.subject}\n\n{text}")
    raise Refusal("nothing was sent", code=ExitCode.USAGE, hint="add --yes")


def _check_options(to_file: str | None, list_file: str | None, test_address: str | None, *, days: str) -> None:
    """Raise Refusal (USAGE) unless the options say one thing to do, and a mailing the days that it is about."""
    if sum(map(bool, (to_file, list_file, test_address))) != 1:
        hint = "--file week, --test you@example.org, or --send list.txt --progress sent.txt"
        raise Refusal("say what to do with the letter", code=ExitCode.USAGE, hint=hint)
    if list_file and not days:
        message = "--send wants the days to be named, so that a run that was cut sends the same letter"
        raise Refusal(message, code=ExitCode.USAGE, hint="--week 2026-W48, or --since 2026-11-23")


def _show_bad_lines(numbers: Sequence[int]) -> None:
    if numbers:
        shown = ", ".join(map(str, numbers[:10]))
        click.echo(f"{count(len(numbers), 'line')} of the list hold no address: {shown}", err=True)


def _report(sending: Sending) -> None:
    """Say what became of the messages. Raises Refusal (INCOMPLETE) where some are to be tried again."""
    click.echo(
        f"Sent {count(sending.sent, 'message')}; {sending.before} had been sent before, "
        f"{sending.refused} refused, {sending.waiting} to be tried again."
    )
    if sending.waiting:
        hint = "run the same command again later"
        raise Refusal(f"the server put off {count(sending.waiting, 'message')}", code=ExitCode.INCOMPLETE, hint=hint)


def _lines(name: str) -> str:
    """Return the text of a list. Raises Refusal (USAGE) for a file that cannot be read."""
    if not name:
        return ""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(f"{name} cannot be read: {fault}", code=ExitCode.USAGE) from fault
