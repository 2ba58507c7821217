"""Intents -> the published folder as they want it; doing it a second time, after a crash, ends the same."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from press.model.manifest import STAGING, folders_of
from press.model.problem import ExitCode, Refusal
from press.write.faults import refusal, refused
from press.write.journal import JOURNAL, Journal, Move, manifest_move, read_journal
from press.write.new_files import FileWriter
from press.write.staging import clear, discard, flush

Steps = Callable[[str], None]


def no_step(_step: str) -> None:
    """Do nothing between two steps; a test stops the process there instead."""


def recover(output: Path) -> tuple[str, ...]:
    """Finish what a build that was cut off had decided, or take away what it had only prepared.

    Called with the lock held, before anything is compared. Returns a remark for the terminal, or nothing.
    Errors: Refusal (code ENVIRONMENT).
    """
    root = Path(os.path.realpath(output))
    with refused(root):
        journal = read_journal(root)
        if journal is None:
            discard(root)
            return ()
    carry_out(root, journal)
    return ("An earlier build was cut off while publishing; its work has been completed first.",)


def carry_out(output: Path, journal: Journal, steps: Steps = no_step) -> None:
    """Move the staged files into place, delete what has gone, put the new seal, and forget the intents.

    Errors: Refusal (code ENVIRONMENT) when the disk fails in the middle; the next build then completes it.
    """
    try:
        _check_folders(output, journal)
        for number, move in enumerate(journal.moves):
            _carry_out_move(output, move)
            steps(f"move {number + 1}")
        for number, path in enumerate(journal.deletes):
            remove(output, path)
            steps(f"delete {number + 1}")
        flush(_folders_changed(output, journal))
        _carry_out_move(output, manifest_move(journal))
        flush([str(output)])
        steps("seal")
        (output / STAGING / JOURNAL).unlink(missing_ok=True)
        steps("forget")
        clear(output)
    except OSError as error:
        raise _cut_off(error, output) from error


def remove(output: Path, path: str) -> None:
    """Delete a file of ours, if it is there, and the folders that this leaves empty. Errors: OSError."""
    file = f"{output}/{path}"
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if not stat.S_ISDIR(os.lstat(file).st_mode):
            os.unlink(file)  # noqa: PTH108 - thousands of them: text is quicker than Path
    for folder in folders_of(path):
        try:
            os.rmdir(f"{output}/{folder}")  # noqa: PTH106
        except FileNotFoundError:
            continue
        except OSError:
            return  # the rest is in use


def _carry_out_move(output: Path, move: Move) -> None:
    staged, place = f"{output}/{STAGING}/{move.staged}", f"{output}/{move.path}"
    if move.obstacles:
        if not os.path.lexists(staged):  # moved already: an obstacle's name may now be that of a new file
            return
        _make_way(output, move)
    try:
        _take_place(staged, place)
    except FileNotFoundError:
        if os.path.lexists(staged):
            _make_parents(output, move.path)
            _take_place(staged, place)


def _take_place(staged: str, place: str) -> None:
    """Move a file or a folder; what is in it one by one where somebody has put files at its place. Errors: OSError."""
    try:
        os.replace(staged, place)  # noqa: PTH105
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise
        for name in sorted(os.listdir(staged)):  # noqa: PTH208
            _take_place(f"{staged}/{name}", f"{place}/{name}")
        os.rmdir(staged)  # noqa: PTH106


def _make_way(output: Path, move: Move) -> None:
    for path in move.obstacles:
        remove(output, path)
    place = output / move.path
    if place.is_dir() and not place.is_symlink():
        _remove_empty(place)
    _make_parents(output, move.path)


def _remove_empty(folder: Path) -> None:
    """Remove a folder that holds nothing but folders. Errors: OSError if there is a file after all."""
    for below, _, _ in sorted(os.walk(folder), reverse=True):
        os.rmdir(below)  # noqa: PTH106


def _make_parents(output: Path, path: str) -> None:
    for folder in reversed([*folders_of(path)]):
        with contextlib.suppress(FileExistsError):
            FileWriter().folder(f"{output}/{folder}")


def _folders_changed(output: Path, journal: Journal) -> list[str]:
    changed = [*(move.path for move in journal.moves), *journal.deletes]
    return sorted({f"{output}/{path.rpartition('/')[0]}".rstrip("/") for path in changed})


def _check_folders(output: Path, journal: Journal) -> None:
    """Refuse to follow a link that somebody put in place of a folder since the intents were written."""
    paths: Iterable[str] = (*(move.path for move in journal.moves), *journal.deletes)
    obstacles = {path for move in journal.moves for path in move.obstacles}
    for folder in {folder for path in paths for folder in folders_of(path)} - obstacles:
        if os.path.islink(f"{output}/{folder}"):  # noqa: PTH114
            raise Refusal(
                f"{output}/{folder} is a link; a build does not write through links.",
                code=ExitCode.USAGE,
                hint="Put a folder in place of the link, then build again.",
            )


def _cut_off(error: OSError, output: Path) -> Refusal:
    cause = refusal(error, output)
    return Refusal(
        f"{cause.message} Publishing was cut off; the next build completes it.",
        code=ExitCode.ENVIRONMENT,
        hint="Put that right, then build again.",
    )
