from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

from press.write.file_stamps import is_trustworthy, stat_key
from press.write.ledger import LedgerRow, untouched
from press.write.store import open_store
from tests.write.trees import build

SECOND = 1_000_000_000


def row(path: str, data: bytes, stat_key: str = "") -> dict[str, LedgerRow]:
    return {path: LedgerRow(path, "key", sha256(data).hexdigest(), "[]", stat_key)}


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
    assert untouched(tmp_path, row("a.html", b"not read", stat_key(file.stat()))) == {"a.html"}
    assert untouched(tmp_path, row("a.html", b"not read")) == frozenset()


def test_a_change_that_keeps_size_and_mtime_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"one")
    os.utime(file, ns=(10 * SECOND, 10 * SECOND))
    recorded = stat_key(file.stat())
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
    recorded = stat_key(file.stat())
    os.utime(file, ns=(10 * SECOND, 10 * SECOND))
    assert untouched(tmp_path, row("a.html", b"one", recorded)) == {"a.html"}


def test_what_changed_within_a_step_of_the_clock_is_not_settled(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"one")
    status = file.stat()
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    assert not is_trustworthy(stat_key(status), changed)
    assert is_trustworthy(stat_key(status), changed + SECOND // 20)
    os.utime(file, ns=(changed + 3600 * SECOND,) * 2)
    assert not is_trustworthy(stat_key(file.stat()), changed + 3 * SECOND)
    coarse = f"3 {10 * SECOND} {10 * SECOND} 7"  # a disk that counts in whole seconds
    assert not is_trustworthy(coarse, 11 * SECOND)
    assert is_trustworthy(coarse, 12 * SECOND)


def test_a_build_trusts_what_it_has_written_and_sees_every_change_after(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, {"a.html": b"one"})
    with open_store(cache, "engine") as store:
        assert store.ledger(site)["a.html"].stat_key == stat_key((site / "a.html").stat())
    (site / "a.html").write_bytes(b"two")
    assert build(site, cache, {"a.html": b"one"}).written == 1
    assert (site / "a.html").read_bytes() == b"one"


def test_a_file_changed_while_it_was_published_is_not_trusted(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"

    def meddle(step: str) -> None:
        if step == "forget":
            time.sleep(0.03)
            (site / "a.html").write_bytes(b"two")

    assert build(site, cache, {"a.html": b"one"}, steps=meddle).file_stamps == {}
    assert build(site, cache, {"a.html": b"one"}).written == 1
