from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from press.write.ledger import LedgerRow, packed
from press.write.store import KEPT_BUILDS, open_store
from tests.write.trees import build, contents, newspaper

ROW = LedgerRow("a.html", "key", "0" * 64, packed([("piece", "1"), ("latest", "2")]), "1 2 3 4")


def test_a_memo_is_found_by_the_next_build_of_the_same_engine(tmp_path: Path) -> None:
    with open_store(tmp_path, "one") as store:
        assert store.get("key") is None
        store.put("key", b"value")
        store.put("empty", b"")
        assert store.get("key") == b"value"
    with open_store(tmp_path, "two") as store:
        assert store.get("key") is None
        store.put("key", b"of another engine")
    with open_store(tmp_path, "one") as store:
        assert store.get("key") == b"value"
        assert store.get("empty") == b""
        store.put("key", b"changed")
    with open_store(tmp_path, "one") as store:
        assert store.get("key") == b"changed"
        assert store.remarks == ()


def test_memos_are_kept_even_when_the_build_fails(tmp_path: Path) -> None:
    def failing() -> None:
        with open_store(tmp_path, "engine") as store:
            store.put("key", b"value")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    with open_store(tmp_path, "engine") as store:
        assert store.get("key") == b"value"


def test_more_than_a_batch(tmp_path: Path) -> None:
    with open_store(tmp_path, "engine") as store:
        for number in range(30):
            store.put(str(number), bytes([number]) * 1_000_000)
        assert store.get("0") == bytes(1_000_000)
    with open_store(tmp_path, "engine") as store:
        assert all(store.get(str(number)) == bytes([number]) * 1_000_000 for number in range(30))


def test_ledgers_of_several_outputs(tmp_path: Path) -> None:
    site, preview = tmp_path / "site", tmp_path / "preview"
    other = LedgerRow("b.html", "key", "1" * 64, packed([]))
    with open_store(tmp_path, "engine") as store:
        store.save_ledger(site, [ROW, other], gone=())
        store.save_ledger(preview, [other], gone=())
        assert store.ledger(site) == {"a.html": ROW, "b.html": other}
    with open_store(tmp_path, "engine") as store:
        store.save_ledger(site, [], gone=["b.html"])
    with open_store(tmp_path, "another engine") as store:
        assert store.ledger(site) == {"a.html": ROW}
        assert store.ledger(preview) == {"b.html": other}
        assert store.ledger(tmp_path / "nothing") == {}
        assert store.ledger(site)["a.html"].parts == (("piece", "1"), ("latest", "2"))


def test_a_memo_that_no_build_asks_for_is_forgotten_and_others_stay(tmp_path: Path) -> None:
    with open_store(tmp_path, "engine") as store:
        store.put("forgotten", b"1")
        store.put("in use", b"2")
    for number in range(2 * KEPT_BUILDS):
        with open_store(tmp_path, "engine") as store:
            assert store.get("in use") == b"2"
            store.save_ledger(tmp_path, [LedgerRow("a.html", str(number), "", "")], gone=())
    with open_store(tmp_path, "engine") as store:
        assert store.get("forgotten") is None
        assert store.get("in use") == b"2"
    with sqlite3.connect(tmp_path / "press.sqlite") as db:
        assert db.execute("SELECT count(*) FROM memo").fetchone() == (1,)
    db.close()


def test_partial_builds_make_no_memo_older(tmp_path: Path) -> None:
    with open_store(tmp_path, "engine") as store:
        store.put("not asked for", b"1")
    for number in range(2 * KEPT_BUILDS):
        with open_store(tmp_path, "engine") as store:
            rows = [LedgerRow("a.html", str(number), "", "")]
            store.save_ledger(tmp_path, rows, gone=(), is_partial=True)
    with open_store(tmp_path, "engine") as store:
        assert store.get("not asked for") == b"1"


def test_a_store_is_empty_for_an_engine_that_has_put_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path, "engine") as store:
        assert store.is_empty
    with open_store(tmp_path, "engine") as store:
        store.put("key", b"value")
        assert not store.is_empty
    for engine, is_empty in (("engine", False), ("another", True), ("engin", True), ("engine2", True)):
        with open_store(tmp_path, engine) as store:
            assert store.is_empty is is_empty


def filled(cache: Path) -> Path:
    with open_store(cache, "engine") as store:
        for number in range(200):
            store.put(str(number), bytes([number]) * 3_000)
        store.save_ledger(cache, [LedgerRow(f"{n}.html", "k" * 32, "0" * 64, "[]", "1") for n in range(200)], gone=())
    return cache / "press.sqlite"


def has_lost_names(file: Path) -> bool:
    """Whether there are memos that the index of their names does not lead to."""
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT count(*) FROM memo AS row NOT INDEXED WHERE NOT EXISTS (SELECT 1 FROM memo WHERE key = row.key)"
        (lost,) = connection.execute(query).fetchone()
        return bool(lost)


def what_survives(cache: Path) -> int:
    """How many memos are found again; each of them must be right, and the store must work on and mend itself."""
    is_nearly_empty = (cache / "press.sqlite").stat().st_size < 512
    with open_store(cache, "engine") as store:
        found = [n for n in range(200) if store.get(str(n)) is not None]
        assert all(store.get(str(n)) == bytes([n]) * 3_000 for n in found)
        assert all(row == LedgerRow(path, "k" * 32, "0" * 64, "[]", "1") for path, row in store.ledger(cache).items())
        store.put("new", b"value")
        assert store.get("new") == b"value"
        lost = len(found) < 200 or len(store.ledger(cache)) < 200
        # SQLite takes a file of less than its header for an empty one, and so an ordinary new store. A name that was
        # hit in the index alone is looked for in vain, as one that was never there.
        assert store.remarks or len(found) == 200 or is_nearly_empty or has_lost_names(cache / "press.sqlite")
    if lost:
        with open_store(cache, "engine") as store:
            store.put("newer", b"value")
        with open_store(cache, "engine") as store:
            assert store.get("newer") == b"value"
    return len(found)


@pytest.mark.parametrize("size", [1, 100, 4096, 5000, 100_000, 400_000])
def test_a_store_that_is_cut_short(tmp_path: Path, size: int) -> None:
    file = filled(tmp_path)
    assert file.stat().st_size > size
    os.truncate(file, size)
    assert what_survives(tmp_path) < 200


@pytest.mark.parametrize("seed", range(25))
def test_a_store_with_random_bytes_in_it(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(filled(tmp_path).read_bytes())
    for _ in range(chance.choice([1, 20, 2_000])):
        start = chance.randrange(len(data))
        data[start : start + 40] = chance.randbytes(min(40, len(data) - start))
    (tmp_path / "press.sqlite").write_bytes(data)
    what_survives(tmp_path)


def test_a_store_of_nothing_but_random_bytes(tmp_path: Path) -> None:
    (tmp_path / "press.sqlite").write_bytes(random.Random(1).randbytes(50_000))
    assert what_survives(tmp_path) == 0


def test_a_single_changed_byte_in_a_memo_is_noticed(tmp_path: Path) -> None:
    file = filled(tmp_path)
    data = file.read_bytes()
    place = data.index(bytes([77]) * 2_000) + 1_000
    file.write_bytes(data[:place] + b"!" + data[place + 1 :])
    with open_store(tmp_path, "engine") as store:
        assert store.get("77") is None
        assert store.get("78") == bytes([78]) * 3_000
        assert store.remarks == ("A part of the cache was damaged; it is made anew.",)


def test_a_changed_byte_in_the_ledger_costs_that_row_only(tmp_path: Path) -> None:
    with open_store(tmp_path, "engine") as store:
        store.save_ledger(tmp_path, [ROW, LedgerRow("b.html", "other", "1" * 64, "[]")], gone=())
    file = tmp_path / "press.sqlite"
    file.write_bytes(file.read_bytes().replace(b"0" * 64, b"0" * 63 + b"2"))
    with open_store(tmp_path, "engine") as store:
        assert set(store.ledger(tmp_path)) == {"b.html"}


@pytest.mark.parametrize("change", ["PRAGMA user_version = 99", "PRAGMA application_id = 1", "CREATE TABLE more (a)"])
def test_a_store_of_another_version_is_made_anew(tmp_path: Path, change: str) -> None:
    file = filled(tmp_path)
    db = sqlite3.connect(file)
    db.execute(change)
    db.close()
    with open_store(tmp_path, "engine") as store:
        assert store.remarks == (f"The cache {file} was damaged or of another version; it is made anew.",)
        assert store.get("1") is None
        store.put("1", b"new")
    with open_store(tmp_path, "engine") as store:
        assert (store.get("1"), store.remarks) == (b"new", ())


@pytest.mark.parametrize("place", ["cache is a file", "store is a folder"])
def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path, place: str) -> None:
    cache = tmp_path / "cache"
    if place == "cache is a file":
        cache.write_text("mine")
    else:
        (cache / "press.sqlite" / "mine").mkdir(parents=True)
    before = contents(tmp_path)
    with open_store(cache, "engine") as store:
        store.put("key", b"value")
        store.flush()
        assert store.get("key") == b"value"
        assert store.remarks == (f"The cache {cache / 'press.sqlite'} cannot be used; this build does without it.",)
    assert contents(tmp_path) == before


def test_what_was_put_is_found_though_the_file_fails_in_the_middle(tmp_path: Path) -> None:
    file = filled(tmp_path)
    with open_store(tmp_path, "engine") as store:
        assert store.get("1") is not None
        file.write_bytes(b"\0" * file.stat().st_size)
        store.put("mine", b"value")
        store.flush()
        assert store.get("mine") == b"value"
        store.save_ledger(tmp_path, [ROW], gone=())
        assert store.ledger(tmp_path)["a.html"] == ROW
        assert store.remarks
    with open_store(tmp_path, "engine") as store:
        assert store.get("1") is None


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_lost_store_changes_nothing_in_the_site(tmp_path: Path, damage: bytes | None) -> None:
    build(tmp_path / "site", tmp_path / "cache", newspaper(1))
    before = contents(tmp_path / "site")
    file = tmp_path / "cache" / "press.sqlite"
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    assert build(tmp_path / "site", tmp_path / "cache", newspaper(1)).written == 0
    assert contents(tmp_path / "site") == before


@pytest.mark.soak
def test_a_store_that_another_process_holds_is_done_without(tmp_path: Path) -> None:
    file = filled(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(tmp_path, "engine") as store:
        assert store.remarks == (f"The cache {file} is in use; this build does without it.",)
    other.close()
    assert what_survives(tmp_path) == 200
