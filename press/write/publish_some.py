"""A few outputs -> the published folder, in which all else stands as the last build left it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.model.manifest import MANIFEST, manifest_bytes, patched_manifest
from press.write.faults import refused
from press.write.file_stamps import TOP, is_trustworthy, stat_key, wait_until_trustworthy
from press.write.journal import Journal
from press.write.ledger import LedgerRow
from press.write.publish import Batch, Files, Published, committed, is_trustworthy_between, stage_outputs
from press.write.stage_output import OutputStager
from press.write.staging import Staging
from press.write.store import Store
from press.write.swap import Steps, no_step
from press.write.swap_plan import plan_swap


@dataclass(frozen=True, slots=True)
class PreviousFiles:
    """What the last build left: rows of the ledger, those of the outputs among them; the folder's inventory, {} = not
    known; and what is there and no build's.
    """

    rows: Mapping[str, LedgerRow]
    file_stamps: Mapping[str, str]
    foreign: tuple[str, ...]


def publish_files(
    files: Files,
    *,
    output: Path,
    left: PreviousFiles,
    store: Store,
    meanwhile: Callable[[], None],
    steps: Steps = no_step,
) -> Published:
    """Put `files` in the place of those at the same paths; nothing else is looked at.

    All or nothing, and with the same errors, as `publish`. When the files stand in their place `meanwhile` is called,
    while their stamps settle. Without an inventory no stamps are kept, so a build of another process reads the files.
    """
    root = Path(os.path.realpath(output))
    with Staging(root) as staging:
        output_stager = OutputStager(root, staging, {path: row.sha256 for path, row in left.rows.items()})
        batch = stage_outputs(files, output_stager, steps)
        steps("staged")
        journal = None
        if batch.staged:
            seal = staging.put(_seal(batch.rows, root, store))
            swap = plan_swap(root, batch.staged, old=left.rows.keys(), new=left.rows.keys())
            staging.make_folders(swap.folders)
            journal = Journal(swap.moves, swap.deletes, seal)
        with committed(journal, staging, store, steps) as came:
            swapped_ns = time.time_ns()
            meanwhile()
            written = [MANIFEST, *(path for path, _ in batch.staged)] if journal else []
            stat_keys = _stamps(written, left, staging, swapped_ns) if left.file_stamps else dict.fromkeys(written, "")
            _save(batch, stat_keys, left, store, root)
    return Published(
        written=len(batch.staged),
        unchanged=len(batch.rows) - len(batch.staged),
        removed=(),
        foreign=left.foreign,
        signal=came[0] if came else 0,
        file_stamps={**left.file_stamps, **stat_keys} if left.file_stamps and all(stat_keys.values()) else {},
    )


def _seal(rows: Mapping[str, LedgerRow], root: Path, store: Store) -> bytes:
    """The folder's seal with other digests for the files of some rows."""
    with refused(root):
        seal = patched_manifest((root / MANIFEST).read_bytes(), {path: row.sha256 for path, row in rows.items()})
    return seal or manifest_bytes({path: row.sha256 for path, row in {**store.ledger(root), **rows}.items()})


def _stamps(written: Collection[str], left: PreviousFiles, staging: Staging, swapped_ns: int) -> Mapping[str, str]:
    """The stamps of files that were moved into place until `swapped_ns`, and of the folders that this changed.

    "" for what may change unnoticed: the next build looks at everything.
    """
    wait_until_trustworthy(swapped_ns)
    with refused(staging.output):
        began_ns = time.time_ns()
        stat_keys = {path: stat_key(os.lstat(staging.output / path)) for path in written}
        sure = {
            path: stamped
            for path, stamped in stat_keys.items()
            if is_trustworthy_between(stamped, staging.ready_ns, began_ns)
        }
        for folder in {path.rpartition("/")[0] or TOP for path in written}:
            seen_ns, stamped = time.time_ns(), stat_key(os.lstat(staging.output / folder))
            names = os.listdir(staging.output / folder)  # noqa: PTH208 - names are all that is wanted
            paths = names if folder == TOP else [f"{folder}/{name}" for name in names]
            if is_trustworthy(stamped, seen_ns) and left.file_stamps.keys() >= {*paths}:
                sure[folder] = stamped
            stat_keys[folder] = ""
    return {path: sure.get(path, "") for path in stat_keys}


def _save(batch: Batch, stat_keys: Mapping[str, str], left: PreviousFiles, store: Store, root: Path) -> None:
    """Bring the ledger up to date; files that were right as they stood keep their stamps."""
    changed = []
    for path, row in batch.rows.items():
        known = left.rows[path]
        current = replace(row, stat_key=stat_keys.get(path, known.stat_key))
        if current != known:
            changed.append(current)
    store.save_ledger(root, changed, gone=())


def manifest_stat(output: Path) -> tuple[int, ...]:
    """Return what tells whether another build has been at `output` since: its seal's file, size and time; () = none."""
    with refused(output):
        try:
            status = os.lstat(output / MANIFEST)
        except FileNotFoundError:
            return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else ()
