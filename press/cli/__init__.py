"""Command line -> exit code."""

from press.cli.main import main

__all__ = ["main"]
