"""The command `rename`: another name for a file, and for all that names it."""

from __future__ import annotations

import os

import click

from press.cli.editing import edit_options, show_and_write
from press.cli.options import build_options_of, site_of


@click.command("rename")
@edit_options
@click.argument("old")
@click.argument("new")
def rename(old: str, new: str, *, yes: bool, **options: object) -> None:
    r"""Rename the file OLD of a piece, an author or a topic to NEW, in every file that names it too.

    Where readers know the old address, an alias leads them on.

    \b
    Examples: python build.py rename 2026-03-02-rnet-cap 2026-03-02-rent-cap
              python build.py rename topics/streets topics/roads
    """
    from press.commands.rename import rename as renamed

    site = site_of(options, os.environ)
    show_and_write(site, renamed(site, build_options_of(options), old, new), yes=yes)
