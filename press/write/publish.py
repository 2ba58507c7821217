"""Staged outputs -> the published folder: all of them, or, if anything fails before the swap, none."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from press.model.manifest import KEPT, MANIFEST, manifest_bytes
from press.model.problem import ExitCode, Refusal
from press.write.faults import refused
from press.write.file_stamps import (
    FileStamps,
    file_stamps,
    is_trustworthy,
    modified_ns,
    wait_until_trustworthy,
)
from press.write.journal import Journal
from press.write.ledger import LedgerRow
from press.write.manifest import is_manifest
from press.write.signals import deferred
from press.write.stage_output import OutputStager, StagedOutput
from press.write.staging import Staging, whole_folders
from press.write.store import Store
from press.write.swap import Steps, carry_out, no_step
from press.write.swap_plan import check_paths, foreign_files, plan_swap


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did to the published folder: numbers of files, and paths in it, sorted.

    `foreign`: what is there and no build's, left as it is (a folder ends in a slash). `signal`: the number of a
    signal that came during the swap and was held back, 0 = none; the site is whole, so the build has not failed,
    but a server should end now. `file_stamps`: the stamps of all files and folders there, sorted by path;
    nothing where one could change without its stamp telling.
    """

    written: int
    unchanged: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    signal: int = 0
    file_stamps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """A row of the ledger for each output, and path and staged file of those that differ from what is published, in
    the order in which they are moved into place.
    """

    rows: Mapping[str, LedgerRow]
    staged: tuple[tuple[str, str], ...]


def publish(
    outputs: Iterable[StagedOutput],
    stager: OutputStager,
    *,
    fresh: Collection[str],
    store: Store,
    kept: Mapping[str, bytes] = MappingProxyType({}),
    steps: Steps = no_step,
) -> Published:
    """Make the stager's folder hold exactly `outputs` and the files in `fresh`; what no build made stays there.

    `fresh` are paths of the ledger whose files are untouched and right. `kept` is written to the store once every
    file is in its place. Called in the lock, after `recover`.
    Raises Refusal: ENVIRONMENT for what the machine refuses, USAGE for a foreign file in the way, CONTENT for paths
    that cannot be. Before the swap nothing has changed; a swap that is cut off is completed by the next build.
    """
    staging, root = stager.staging, stager.root
    known = store.ledger(root)
    batch = batch_of(outputs)
    rows = {**{path: known[path] for path in fresh}, **batch.rows}
    check_paths(rows.keys())
    steps("staged")
    journal = _prepare(batch, rows, stager)
    with committed(journal, staging, store, steps) as came:
        swapped_ns = time.time_ns() if journal else 0
        store.keep(root, kept)  # before the wait, which it shortens
        there = _look(root, swapped_ns)
        is_sound = _remember(rows, {path for path, _ in batch.staged}, there, store, staging)
    return Published(
        written=len(batch.staged),
        unchanged=len(rows) - len(batch.staged),
        removed=tuple(sorted(stager.old.keys() - rows.keys())),
        foreign=foreign_files(there, [*rows, MANIFEST, KEPT]),
        signal=came[0] if came else 0,
        file_stamps=there.stat_keys if is_sound else {},
    )


@contextmanager
def committed(journal: Journal | None, staging: Staging, store: Store, steps: Steps) -> Iterator[Sequence[int]]:
    """Make the folder what `journal` say (None: it is that already), then let the block run; signals wait for both.

    Gives the signals that came, which are complete when the block has ended.
    """
    store.flush()
    staging.flush()
    steps("ready")
    with deferred() as came:
        if journal:
            staging.commit(journal)
            steps("commit")
            carry_out(staging.output, journal, steps)
        yield came


def _prepare(batch: Batch, rows: Mapping[str, LedgerRow], stager: OutputStager) -> Journal | None:
    """Decide how the folder becomes what `rows` describe, and make all that it takes; None: it is that already."""
    root, staging = stager.root, stager.staging
    manifest = manifest_bytes({path: row.sha256 for path, row in rows.items()})
    with refused(root):
        if not batch.staged and is_manifest(root, manifest):
            return None
    staged_manifest = staging.put(manifest)
    swap = plan_swap(root, whole_folders(batch.staged), old=stager.old, new=rows.keys())
    staging.make_folders(swap.folders)
    return Journal(swap.moves, swap.deletes, staged_manifest)


def _look(root: Path, swapped_ns: int) -> FileStamps:
    """Look at all files once the stamps of those that were moved until `swapped_ns` have settled; 0: none was."""
    wait_until_trustworthy(swapped_ns)
    with refused(root):
        return file_stamps(str(root))


def _remember(
    rows: Mapping[str, LedgerRow], written: Collection[str], there: FileStamps, store: Store, staging: Staging
) -> bool:
    """Bring the ledger up to date; a file's stamp is kept only when the next change must give another.

    `there` is the folder as it is now. Returns whether every stamp was kept.
    """
    known = store.ledger(staging.output)
    changed, all_kept = [], all(is_trustworthy(stamped, there.seen_ns) for stamped in there.folders.values())
    for path, row in rows.items():
        stamped = there.files.get(path, "")  # gone again since: without a stamp the next build will look
        since = (staging.ready_ns, there.seen_ns) if path in written else (0, store.started_ns)
        if stamped != row.stat_key and not is_trustworthy_between(stamped, *since):
            stamped = ""
        all_kept = all_kept and bool(stamped)
        current = row if row.stat_key == stamped else replace(row, stat_key=stamped)
        if known.get(path) != current:
            changed.append(current)
    store.save_ledger(staging.output, changed, gone=known.keys() - rows.keys())
    return all_kept


def is_trustworthy_between(stamped: str, ready_ns: int, seen_ns: int) -> bool:
    """Whether a file must get another stamp by its next change: it had not changed for a step of the clock.

    One that this build wrote (`ready_ns`: when the last was staged), when its stamp was taken, and nobody has written
    to it since. Any other (`ready_ns` 0) has been compared by its bytes: when the build began.
    """
    return bool(stamped) and (not ready_ns or modified_ns(stamped) <= ready_ns) and is_trustworthy(stamped, seen_ns)


def batch_of(outputs: Iterable[StagedOutput]) -> Batch:
    """Return the outputs as rows of the ledger. Raises Refusal (CONTENT) where two want one path."""
    rows: dict[str, LedgerRow] = {}
    staged: list[tuple[int, str, str]] = []
    for output in outputs:
        if output.path in rows:
            raise Refusal(f"Two outputs want the address {output.path}.", code=ExitCode.CONTENT)
        rows[output.path] = LedgerRow(output.path, output.key, output.sha256, output.parts)
        if output.staged:
            staged.append((output.order, output.path, output.staged))
    return Batch(rows, tuple((path, name) for _, path, name in sorted(staged)))
