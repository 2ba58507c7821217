"""The command `domain`: files -> lines in the terminal."""

from __future__ import annotations

import os

import click

from press.cli.options import common_options, site_of


@click.command()
@common_options
def domain(**options: object) -> None:
    """Print what belongs at the root of the domain: robots.txt, and what `rights` says for all of it.

    A section in a folder of a domain (https://example.org/opinion/) cannot put these files there: hand their lines to
    whoever keeps the root. They follow the site as it was built last.
    """
    from press.commands.domain import domain_files

    for number, (address, text) in enumerate(domain_files(site_of(options, os.environ))):
        click.echo(f"{chr(10) if number else ''}# {address}\n{text}", nl=False)
