"""A few staged outputs -> the published folder, in which all else stands as the last build left it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from press.model.manifest import MANIFEST, manifest_bytes, patched_manifest
from press.write.faults import refused
from press.write.file_stamps import TOP, is_trustworthy, stat_key, wait_until_trustworthy
from press.write.journal import Journal
from press.write.ledger import LedgerRow
from press.write.publish import Batch, Published, batch_of, committed, is_trustworthy_between
from press.write.stage_output import OutputStager, StagedOutput
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
    outputs: Iterable[StagedOutput],
    stager: OutputStager,
    *,
    left: PreviousFiles,
    store: Store,
    kept: Mapping[str, bytes] = MappingProxyType({}),
    steps: Steps = no_step,
) -> Published:
    """Put `outputs` in the place of the files at the same paths; nothing else is looked at.

    All or nothing, and with the same errors, as `publish`; `kept` as there. Without the stamps of the last build no
    stamps are kept, so that a build of another process reads the files.
    """
    staging, root = stager.staging, stager.root
    batch = batch_of(outputs)
    steps("staged")
    journal = None
    if batch.staged:
        manifest = staging.put(_manifest(batch.rows, root, store))
        swap = plan_swap(root, batch.staged, old=left.rows.keys(), new=left.rows.keys())
        staging.make_folders(swap.folders)
        journal = Journal(swap.moves, swap.deletes, manifest)
    with committed(journal, staging, store, steps) as came:
        swapped_ns = time.time_ns()
        store.keep(root, kept)  # before the wait, which it shortens
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


def _manifest(rows: Mapping[str, LedgerRow], root: Path, store: Store) -> bytes:
    """Return the folder's manifest with other digests for the files of some rows."""
    with refused(root):
        manifest = patched_manifest((root / MANIFEST).read_bytes(), {path: row.sha256 for path, row in rows.items()})
    return manifest or manifest_bytes({path: row.sha256 for path, row in {**store.ledger(root), **rows}.items()})


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
    store.save_ledger(root, changed, gone=(), is_partial=True)


def manifest_stat(output: Path) -> tuple[int, ...]:
    """Return what tells whether another build has been at `output` since: its seal's file, size and time; () = none."""
    with refused(output):
        try:
            status = os.lstat(output / MANIFEST)
        except FileNotFoundError:
            return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else ()
