"""Seal <-> path -> SHA-256: which files of a published folder are ours, how that is written, and what breaks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

MANIFEST = ".press.json"
STAGING = ".press-staging"
# Kept by git and by every build; it neither fills a folder nor makes it foreign.
KEPT = ".gitignore"
FORMAT = 1
_FIRST, _NEXT = b'{"files": {', b",\n"  # what stands before a file's line in the seal
_NO_NAMES = frozenset({"", ".", ".."})
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class ManifestBreach:
    """A file that is not as the seal says; foreign: the seal does not name it."""

    path: str
    why: Literal["missing", "edited", "foreign"]


def parse_manifest(data: bytes) -> Mapping[str, str] | None:
    """Return path -> SHA-256 of every file that is ours; None: these bytes are no seal."""
    try:
        sealed = json.loads(data)
    except (ValueError, RecursionError):
        return None
    files = sealed.get("files") if isinstance(sealed, dict) and sealed.get("format") == FORMAT else None
    if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
        return None
    return files if all(is_inside(path) for path in files) else None


def manifest_bytes(files: Mapping[str, str]) -> bytes:
    """Return the seal's text: sorted, a line for each file, nothing of the clock or the machine."""
    sealed = {"files": files, "format": FORMAT}
    return json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")).encode("utf-8") + b"\n"


def patched_manifest(seal: bytes, files: Mapping[str, str]) -> bytes | None:
    """Return the seal's text with other digests for some of its files; None where it does not name one of them.

    The others are not read: a seal of thousands is changed in a few places.
    """
    for path, digest in files.items():
        line = json.dumps(path, ensure_ascii=False).encode("utf-8") + b': "'
        # A line break stands between files, and in no name.
        at = next((at + len(start) for start in (_FIRST, _NEXT) if (at := seal.find(start + line)) >= 0), -1)
        if at < 0:
            return None
        begin = at + len(line)
        seal = seal[:begin] + digest.encode("ascii") + seal[seal.index(b'"', begin) :]
    return seal


def breaches(sealed: Mapping[str, str], found: Mapping[str, str]) -> tuple[ManifestBreach, ...]:
    """Compare what the seal says with what is there (path -> SHA-256 of every file), sorted by path.

    The seal itself and what every build keeps count as nothing.
    """
    gone = [ManifestBreach(path, "missing") for path in sealed.keys() - found.keys()]
    edited = [ManifestBreach(path, "edited") for path in sealed.keys() & found.keys() if sealed[path] != found[path]]
    foreign = [ManifestBreach(path, "foreign") for path in found.keys() - sealed.keys() - {MANIFEST, KEPT}]
    return tuple(sorted((*gone, *edited, *foreign)))


def is_inside(path: str) -> bool:
    """Whether `path` names a file inside the output: relative, with plain parts, and not one of our own names."""
    parts = path.split("/")
    if not _NO_NAMES.isdisjoint(parts) or "\0" in path:
        return False
    # On a disk that does not tell capitals apart, `.Press.json` would be the seal.
    return parts[0].casefold() not in {MANIFEST, STAGING} and not SURROGATE.search(path)


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders that hold `path`, the nearest first: `a/b/c` -> `a/b`, `a`."""
    cut = path.rfind("/")
    while cut > 0:
        yield path[:cut]
        cut = path.rfind("/", 0, cut)
