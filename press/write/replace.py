"""A few outputs -> the published folder, in which all else stands as the last build of this process left it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from press.model.page import Rendered
from press.model.seal import SEAL, seal_bytes
from press.write.faults import refused
from press.write.intents import Intents
from press.write.publish import Published, committed, stage_outputs
from press.write.staging import Staging
from press.write.store import Store
from press.write.survey import plan_swap
from press.write.swap import Steps, no_step


def replace_files(
    outputs: Iterable[Rendered], *, output: Path, foreign: tuple[str, ...], store: Store, steps: Steps = no_step
) -> Published:
    """Put `outputs` in the place of files of the same paths, which the ledger knows; nothing else is looked at.

    All or nothing, and with the same errors, as `publish`. `foreign` is what the last build said. No stamps are kept
    of what is written, so a build of another process reads those files.
    """
    root = Path(os.path.realpath(output))
    known = store.ledger(root)
    old = {path: row.sha256 for path, row in known.items()}
    with Staging(root) as staging:
        batch = stage_outputs(outputs, root, staging, steps, old)
        rows = {**known, **batch.rows}
        steps("staged")
        intents = None
        if batch.staged:
            seal = staging.put(seal_bytes({path: row.sha256 for path, row in rows.items()}))
            swap = plan_swap(root, batch.staged, old=old, new=rows.keys())
            staging.make_folders(swap.folders)
            intents = Intents(swap.moves, swap.deletes, seal)
        with committed(intents, staging, store, steps) as came:
            changed = [row for path, row in batch.rows.items() if known[path] != row]
            store.save_ledger(root, changed, gone=())
    return Published(
        written=len(batch.staged),
        unchanged=len(rows) - len(batch.staged),
        removed=(),
        foreign=foreign,
        signal=came[0] if came else 0,
    )


def mark_of(output: Path) -> tuple[int, ...]:
    """Return what tells whether another build has been at `output` since: its seal's file, size and time; () = none."""
    with refused(output):
        try:
            status = os.lstat(output / SEAL)
        except FileNotFoundError:
            return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else ()
