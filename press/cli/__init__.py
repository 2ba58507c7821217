"""Command line -> exit code."""

from press.cli.commands import main

__all__ = ["main"]
