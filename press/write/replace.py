"""A few outputs -> the published folder, in which all else stands as the last build left it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.model.seal import SEAL, resealed, seal_bytes
from press.write.faults import refused
from press.write.intents import Intents
from press.write.inventory import TOP, is_settled, let_settle, stamp
from press.write.ledger import LedgerRow
from press.write.publish import Batch, Files, Published, committed, is_sure, stage_outputs
from press.write.stager import Stager
from press.write.staging import Staging
from press.write.store import Store
from press.write.survey import plan_swap
from press.write.swap import Steps, no_step


@dataclass(frozen=True, slots=True)
class Left:
    """What the last build left: rows of the ledger, those of the outputs among them; the folder's inventory, {} = not
    known; and what is there and no build's.
    """

    rows: Mapping[str, LedgerRow]
    inventory: Mapping[str, str]
    foreign: tuple[str, ...]


def replace_files(
    files: Files,
    *,
    output: Path,
    left: Left,
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
        stager = Stager(root, staging, {path: row.sha256 for path, row in left.rows.items()})
        batch = stage_outputs(files, stager, steps)
        steps("staged")
        intents = None
        if batch.staged:
            seal = staging.put(_seal(batch.rows, root, store))
            swap = plan_swap(root, batch.staged, old=left.rows.keys(), new=left.rows.keys())
            staging.make_folders(swap.folders)
            intents = Intents(swap.moves, swap.deletes, seal)
        with committed(intents, staging, store, steps) as came:
            swapped_ns = time.time_ns()
            meanwhile()
            written = [SEAL, *(path for path, _ in batch.staged)] if intents else []
            stamps = _stamps(written, left, staging, swapped_ns) if left.inventory else dict.fromkeys(written, "")
            _save(batch, stamps, left, store, root)
    return Published(
        written=len(batch.staged),
        unchanged=len(batch.rows) - len(batch.staged),
        removed=(),
        foreign=left.foreign,
        signal=came[0] if came else 0,
        inventory={**left.inventory, **stamps} if left.inventory and all(stamps.values()) else {},
    )


def _seal(rows: Mapping[str, LedgerRow], root: Path, store: Store) -> bytes:
    """The folder's seal with other digests for the files of some rows."""
    with refused(root):
        seal = resealed((root / SEAL).read_bytes(), {path: row.sha256 for path, row in rows.items()})
    return seal or seal_bytes({path: row.sha256 for path, row in {**store.ledger(root), **rows}.items()})


def _stamps(written: Collection[str], left: Left, staging: Staging, swapped_ns: int) -> Mapping[str, str]:
    """The stamps of files that were moved into place until `swapped_ns`, and of the folders that this changed.

    "" for what may change unnoticed: the next build looks at everything.
    """
    let_settle(swapped_ns)
    with refused(staging.output):
        began_ns = time.time_ns()
        stamps = {path: stamp(os.lstat(staging.output / path)) for path in written}
        sure = {path: stamped for path, stamped in stamps.items() if is_sure(stamped, staging.ready_ns, began_ns)}
        for folder in {path.rpartition("/")[0] or TOP for path in written}:
            seen_ns, stamped = time.time_ns(), stamp(os.lstat(staging.output / folder))
            names = os.listdir(staging.output / folder)  # noqa: PTH208 - names are all that is wanted
            paths = names if folder == TOP else [f"{folder}/{name}" for name in names]
            if is_settled(stamped, seen_ns) and left.inventory.keys() >= {*paths}:
                sure[folder] = stamped
            stamps[folder] = ""
    return {path: sure.get(path, "") for path in stamps}


def _save(batch: Batch, stamps: Mapping[str, str], left: Left, store: Store, root: Path) -> None:
    """Bring the ledger up to date; files that were right as they stood keep their stamps."""
    changed = []
    for path, row in batch.rows.items():
        known = left.rows[path]
        current = replace(row, stamp=stamps.get(path, known.stamp))
        if current != known:
            changed.append(current)
    store.save_ledger(root, changed, gone=())


def mark_of(output: Path) -> tuple[int, ...]:
    """Return what tells whether another build has been at `output` since: its seal's file, size and time; () = none."""
    with refused(output):
        try:
            status = os.lstat(output / SEAL)
        except FileNotFoundError:
            return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else ()
