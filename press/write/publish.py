"""Rendered outputs -> the published folder: all of them, or, if anything fails before the swap, none."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from press.model.manifest import KEPT, MANIFEST, manifest_bytes
from press.model.problem import ExitCode, Refusal
from press.parallel.aside import aside
from press.write.faults import refused
from press.write.file_stamps import (
    FileStamps,
    file_stamps,
    is_trustworthy,
    modified_ns,
    packed,
    unpacked,
    wait_until_trustworthy,
)
from press.write.journal import Journal
from press.write.ledger import LedgerRow
from press.write.manifest import is_manifest, read_manifest
from press.write.signals import deferred
from press.write.stage_output import OutputStager, Place, StagedOutput
from press.write.staging import Staging, whole_folders
from press.write.store import Store
from press.write.swap import Steps, carry_out, no_step
from press.write.swap_plan import check_paths, foreign_files, plan_swap

# So many files a process of its own looks at; if there are more, two of them would hold too much.
_MANY = range(2_000, 50_000)


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
    """The outputs of one build: a row for each, and those that differ from what is there, staged and in order.

    `old`: what the seal says that was there before.
    """

    old: Mapping[str, str]
    rows: Mapping[str, LedgerRow]
    staged: tuple[tuple[str, str], ...]


# What is to be published, one by one, each taken to its place by what is given.
Files = Callable[[Place], Iterable[StagedOutput]]


def publish(
    files: Files,
    *,
    fresh: Collection[str],
    output: Path,
    store: Store,
    meanwhile: Callable[[], None] = lambda: None,
    steps: Steps = no_step,
) -> Published:
    """Make `output` hold exactly `files` and those in `fresh`, beside what is not ours.

    `files` are taken one by one; what they raise ends the build with the folder as it was. `fresh` are paths
    of the ledger whose file is `untouched` and right. What is there already stays. Called in the lock, after `recover`.
    `meanwhile` is called when all stand in their place, while their stamps settle and are looked at.
    Errors: Refusal, ENVIRONMENT for what the machine would not do, USAGE for somebody else's file in the way,
    CONTENT for paths that cannot be. Before the swap nothing has changed; after it the next build completes it.
    """
    root = Path(os.path.realpath(output))
    with Staging(root) as staging:
        known, old = store.ledger(root), _sealed(root)
        batch = stage_outputs(files, OutputStager(root, staging, old), steps)
        rows = {**{path: known[path] for path in fresh}, **batch.rows}
        check_paths(rows.keys())
        steps("staged")
        journal = _prepare(batch, rows, staging)
        with committed(journal, staging, store, steps) as came:
            look = partial(_look, root, time.time_ns() if journal else 0)
            looked = aside(lambda: packed(look())) if len(rows) in _MANY else None
            meanwhile()
            there = unpacked(looked()) if looked else look()
            is_sound = _remember(rows, {path for path, _ in batch.staged}, there, store, staging)
    return Published(
        written=len(batch.staged),
        unchanged=len(rows) - len(batch.staged),
        removed=tuple(sorted(batch.old.keys() - rows.keys())),
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


def _sealed(root: Path) -> Mapping[str, str]:
    with refused(root):
        return read_manifest(root) or {}


def _prepare(batch: Batch, rows: Mapping[str, LedgerRow], staging: Staging) -> Journal | None:
    """Decide how the folder becomes what `rows` describe, and make all that it takes; None: it is that already."""
    root = staging.output
    seal = manifest_bytes({path: row.sha256 for path, row in rows.items()})
    with refused(root):
        if not batch.staged and is_manifest(root, seal):
            return None
    staged_seal = staging.put(seal)
    swap = plan_swap(root, whole_folders(batch.staged), old=batch.old, new=rows.keys())
    staging.make_folders(swap.folders)
    return Journal(swap.moves, swap.deletes, staged_seal)


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


def stage_outputs(files: Files, output_stager: OutputStager, steps: Steps) -> Batch:
    """Stage the outputs that are not there already. Errors as `publish`."""
    rows: dict[str, LedgerRow] = {}
    staged: list[tuple[int, str, str]] = []
    size = 0
    for put in files(output_stager.put):
        if put.path in rows:
            raise Refusal(f"Two outputs want the address {put.path}.", code=ExitCode.CONTENT)
        rows[put.path] = LedgerRow(put.path, put.key, put.sha256, put.parts)
        if put.staged:
            size += put.size
            output_stager.staging.size = size  # other processes staged some of it
            staged.append((put.order, put.path, put.staged))
            steps(f"stage {len(staged)}")
    return Batch(output_stager.old, rows, tuple((path, name) for _, path, name in sorted(staged)))
