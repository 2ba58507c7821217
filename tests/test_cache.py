"""What lies in the cache is trusted as the program is, and yet nothing there stops a build for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from press.commands.preview import Preview
from press.model.site import BuildOptions
from tests.sites import article, build_at, digests, site_at, write_site


def section(tmp_path: Path) -> Path:
    pieces = "".join(f"-- content/articles/2026-03-0{n}-p{n}.md --\n{article(f'Piece {n}')}" for n in range(1, 5))
    return write_site(tmp_path, pieces)


def forge(root: Path, table: str, where: str, change: Callable[[bytes], bytes]) -> int:
    """Change values in the store and give them right checksums; return how many."""
    names = {"memo": ("key", "key"), "kept": ("output || ':' || name", "name")}[table]
    db = sqlite3.connect(root / ".cache/press.sqlite")
    rows = db.execute(f"SELECT rowid, {names[0]}, value FROM {table} WHERE {names[1]} LIKE ?", (where,)).fetchall()
    for row, name, value in rows:
        forged = change(value)
        seal = crc32(forged, crc32(name.encode()))
        db.execute(f"UPDATE {table} SET value = ?, seal = ? WHERE rowid = ?", (forged, seal, row))
    db.commit()
    db.close()
    return len(rows)


def names_of(root: Path) -> list[str]:
    db = sqlite3.connect(root / ".cache/press.sqlite")
    found = [name for (name,) in db.execute("SELECT name FROM kept")]
    db.close()
    return found


def test_a_clean_build_reads_nothing_that_was_kept(tmp_path: Path) -> None:
    root = section(tmp_path)
    build_at(root)
    before = digests(root / "site")
    assert forge(root, "memo", "%parts:%", lambda value: value.replace(b"Text.", b"<b>forged</b>"))
    build_at(root, clean=True)
    assert digests(root / "site") == before


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"0", b'{"from": 0}', b"\xff\xfe", b"null", b'{"a": {"b": []}}'])
def test_what_cannot_be_read_in_the_cache_is_a_note(text: bytes, tmp_path: Path) -> None:
    root = section(tmp_path)
    build_at(root)
    before = digests(root / "site")
    assert len(names_of(root)) > 3
    assert forge(root, "kept", "%", lambda _value: text)
    assert forge(root, "memo", "%", lambda _value: text)
    file = root / "content/articles/2026-03-01-p1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Text.", "Other text."), encoding="utf-8")
    built = build_at(root)
    assert digests(root / "site") != before
    again = build_at(root)
    assert not again.remarks
    fresh = section(tmp_path / "fresh")
    (fresh / file.relative_to(root)).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    build_at(fresh)
    assert digests(root / "site") == digests(fresh / "site")
    assert all("could not be read" in remark or "made anew" in remark for remark in built.remarks)


def test_a_preview_goes_on_without_a_cache_that_cannot_be_read(tmp_path: Path) -> None:
    root = section(tmp_path)
    site = site_at(root)
    Preview(site, BuildOptions(drafts=True), keeps_now=True).build(None)
    assert forge(root, "kept", "%", lambda _value: b'{"from": 0}')
    built = Preview(site, BuildOptions(drafts=True), keeps_now=True).build(None)
    assert any("could not be read" in remark for remark in built.remarks)
