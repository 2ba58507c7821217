"""Output folder -> its seal, and back: which files in it are ours, each with its SHA-256; and which paths may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

SEAL = ".press.json"
STAGING = ".press-staging"
# Kept by git and by every build; it neither fills a folder nor makes it foreign.
KEPT = ".gitignore"
FORMAT = 1
SURROGATE = re.compile("[\ud800-\udfff]")


def read_seal(output: Path) -> Mapping[str, str] | None:
    """Return path -> SHA-256 of every file that is ours in `output`; None: the folder has no (readable) seal.

    Errors: OSError where the seal exists and cannot be read.
    """
    file = output / SEAL
    if file.is_symlink() or not file.is_file():
        return None
    try:
        sealed = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return None
    files = sealed.get("files") if isinstance(sealed, dict) and sealed.get("format") == FORMAT else None
    if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
        return None
    return files if all(is_inside(path) for path in files) else None


def seal_bytes(files: Mapping[str, str]) -> bytes:
    """Return the seal's text: sorted, a line for each file, nothing of the clock or the machine."""
    sealed = {"files": files, "format": FORMAT}
    return json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")).encode("utf-8") + b"\n"


def is_sealed_as(output: Path, seal: bytes) -> bool:
    """Whether the seal of `output` is this one, byte for byte. Errors: OSError where it cannot be read."""
    file = output / SEAL
    return file.is_file() and not file.is_symlink() and file.read_bytes() == seal


def is_inside(path: str) -> bool:
    """Whether `path` names a file inside the output: relative, with plain parts, and not one of our own names."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\0" in path:
        return False
    # On a disk that does not tell capitals apart, `.Press.json` would be the seal.
    return parts[0].casefold() not in {SEAL, STAGING} and not SURROGATE.search(path)


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders that hold `path`, the nearest first: `a/b/c` -> `a/b`, `a`."""
    cut = path.rfind("/")
    while cut > 0:
        yield path[:cut]
        cut = path.rfind("/", 0, cut)
