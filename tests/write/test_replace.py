from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from press.write.inventory import inventory
from press.write.publish import Published
from press.write.replace import Left, replace_files
from press.write.seal import read_seal
from press.write.store import open_store
from press.write.swap import Steps, no_step
from tests.write.trees import build, newspaper, pages, placed, rendered

CHANGED = {"pieces/7/index.html": b"other words", "feed.xml": b"other words too"}


def replaced(tmp_path: Path, steps: Steps = no_step, meanwhile: Callable[[], None] = lambda: None) -> Published:
    """Build a newspaper, and then put other files in the place of two of it."""
    output, cache = tmp_path / "site", tmp_path / "cache"
    known = build(output, cache, newspaper(1)).inventory
    assert known == inventory(str(output)).stamps
    with open_store(cache, "engine") as store:
        left = Left(store.ledger_of(output, CHANGED), known, ("CNAME",))
        files = placed(rendered(CHANGED))
        return replace_files(files, output=output, left=left, store=store, meanwhile=meanwhile, steps=steps)


def test_what_a_few_files_leave_is_what_a_whole_build_leaves(tmp_path: Path) -> None:
    done = replaced(tmp_path)
    site, tree = tmp_path / "site", {**newspaper(1), **CHANGED}
    assert (done.written, done.foreign, pages(site)) == (2, ("CNAME",), tree)
    assert done.inventory == inventory(str(site)).stamps
    sealed = read_seal(site)
    again = build(site, tmp_path / "cache", tree)
    assert (again.written, again.inventory, read_seal(site)) == (0, done.inventory, sealed)
    with open_store(tmp_path / "cache", "engine") as store:
        assert all(row.stamp == done.inventory[path] for path, row in store.ledger(site).items())


@pytest.mark.parametrize("step", ["staged", "move 1", "seal"])
@pytest.mark.parametrize("path", ["pieces/7/notes.txt", "CNAME", "pieces/7/empty/"])
def test_what_somebody_puts_beside_them_meanwhile_is_looked_for(tmp_path: Path, step: str, path: str) -> None:
    def meddle(now: str) -> None:
        if now == step and path.endswith("/"):
            (tmp_path / "site" / path).mkdir()
        elif now == step:
            (tmp_path / "site" / path).write_bytes(b"")

    assert replaced(tmp_path, meddle).inventory == {}


def test_a_file_that_somebody_wrote_to_meanwhile_is_not_trusted(tmp_path: Path) -> None:
    def meddle() -> None:
        time.sleep(0.01)
        (tmp_path / "site/feed.xml").write_bytes(b"mine")

    assert replaced(tmp_path, meanwhile=meddle).inventory == {}
    assert build(tmp_path / "site", tmp_path / "cache", {**newspaper(1), **CHANGED}).written == 1
