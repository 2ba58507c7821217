"""The command `serve`: options -> a running preview, its end as an exit code."""

from __future__ import annotations

import os
import sys

import click

from press.cli.options import options_but_output, preview_of


@click.command()
@options_but_output
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0: every one.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name to answer to; several times.")
@click.option("--open", "opens", is_flag=True, help="Open the browser.")
@click.option(
    "--editor",
    default="auto",
    show_default=True,
    envvar="PRESS_EDITOR",
    help="Opens files from problems: auto (what is installed), vscode, idea, none, or an address with {path}.",
)
def serve(**options: object) -> None:
    """Show the section in the browser, drafts too, and build it again at every save. Ctrl+C ends it."""
    from press.cli.preview import run_preview, serve_options

    site, build_options = preview_of(options, os.environ)
    code = run_preview(site, build_options, serve_options(site, options), options)
    if code:
        sys.stdout.flush()
        raise SystemExit(code)
