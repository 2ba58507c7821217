"""The command `correct`: adds a correction to a piece."""

from __future__ import annotations

import os
from typing import get_args

import click

from press.cli.editing import edit_options, show_and_write
from press.cli.options import build_options_of, site_of
from press.model.content import CorrectionType


@click.command()
@edit_options
@click.argument("piece")
@click.argument("text")
@click.option(
    "--type",
    "type_",
    type=click.Choice(get_args(CorrectionType)),
    default="correction",
    show_default=True,
    help="What sort of correction it is.",
)
def correct(piece: str, text: str, *, type_: str, yes: bool, **options: object) -> None:
    r"""Add the correction TEXT (Markdown) to PIECE, dated now.

    \b
    Example: python build.py correct 2026-03-02-rent-cap "The cap is 8 %, not 9 %."
    """
    from press.commands.correct import correct_piece

    site = site_of(options, os.environ)
    show_and_write(site, correct_piece(site, build_options_of(options), piece, text, type_=type_), yes=yes)
