"""The command `new`: a title -> a draft, and its path in the terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from press.cli.options import common_options, site_of


@click.command()
@common_options
@click.argument("title")
@click.option("--kind", default="op-ed", show_default=True, help="The kind of piece.")
@click.option("--author", multiple=True, help="An author's id or name; may be given several times.")
@click.option("--topic", multiple=True, help="A topic's id or name; may be given several times.")
def new(title: str, kind: str, author: Sequence[str], topic: Sequence[str], **options: object) -> None:
    r"""Begin a piece: makes a draft in content/articles/ and prints its path.

    \b
    Example: python build.py new "Plant the square" --kind column --author nora-weiland --topic streets
    """
    from press.commands.new import start_piece

    site = site_of(options, os.environ)
    click.echo(start_piece(site, title, kind=kind, authors=tuple(author), topics=tuple(topic)))
