"""The command `ids`: options -> content/ids.yaml, and one line in the terminal."""

from __future__ import annotations

import os

import click

from press.cli.options import build_options_of, common_options, site_of
from press.model.plural import count


@click.command()
@common_options
@click.option("--addresses", is_flag=True, help="Write them even where site/ was built by this version already.")
def ids(*, addresses: bool, **options: object) -> None:
    """Keep the ids that an earlier version gave in feeds: writes addresses of pieces to content/ids.yaml.

    Run it once, before the first build with this version; readers of feeds would get all pieces again without it.
    """
    from press.commands.ids import write_ids

    written = write_ids(site_of(options, os.environ), build_options_of(options), even_if_named=addresses)
    click.echo(f"content/ids.yaml: {count(written, 'id')} added" if written else "content/ids.yaml: nothing to add")
