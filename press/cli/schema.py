"""The command `schema`: prints the JSON Schema of front matter or of config.yaml."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("which", type=click.Choice(["front-matter", "config"]))
def schema(which: str) -> None:
    """Print the JSON Schema of an article's front matter or of config.yaml, for editors that complete keys."""
    from press.read.json_schema import config_schema, front_matter_schema

    found = front_matter_schema() if which == "front-matter" else config_schema()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
