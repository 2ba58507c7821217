"""Store: what earlier builds knew, in .cache/press.sqlite; losing it, or any part of it, costs time and nothing else."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zlib import crc32

from press.model.problem import Refusal
from press.write.database import is_disk_full, open_database, open_in_memory
from press.write.faults import disk_full
from press.write.ledger import LedgerRow

T = TypeVar("T")
# A memo that no build has asked for in this many builds is forgotten; to spare writes, its last use is noted
# again only when half of that has passed.
KEPT_BUILDS = 20
# Memos are written in batches of about this many bytes.
BATCH_BYTES = 8_000_000


def open_store(cache: Path, engine: str) -> Store:
    """Open the store in the folder `cache`, which is made if need be.

    `engine` is the digest of the program: a memo is found only by the engine that made it. A file that is
    damaged, of another version or not to be written is set aside with a remark, and the build starts from
    nothing. Errors: Refusal (code ENVIRONMENT) when the disk is full.
    """
    file = cache / "press.sqlite"
    started_ns = time.time_ns()
    try:
        connection, remark = open_database(file)
    except sqlite3.Error as error:
        raise disk_full(cache, 0) from error
    return Store(connection, file, engine, started_ns=started_ns, remark=remark)


class Store:
    """Memos, and a ledger for each output folder; written by one process, in one thread.

    `started_ns`: when this build began, in nanoseconds since 1970. `remarks`: sentences for the terminal.
    """

    def __init__(
        self, connection: sqlite3.Connection, file: Path, engine: str, *, started_ns: int, remark: str = ""
    ) -> None:
        self.started_ns = started_ns
        self.remarks: tuple[str, ...] = (remark,) if remark else ()
        self._connection = connection
        self._file = file
        self._engine = engine
        self._pending: dict[str, bytes] = {}
        self._pending_bytes = 0
        self._used: set[str] = set()
        self._ledgers: dict[str, dict[str, LedgerRow]] = {}
        self._build = self._run(_count_of_builds, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def memo_get(self, key: str) -> bytes | None:
        """Return what `memo_put` kept under `key`, or None."""
        if key in self._pending:
            return self._pending[key]
        name = self._name(key)
        row = self._run(lambda db: db.execute("SELECT value, seal, used FROM memo WHERE key = ?", (name,)).fetchone())
        if row is None:
            return None
        value, seal, used = row
        if not isinstance(value, bytes) or seal != _seal(name, value):
            self._remark("A part of the cache was damaged; it is made anew.")
            return None
        if used <= self._build - KEPT_BUILDS // 2:
            self._used.add(name)
        return value

    def memo_put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, in place of what was there. Errors: Refusal when the disk is full."""
        self._pending[key] = value
        self._pending_bytes += len(value)
        if self._pending_bytes > BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what has been kept so far. Errors: Refusal (code ENVIRONMENT) when the disk is full."""
        try:
            self._flush()
        except sqlite3.Error as error:
            raise disk_full(self._file.parent, self._pending_bytes) from error

    def ledger(self, output: Path) -> Mapping[str, LedgerRow]:
        """Return what the last build wrote to the folder `output` (resolved), by path; {} where nothing is known."""
        name = os.path.realpath(output)
        if name not in self._ledgers:
            self._ledgers[name] = self._run(lambda db: _rows_of(db, name), {})
        return self._ledgers[name]
