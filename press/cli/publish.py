"""The command `publish`: lets a piece out that was held back."""

from __future__ import annotations

import os

import click

from press.cli.editing import edit_options, show_and_write
from press.cli.options import build_options_of, site_of


@click.command()
@edit_options
@click.argument("piece")
def publish(piece: str, *, yes: bool, **options: object) -> None:
    r"""Let PIECE out with the next build: takes it off content/unpublished.yaml, and its `draft: true` away.

    A date that is to come becomes now; an `expires` that is over goes.

    \b
    Example: python build.py publish 2026-03-02-rent-cap
    """
    from press.commands.publish import publish_piece

    site = site_of(options, os.environ)
    show_and_write(site, publish_piece(site, build_options_of(options), piece), yes=yes)
