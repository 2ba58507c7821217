"""Rendered outputs -> the published folder: all of them, or, if anything fails before the swap, none."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from press.model.problem import ExitCode, Refusal
from press.model.seal import KEPT, SEAL, seal_bytes
from press.write.aside import aside
from press.write.faults import refused
from press.write.intents import Intents
from press.write.inventory import Inventory, inventory, is_settled, let_settle, modified_ns, packed, unpacked
from press.write.ledger import LedgerRow
from press.write.seal import is_sealed_as, read_seal
from press.write.signals import deferred
from press.write.stager import Place, Put, Stager
from press.write.staging import Staging, whole_folders
from press.write.store import Store
from press.write.survey import check_paths, foreign_files, plan_swap
from press.write.swap import Steps, carry_out, no_step

# So many files a process of its own looks at; if there are more, two of them would hold too much.
_MANY = range(2_000, 50_000)


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did to the published folder: numbers of files, and paths in it, sorted.

    `foreign`: what is there and no build's, left as it is (a folder ends in a slash). `signal`: the number of a
    signal that came during the swap and was held back, 0 = none; the site is whole, so the build has not failed,
    but a server should end now. `inventory`: the stamps of all files and folders there, sorted by path;
    nothing where one could change without its stamp telling.
    """

    written: int
    unchanged: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    signal: int = 0
    inventory: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """The outputs of one build: a row for each, and those that differ from what is there, staged and in order.

    `old`: what the seal says that was there before.
    """

    old: Mapping[str, str]
    rows: Mapping[str, LedgerRow]
    staged: tuple[tuple[str, str], ...]


# What is to be published, one by one, each taken to its place by what is given.
Files = Callable[[Place], Iterable[Put]]


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
        batch = stage_outputs(files, Stager(root, staging, old), steps)
        rows = {**{path: known[path] for path in fresh}, **batch.rows}
        check_paths(rows.keys())
        steps("staged")
        intents = _prepare(batch, rows, staging)
        with committed(intents, staging, store, steps) as came:
            look = partial(_look, root, time.time_ns() if intents else 0)
            looked = aside(lambda: packed(look())) if len(rows) in _MANY else None
            meanwhile()
            there = unpacked(looked()) if looked else look()
            is_sound = _remember(rows, {path for path, _ in batch.staged}, there, store, staging)
    return Published(
        written=len(batch.staged),
        unchanged=len(rows) - len(batch.staged),
        removed=tuple(sorted(batch.old.keys() - rows.keys())),
        foreign=foreign_files(there, [*rows, SEAL, KEPT]),
        signal=came[0] if came else 0,
        inventory=there.stamps if is_sound else {},
    )


@contextmanager
def committed(intents: Intents | None, staging: Staging, store: Store, steps: Steps) -> Iterator[Sequence[int]]:
    """Make the folder what `intents` say (None: it is that already), then let the block run; signals wait for both.

    Gives the signals that came, which are complete when the block has ended.
    """
    store.flush()
    staging.flush()
    steps("ready")
    with deferred() as came:
        if intents:
            staging.commit(intents)
            steps("commit")
            carry_out(staging.output, intents, steps)
        yield came


def _sealed(root: Path) -> Mapping[str, str]:
    with refused(root):
        return read_seal(root) or {}


def _prepare(batch: Batch, rows: Mapping[str, LedgerRow], staging: Staging) -> Intents | None:
    """Decide how the folder becomes what `rows` describe, and make all that it takes; None: it is that already."""
    root = staging.output
    seal = seal_bytes({path: row.sha256 for path, row in rows.items()})
    with refused(root):
        if not batch.staged and is_sealed_as(root, seal):
            return None
    staged_seal = staging.put(seal)
    swap = plan_swap(root, whole_folders(batch.staged), old=batch.old, new=rows.keys())
    staging.make_folders(swap.folders)
    return Intents(swap.moves, swap.deletes, staged_seal)


def _look(root: Path, swapped_ns: int) -> Inventory:
    """Look at all files once the stamps of those that were moved until `swapped_ns` have settled; 0: none was."""
    let_settle(swapped_ns)
    with refused(root):
        return inventory(str(root))


def _remember(
    rows: Mapping[str, LedgerRow], written: Collection[str], there: Inventory, store: Store, staging: Staging
) -> bool:
    """Bring the ledger up to date; a file's stamp is kept only when the next change must give another.

    `there` is the folder as it is now. Returns whether every stamp was kept.
    """
    known = store.ledger(staging.output)
    changed, all_kept = [], all(is_settled(stamped, there.seen_ns) for stamped in there.folders.values())
    for path, row in rows.items():
        stamped = there.files.get(path, "")  # gone again since: without a stamp the next build will look
        since = (staging.ready_ns, there.seen_ns) if path in written else (0, store.started_ns)
        if stamped != row.stamp and not is_sure(stamped, *since):
            stamped = ""
        all_kept = all_kept and bool(stamped)
        current = row if row.stamp == stamped else replace(row, stamp=stamped)
        if known.get(path) != current:
            changed.append(current)
    store.save_ledger(staging.output, changed, gone=known.keys() - rows.keys())
    return all_kept


def is_sure(stamped: str, ready_ns: int, seen_ns: int) -> bool:
    """Whether a file must get another stamp by its next change: it had not changed for a step of the clock.

    One that this build wrote (`ready_ns`: when the last was staged), when its stamp was taken, and nobody has written
    to it since. Any other (`ready_ns` 0) has been compared by its bytes: when the build began.
    """
    return bool(stamped) and (not ready_ns or modified_ns(stamped) <= ready_ns) and is_settled(stamped, seen_ns)


def stage_outputs(files: Files, stager: Stager, steps: Steps) -> Batch:
    """Stage the outputs that are not there already. Errors as `publish`."""
    rows: dict[str, LedgerRow] = {}
    staged: list[tuple[int, str, str]] = []
    size = 0
    for put in files(stager.put):
        if put.path in rows:
            raise Refusal(f"Two outputs want the address {put.path}.", code=ExitCode.CONTENT)
        rows[put.path] = LedgerRow(put.path, put.key, put.sha256, put.parts)
        if put.staged:
            size += put.size
            stager.staging.size = size  # other processes staged some of it
            staged.append((put.order, put.path, put.staged))
            steps(f"stage {len(staged)}")
    return Batch(stager.old, rows, tuple((path, name) for _, path, name in sorted(staged)))
