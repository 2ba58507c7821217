"""Store: what earlier builds knew, in .cache/press.sqlite; losing any of it costs time and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

from press.model.problem import Refusal
from press.write import rows as tables
from press.write.database import FAILURES, drop, is_busy, is_disk_full, open_database, open_to_read, settle
from press.write.faults import disk_full
from press.write.ledger import LedgerRow

T = TypeVar("T")
# A memo that none of this many builds has asked for is forgotten; to spare writes, its use is noted only when
# half of them have passed, by putting it again.
KEPT_BUILDS = 20
# Memos are written in batches of about this many bytes.
BATCH_BYTES = 8_000_000
ASKED_AT_ONCE = 500


def read_kept(cache: Path, output: Path, key: str) -> bytes | None:
    """Return what `Store.keep` kept for the folder `output`, without opening the store for writing; None: nothing.

    None too where the file is damaged, in use, or of another version: `open_store` sees to that.
    """
    file = cache / "press.sqlite"
    try:
        with closing(open_to_read(file)) as connection:
            return tables.kept_value(connection, os.path.realpath(output), key)
    except (*FAILURES, OSError):
        return None


def has_store(cache: Path) -> bool:
    """Return whether an earlier build has left a store in the folder `cache`."""
    return (cache / "press.sqlite").exists()


def forget_all(cache: Path) -> None:
    """Take away all that earlier builds have kept in the folder `cache`: the store, and the pictures made."""
    with suppress(OSError):
        drop(cache / "press.sqlite")
    pictures = cache / "pictures"
    if not pictures.is_symlink():
        shutil.rmtree(pictures, ignore_errors=True)


def open_store(cache: Path, engine: str, ledger: tuple[Path, Mapping[str, LedgerRow]] | None = None) -> Store:
    """Open the store in the folder `cache`, which is made if need be.

    `engine` is the digest of the program: a memo is found only by the engine that made it. A file that is
    damaged, of another version or not to be written is set aside with a remark, and the build starts from
    nothing. `ledger` is an output folder with its rows, where the caller has them in memory.
    Errors: Refusal (code ENVIRONMENT) when the disk is full.
    """
    file = cache / "press.sqlite"
    started_ns = time.time_ns()
    try:
        connection, remark = open_database(file)
    except (sqlite3.Error, OSError) as error:
        raise disk_full(cache, 0) from error
    return Store(connection, file, engine, started_ns=started_ns, remark=remark, ledger=ledger)


class Store:
    """Memos, and a ledger for each output folder; used by one process, in one thread.

    `started_ns`: when this build began, in nanoseconds since 1970. `remarks`: sentences for the terminal.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        file: Path,
        engine: str,
        *,
        started_ns: int,
        remark: str = "",
        ledger: tuple[Path, Mapping[str, LedgerRow]] | None = None,
    ) -> None:
        self.started_ns = started_ns
        self.remarks: tuple[str, ...] = (remark,) if remark else ()
        self._connection, self._file, self._engine = connection, file, engine
        self._pending: dict[str, bytes] = {}
        self._pending_bytes = 0
        self._ledgers: dict[str, dict[str, LedgerRow]] = {}
        if ledger:
            self._ledgers[os.path.realpath(ledger[0])] = dict(ledger[1])
        self._is_writable, self._is_damaged, self._process = True, False, os.getpid()
        self._is_on_disk = self._ask(tables.file_of, "") != ""
        self._build = self._ask(tables.number_of_builds, 0)
        # Memos used before this build are to be put again, so that they are not forgotten.
        self._oldest = self._build - KEPT_BUILDS // 2 + 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: str) -> bytes | None:
        """Return what `put` kept under `key`, or None; what was found once is found until the store is closed.

        Errors: Refusal (code ENVIRONMENT) when the disk is full.
        """
        name = f"{self._engine}:{key}"
        if name in self._pending:
            return self._pending[name]
        query = "SELECT used, seal, value FROM memo WHERE key = ?"
        row = self._ask(lambda db: db.execute(query, (name,)).fetchone(), None)
        if row is None:
            return None
        used, seal, value = row
        if not isinstance(value, bytes) or not isinstance(used, int) or seal != tables.memo_seal(name, value):
            self._remark("A part of the cache was damaged; it is made anew.")
            return None
        if used < self._oldest:
            self.put(key, value)
        return value

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return what `put` kept under each of `keys`, as far as there is something. Errors as `get`."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), ASKED_AT_ONCE):
            names = {f"{self._engine}:{key}": key for key in keys[start : start + ASKED_AT_ONCE]}
            found |= {key: self._pending[name] for name, key in names.items() if name in self._pending}
            rows: list[tuple[str, bytes]] = []
            for name, value in self._ask(partial(tables.memo_rows, names=tuple(names), oldest=self._oldest), rows):
                found.setdefault(names[name], value)
        # The rest is damaged, long unused or not there: asked for one by one, it is told apart.
        found |= {key: one for key in keys if key not in found and (one := self.get(key)) is not None}
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found here: this program has made no memo yet."""
        return not self._pending and not self._ask(lambda db: tables.has_memos_of(db, self._engine), False)

    @property
    def can_be_shared(self) -> bool:
        """Whether a process that is forked from this one finds there what was put here: nothing waits to be written."""
        return self._is_writable and not self._pending and self._is_on_disk

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, in place of what was there. Errors: Refusal when the disk is full."""
        self._pending[f"{self._engine}:{key}"] = value
        self._pending_bytes += len(value)
        if self._pending_bytes > BATCH_BYTES:
            self._write_pending()

    def flush(self) -> None:
        """Write the memos that have been put so far. Errors: Refusal (code ENVIRONMENT) when the disk is full."""
        if self._is_writable:
            self._write_pending()
            self._ask(settle, None)

    def _write_pending(self) -> None:
        work = partial(tables.save_memos, memos=self._pending, build=self._build)
        if self._pending and self._write(work, size=self._pending_bytes):
            self._pending.clear()
            self._pending_bytes = 0

    def ledger(self, output: Path) -> Mapping[str, LedgerRow]:
        """Return what the last build wrote to the folder `output`, by path; nothing where nothing is known."""
        name = os.path.realpath(output)
        if name not in self._ledgers:
            self._ledgers[name] = self._ask(lambda db: tables.ledger_rows(db, name), {})
        return self._ledgers[name]

    def ledger_of(self, output: Path, paths: Collection[str]) -> Mapping[str, LedgerRow]:
        """Return the rows of some paths, as far as they are there."""
        name = os.path.realpath(output)
        if name in self._ledgers:
            return {path: row for path in paths if (row := self._ledgers[name].get(path))}
        return self._ask(lambda db: tables.ledger_rows(db, name, paths), {})

    def save_ledger(
        self, output: Path, rows: Iterable[LedgerRow], *, gone: Collection[str], is_partial: bool = False
    ) -> None:
        """Put `rows` into the ledger of `output` and take the paths `gone` out.

        `is_partial`: the build asked for a few memos only, so the others grow no older by it.

        It follows the swap, which cannot be called back: a failure is a remark, and the next build compares all.
        """
        name = os.path.realpath(output)
        rows, is_kept = tuple(rows), False
        if rows or gone:
            with self._forgiven():
                is_kept = self._write(lambda db: tables.save_rows(db, name, rows, gone, counts=not is_partial))
        if name in self._ledgers or not is_kept:  # else it is read when somebody asks
            ledger = {**self.ledger(output), **{row.path: row for row in rows}}
            self._ledgers[name] = {path: row for path, row in ledger.items() if path not in gone}

    def keep(self, output: Path, kept: Mapping[str, bytes]) -> None:
        """Keep values under their names, for the next build of the folder `output`; failures are remarks."""
        if not kept:
            return
        name = os.path.realpath(output)
        with self._forgiven():
            self._write(lambda db: tables.save_kept(db, name, kept), size=sum(map(len, kept.values())))

    def kept(self, output: Path, key: str) -> bytes | None:
        """Return what `keep` kept under a name for the folder `output`, or None."""
        return self._ask(lambda db: tables.kept_value(db, os.path.realpath(output), key), None)

    def close(self) -> None:
        """Write what is left, forget what has not been used for long, and let go of the file."""
        oldest = self._build - KEPT_BUILDS
        with self._forgiven():
            self.flush()
            if self._ask(partial(tables.has_memos_before, build=oldest), otherwise=False):
                self._write(lambda db: db.execute("DELETE FROM memo WHERE used < ?", (oldest,)))
        with suppress(*FAILURES):
            self._connection.close()
        if self._is_damaged:
            with suppress(OSError):
                drop(self._file)

    def _ask(self, question: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        if self._process != os.getpid():  # a connection must not be used in a process forked from its own
            self._process, self._is_writable = os.getpid(), False
            self._inherited = self._connection  # nor be closed there
            self._connection = sqlite3.connect(f"{self._file.as_uri()}?mode=ro", uri=True, isolation_level=None)
            self._connection.execute("BEGIN")  # else each question takes the file's locks anew
        try:
            return question(self._connection)
        except FAILURES as error:
            self._give_up(error)
            return otherwise

    def _write(self, work: Callable[[sqlite3.Connection], object], *, size: int = 0) -> bool:
        """Do `work` in one transaction and say whether that is done; `size`: about how many bytes it writes."""
        if not self._is_writable:
            return False
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            work(self._connection)
            self._connection.execute("COMMIT")
        except FAILURES as error:
            self._roll_back()
            if is_disk_full(error):
                raise disk_full(self._file.parent, size) from error
            self._give_up(error)
            return False
        except BaseException:
            self._roll_back()
            raise
        return True

    def _roll_back(self) -> None:
        with suppress(*FAILURES):  # the failure may have ended the transaction already
            self._connection.execute("ROLLBACK")

    def _give_up(self, error: Exception) -> None:
        """Write no more. The file stays open: what this build has read from it once it must find again.

        A damaged file goes when the store is closed, so that the next build has a sound one.
        """
        self._is_writable = False
        self._is_damaged = self._is_damaged or not is_busy(error)
        self._remark(f"The cache {self._file} failed ({error}); what this build learns is not kept.")

    def _remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks = (*self.remarks, text)

    @contextmanager
    def _forgiven(self) -> Iterator[None]:
        """A full disk in the block is a remark: the site is published, only the next build takes longer."""
        try:
            yield
        except Refusal as refusal:
            self._remark(f"{refusal.message} What this build has learnt is not kept.")
