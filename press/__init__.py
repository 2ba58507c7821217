"""The engine of a static site generator for a newspaper's opinion section."""

__version__ = "0.1.0"
