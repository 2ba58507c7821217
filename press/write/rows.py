"""Rows of the store's tables, each with a seal of its own: SQLite does not notice a changed byte inside a value."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

from press.write.ledger import LedgerRow


def file_of(db: sqlite3.Connection) -> str:
    """The file of a database; "" for one in memory."""
    (_, _, file) = db.execute("PRAGMA database_list").fetchone()
    return str(file or "")


def number_of_builds(db: sqlite3.Connection) -> int:
    """Return how many builds have changed something."""
    (number,) = db.execute("SELECT max(number) FROM builds").fetchone()
    return number if isinstance(number, int) else 0


def memo_seal(name: str, value: bytes) -> int:
    """Return the seal of a value under its name."""
    return crc32(value, crc32(name.encode()))


def row_seal(output: str, row: LedgerRow) -> int:
    """Return the seal of a ledger's row."""
    return crc32(f"{output}\0{row.path}\0{row.key}\0{row.sha256}\0{row.packed}\0{row.stat_key}".encode())


def memo_rows(db: sqlite3.Connection, *, names: Sequence[str], oldest: int) -> list[tuple[str, bytes]]:
    """Return name and value of the sound memos among `names` that were used in the build `oldest` or later."""
    marks = ",".join("?" * len(names))
    query = f"SELECT key, seal, value FROM memo WHERE key IN ({marks}) AND used >= ?"  # noqa: S608 - marks alone
    rows = db.execute(query, (*names, oldest)).fetchall()
    return [(name, value) for name, seal, value in rows if isinstance(value, bytes) and seal == memo_seal(name, value)]


def save_memos(db: sqlite3.Connection, memos: Mapping[str, bytes], build: int) -> None:
    """Put memos, by name, as used in a build."""
    rows = [(name, build, memo_seal(name, value), value) for name, value in memos.items()]
    db.executemany("REPLACE INTO memo VALUES (?, ?, ?, ?)", rows)


def has_memos_of(db: sqlite3.Connection, engine: str) -> bool:
    """Whether there are memos that this engine made."""
    within = (f"{engine}:", f"{engine};")  # the sign that follows a colon
    return db.execute("SELECT 1 FROM memo WHERE key > ? AND key < ? LIMIT 1", within).fetchone() is not None


def has_memos_before(db: sqlite3.Connection, build: int) -> bool:
    """Whether there are memos that were last used before a build."""
    return db.execute("SELECT 1 FROM memo WHERE used < ? LIMIT 1", (build,)).fetchone() is not None


def ledger_rows(db: sqlite3.Connection, output: str, paths: Iterable[str] | None = None) -> dict[str, LedgerRow]:
    """Return the sound rows of an output's ledger, by path: all of them, or those of `paths`."""
    query = "SELECT seal, path, key, sha256, packed, stamp FROM ledger WHERE output = ?"
    if paths is None:
        found: Iterable[Sequence[Any]] = db.execute(query, (output,))
    else:
        found = (row for path in paths for row in db.execute(f"{query} AND path = ?", (output, path)))
    rows = ((seal, LedgerRow(*fields)) for seal, *fields in found)
    return {row.path: row for seal, row in rows if seal == row_seal(output, row)}


def save_rows(
    db: sqlite3.Connection, output: str, rows: Iterable[LedgerRow], gone: Collection[str], *, counts: bool
) -> None:
    """Put rows into an output's ledger, take the paths `gone` out, and count one build more where it `counts`."""
    db.executemany("DELETE FROM ledger WHERE output = ? AND path = ?", [(output, path) for path in gone])
    db.executemany(
        "REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(output, row.path, row.key, row.sha256, row.packed, row.stat_key, row_seal(output, row)) for row in rows],
    )
    if counts:
        db.execute("UPDATE builds SET number = number + 1")


def kept_value(db: sqlite3.Connection, output: str, name: str) -> bytes | None:
    """Return what is kept for an output under a name, where it is sound."""
    query = "SELECT seal, value FROM kept WHERE output = ? AND name = ?"
    for seal, value in db.execute(query, (output, name)):
        if isinstance(value, bytes) and seal == memo_seal(f"{output}:{name}", value):
            return value
    return None


def save_kept(db: sqlite3.Connection, output: str, kept: Mapping[str, bytes]) -> None:
    """Keep values for an output under their names."""
    rows = [(output, name, memo_seal(f"{output}:{name}", value), value) for name, value in kept.items()]
    db.executemany("REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
