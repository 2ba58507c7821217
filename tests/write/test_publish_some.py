from __future__ import annotations

import time
from pathlib import Path

import pytest

from press.write.file_stamps import file_stamps
from press.write.manifest import read_manifest
from press.write.publish import Published
from press.write.publish_some import PreviousFiles, publish_files
from press.write.stage_output import open_stager
from press.write.store import open_store
from press.write.swap import Steps, no_step
from tests.write.trees import build, newspaper, pages, rendered, staged

CHANGED = {"pieces/7/index.html": b"other words", "feed.xml": b"other words too"}


def replaced(tmp_path: Path, steps: Steps = no_step) -> Published:
    """Build a newspaper, and then put other files in the place of two of it."""
    output, cache = tmp_path / "site", tmp_path / "cache"
    known = build(output, cache, newspaper(1)).file_stamps
    assert known == file_stamps(str(output)).stat_keys
    with open_store(cache, "engine") as store, open_stager(output) as stager:
        left = PreviousFiles(store.ledger_of(output, CHANGED), known, ("CNAME",))
        return publish_files(staged(rendered(CHANGED), stager), stager, left=left, store=store, steps=steps)


def test_what_a_few_files_leave_is_what_a_whole_build_leaves(tmp_path: Path) -> None:
    done = replaced(tmp_path)
    site, tree = tmp_path / "site", {**newspaper(1), **CHANGED}
    assert (done.written, done.foreign, pages(site)) == (2, ("CNAME",), tree)
    assert done.file_stamps == file_stamps(str(site)).stat_keys
    sealed = read_manifest(site)
    again = build(site, tmp_path / "cache", tree)
    assert (again.written, again.file_stamps, read_manifest(site)) == (0, done.file_stamps, sealed)
    with open_store(tmp_path / "cache", "engine") as store:
        assert all(row.stat_key == done.file_stamps[path] for path, row in store.ledger(site).items())


@pytest.mark.parametrize("step", ["staged", "move 1", "seal"])
@pytest.mark.parametrize("path", ["pieces/7/notes.txt", "CNAME", "pieces/7/empty/"])
def test_what_somebody_puts_beside_them_meanwhile_is_looked_for(tmp_path: Path, step: str, path: str) -> None:
    def meddle(now: str) -> None:
        if now == step and path.endswith("/"):
            (tmp_path / "site" / path).mkdir()
        elif now == step:
            (tmp_path / "site" / path).write_bytes(b"")

    assert replaced(tmp_path, meddle).file_stamps == {}


def test_a_file_that_somebody_wrote_to_meanwhile_is_not_trusted(tmp_path: Path) -> None:
    def meddle(step: str) -> None:
        if step == "forget":  # the last one of the swap
            time.sleep(0.01)
            (tmp_path / "site/feed.xml").write_bytes(b"mine")

    assert replaced(tmp_path, meddle).file_stamps == {}
    assert build(tmp_path / "site", tmp_path / "cache", {**newspaper(1), **CHANGED}).written == 1
