"""A path -> an open SQLite database with the store's tables: that file, a new one, or one in memory."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

# "PRES" and the number of this layout of tables: whatever else the file says, it is not read.
APPLICATION = 0x50524553
VERSION = 4
# Bytes. What a piece says fits into a page of the file: written in half the time that chains of small ones take.
PAGE = 32_768
BUSY_SECONDS = 5.0
# What a damaged file can raise besides SQLite's own errors: texts that are no UTF-8, even in a message; absurd sizes.
FAILURES = (sqlite3.Error, ValueError, MemoryError)
FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE"})
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")  # and what begins so: SQLITE_BUSY_RECOVERY
TABLES = {
    "memo": "CREATE TABLE memo (key TEXT PRIMARY KEY, used INTEGER, seal INTEGER, value BLOB)",
    "ledger": "CREATE TABLE ledger (output TEXT, path TEXT, key TEXT, sha256 TEXT, packed TEXT, stamp TEXT,"
    " seal INTEGER, PRIMARY KEY (output, path)) WITHOUT ROWID",
    # With row numbers: else SQLite reads megabytes of values to find one name among them.
    "kept": "CREATE TABLE kept (output TEXT, name TEXT, seal INTEGER, value BLOB, PRIMARY KEY (output, name))",
    "builds": "CREATE TABLE builds (number INTEGER)",
}


class ForeignDatabase(sqlite3.Error):
    """A database that this version of the program did not make."""


def open_database(file: Path) -> tuple[sqlite3.Connection, str]:
    """Return an open database and a remark for the terminal, "" where all is well.

    Errors: sqlite3.Error or OSError, only when the disk is full; for everything else there is a way on.
    """
    try:
        return _opened(file), ""
    except (*FAILURES, OSError) as error:
        if is_disk_full(error):
            raise
        if is_busy(error):
            return open_in_memory(), f"The cache {file} is in use; this build does without it."
    try:
        drop(file)
        return _opened(file), f"The cache {file} was damaged or of another version; it is made anew."
    except (*FAILURES, OSError) as error:
        if is_disk_full(error):
            raise
        return open_in_memory(), f"The cache {file} cannot be used; this build does without it."


def open_to_read(file: Path) -> sqlite3.Connection:
    """Return a connection that only reads. Errors: sqlite3.Error, for a file of another version too."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        if _identity(connection) != (APPLICATION, VERSION):
            raise ForeignDatabase(str(file))
    except BaseException:
        connection.close()
        raise
    return connection


def open_in_memory() -> sqlite3.Connection:
    """Return an empty database that ends with the process."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _make_tables(connection)
    return connection


def settle(connection: sqlite3.Connection) -> None:
    """From now on others may read while this process writes, and a crash of the machine costs the last transactions.

    Errors: sqlite3.Error.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def is_disk_full(error: Exception) -> bool:
    """Whether there is no room for the database (its own reports of failed writes mean the same in practice)."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return getattr(error, "sqlite_errorname", "") in FULL


def is_busy(error: Exception) -> bool:
    """Whether another process held the database for too long."""
    return getattr(error, "sqlite_errorname", "").startswith(BUSY)


def drop(file: Path) -> None:
    """Delete a database with the files that SQLite keeps beside it. Errors: OSError."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _opened(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        # A crash of the machine may lose the last transactions, never the whole: what the store says of a
        # file is compared with the file before it is believed.
        connection.execute("PRAGMA synchronous = NORMAL")
        if not _tables(connection):
            connection.execute(f"PRAGMA page_size = {PAGE}")
            # A file that is new has nothing to lose yet: until it is settled each page is written once, and no sums of
            # pages are taken, as WAL does. What a build that was killed left unfinished is undone all the same.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = PERSIST")
            _make_tables(connection)
        if _tables(connection) != set(TABLES) or _identity(connection) != (APPLICATION, VERSION):
            raise ForeignDatabase(str(file))
        # A file that may only be read opens without a word; this asks.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE builds SET number = number")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if not _tables(connection):  # another process may have been quicker
        for statement in TABLES.values():
            connection.execute(statement)
        connection.execute("CREATE INDEX memo_used ON memo (used)")
        connection.execute("INSERT INTO builds VALUES (0)")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _identity(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version
