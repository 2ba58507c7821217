from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from press.write.ledger import LedgerRow, stamp_of, untouched
from press.write.store import open_store
from tests.write.trees import build

SECOND = 1_000_000_000


def row(path: str, data: bytes, stamp: str = "") -> dict[str, LedgerRow]:
    return {path: LedgerRow(path, "key", sha256(data).hexdigest(), "[]", stamp)}


def stamp(file: Path) -> str:
    """The stamp of a file as a build takes it that begins an hour after the file's last change."""
    status = file.stat()
    return stamp_of(status, started_ns=max(status.st_mtime_ns, status.st_ctime_ns) + 3600 * SECOND)


def test_what_the_bytes_say(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "same.html").write_bytes(b"same")
    (tmp_path / "changed.html").write_bytes(b"other")
    (tmp_path / "link.html").symlink_to("a/same.html")
    (tmp_path / "folder.html").mkdir()
    os.mkfifo(tmp_path / "fifo.html")
    (tmp_path / "b").symlink_to("a")
    names = ["a/same.html", "changed.html", "link.html", "folder.html", "fifo.html", "b/same.html"]
    names += ["missing.html", "changed.html/below.html", "missing/below.html"]
    ledger = {path: each for name in names for path, each in row(name, b"same").items()}
    assert untouched(tmp_path, ledger) == {"a/same.html"}


def test_an_equal_stamp_saves_reading_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"one")
    # The digest is wrong on purpose: only a file that is not read can pass.
    assert untouched(tmp_path, row("a.html", b"not read", stamp(file))) == {"a.html"}
    assert untouched(tmp_path, row("a.html", b"not read")) == frozenset()


def test_a_change_that_keeps_size_and_mtime_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"one")
    os.utime(file, ns=(10 * SECOND, 10 * SECOND))
    recorded = stamp(file)
    file.write_bytes(b"two")
    os.utime(file, ns=(10 * SECOND, 10 * SECOND))
    assert untouched(tmp_path, row("a.html", b"one", recorded)) == frozenset()
    (tmp_path / "b.html").write_bytes(b"two")
    os.utime(tmp_path / "b.html", ns=(10 * SECOND, 10 * SECOND))
    (tmp_path / "b.html").replace(file)
    assert untouched(tmp_path, row("a.html", b"one", recorded)) == frozenset()


def test_a_file_that_was_only_touched_is_read_and_found_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"one")
    recorded = stamp(file)
    os.utime(file, ns=(10 * SECOND, 10 * SECOND))
    assert untouched(tmp_path, row("a.html", b"one", recorded)) == {"a.html"}


def test_a_stamp_is_trusted_only_when_older_than_the_build(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"one")
    status = file.stat()
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    assert stamp_of(status, started_ns=changed) == ""
    assert stamp_of(status, started_ns=changed + SECOND) == ""
    assert stamp_of(status, started_ns=changed + 3 * SECOND) != ""
    os.utime(file, ns=(changed + 3600 * SECOND,) * 2)
    assert stamp_of(file.stat(), started_ns=changed + 3 * SECOND) == ""


def test_a_build_trusts_nothing_that_it_has_just_written(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"a.html": b"one"})
    with open_store(tmp_path / "cache", "engine") as store:
        assert store.ledger(tmp_path / "site")["a.html"].stamp == ""
    (tmp_path / "site" / "a.html").write_bytes(b"two")
    assert build(tmp_path / "site", tmp_path / "cache", {"a.html": b"one"}).written == 1
    assert (tmp_path / "site" / "a.html").read_bytes() == b"one"
