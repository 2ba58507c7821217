"""Output folder -> its seal: which files in it are ours, each with its SHA-256."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from press.model.manifest import MANIFEST, parse_manifest


def read_manifest(output: Path) -> Mapping[str, str] | None:
    """Return path -> SHA-256 of every file that is ours in `output`; None: the folder has no (readable) seal.

    Errors: OSError where the seal exists and cannot be read.
    """
    file = output / MANIFEST
    return None if file.is_symlink() or not file.is_file() else parse_manifest(file.read_bytes())


def is_manifest(output: Path, seal: bytes) -> bool:
    """Whether the seal of `output` is this one, byte for byte. Errors: OSError where it cannot be read."""
    file = output / MANIFEST
    return file.is_file() and not file.is_symlink() and file.read_bytes() == seal
