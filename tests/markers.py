"""Marker words in every field of a piece -> where in a built site any of them occurs, in any byte."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path


def marked_piece(mark: str, date: str, **keys: str) -> str:
    """Return a piece's file in which every field that a reader could see holds a word with `mark` in it."""
    fields = {
        "title": f"{mark}title",
        "date": date,
        "short_title": f"{mark}short",
        "kicker": f"{mark}kicker",
        "dek": f"{mark}dek",
        "authors": f"[{mark} Author]",
        "role": f"{mark}role",
        "translator": f"{mark} Translator",
        "editor": f"{mark} Editor",
        "topics": f"[{mark}topic]",
        "column": f"{mark} Column",
        "series": f"{mark} Series",
        "part": "1",
        "sponsor": f"{{name: {mark} Bank, url: 'https://example.com/{mark}'}}",
        "image": f"{{src: images/{mark}lead.png, alt: {mark}alt, caption: {mark}caption, credit: {mark}credit}}",
        "slug": f"{mark}-slug",
        "aliases": f"[{mark}/alias/]",
        "corrections": f"[{{date: 2026-03-09, type: correction, text: {mark}correction}},"
        f" {{date: 2026-03-09, type: editors-note, text: {mark}note}}]",
        "disclosure": f"{mark}disclosure",
        "disclaimer": f"{mark}disclaimer",
        "canonical": f"https://example.com/{mark}/first",
        "seo": f"{{title: {mark}seo, description: {mark}described}}",
        "extra": f"{{own: {mark}extra}}",
    } | keys
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    body = (
        f"{mark}body with a picture:\n\n![{mark}shown](../images/{mark}body.png)\n\n"
        f"## {mark}heading\n\nText.[^1]\n\n— {mark}signature\n\n[^1]: {mark}footnote\n"
    )
    return f"---\n{lines}---\n\n{body}"


def marked_picture(mark: str) -> bytes:
    """Return a small PNG with `mark` in its text."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([n * 8 % 256]) * 24 for n in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    text = chunk(b"tEXt", f"Author\0{mark} in the metadata".encode("latin-1"))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + text + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def leaks(site: Path, mark: str) -> list[str]:
    """Return every file of a site whose name or bytes hold the mark, in any case, as text or packed."""
    wanted, found = mark.lower().encode(), []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if wanted in name.lower().encode() or (path.is_file() and wanted in _bytes_of(path).lower()):
            found.append(name)
    return found


def _bytes_of(path: Path) -> bytes:
    data = path.read_bytes()
    return data + gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def write_pictures(root: Path, marks: Mapping[str, object]) -> None:
    """Write the pictures that marked pieces ask for."""
    folder = root / "content/images"
    folder.mkdir(parents=True, exist_ok=True)
    for mark in marks:
        for use in ("lead", "body"):
            (folder / f"{mark}{use}.png").write_bytes(marked_picture(mark))
