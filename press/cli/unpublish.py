"""The command `unpublish`: takes a piece down."""

from __future__ import annotations

import os

import click

from press.cli.editing import edit_options, show_and_write
from press.cli.options import build_options_of, site_of


@click.command()
@edit_options
@click.argument("piece")
@click.option("--delete", "deletes", is_flag=True, help="Delete its file too.")
def unpublish(piece: str, *, deletes: bool, yes: bool, **options: object) -> None:
    r"""Take PIECE (a file name without .md, or a slug) down with the next build, whoever links to it.

    Its name and the day go into content/unpublished.yaml; links to it become words.

    \b
    Example: python build.py unpublish 2026-03-02-rent-cap
    """
    from press.commands.unpublish import unpublish_piece

    site = site_of(options, os.environ)
    edit = unpublish_piece(site, build_options_of(options), piece, deletes=deletes)
    show_and_write(site, edit, yes=yes)
