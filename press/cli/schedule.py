"""The command `schedule`: sets when a piece comes out."""

from __future__ import annotations

import os

import click

from press.cli.editing import edit_options, show_and_write
from press.cli.options import build_options_of, site_of


@click.command()
@edit_options
@click.argument("piece")
@click.argument("when")
def schedule(piece: str, when: str, *, yes: bool, **options: object) -> None:
    r"""Let PIECE come out at WHEN, in the site's time zone: its date changes, and its `draft: true` goes.

    \b
    Example: python build.py schedule 2026-03-02-rent-cap "2026-03-05 06:30"
    """
    from press.commands.schedule import schedule_piece

    site = site_of(options, os.environ)
    show_and_write(site, schedule_piece(site, build_options_of(options), piece, when), yes=yes)
