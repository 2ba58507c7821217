"""Intents: what a build has decided to do to the published folder, written down in it before it is done.

They stand in the staging folder, beside the files that they move: the one step that makes them valid is a
rename, and whoever finds them can finish the work without anything from elsewhere.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from press.model.manifest import MANIFEST, STAGING, is_inside

JOURNAL = "intents.json"
DRAFT = "intents.part"
FORMAT = 1
# Where the files of a first build are staged, each at the path it will have: a few renames move all of them.
TREE = "tree"


@dataclass(frozen=True, slots=True)
class Move:
    """A staged file, or a folder with all its files, and the path that it takes.

    `obstacles` are files of ours that make way for it first.
    """

    staged: str
    path: str
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Journal:
    """The swap, in order: the moves, then the deletes, then the new seal (staged as `seal`)."""

    moves: tuple[Move, ...]
    deletes: tuple[str, ...]
    seal: str


def write_journal(output: Path, journal: Journal) -> None:
    """Commit: once this returns the swap will be carried out, by this build or by the next one.

    Whatever the intents name is on the disk already. Errors: OSError, and then nothing is decided.
    """
    staging = output / STAGING
    moves = [[move.staged, move.path, *move.obstacles] for move in journal.moves]
    text = {"format": FORMAT, "moves": moves, "deletes": journal.deletes, "seal": journal.seal}
    draft = staging / DRAFT
    with draft.open("wb") as file:
        file.write(json.dumps(text).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(staging / JOURNAL)


def has_journal(output: Path) -> bool:
    """Whether a build of `output` was cut off in the swap."""
    return read_journal(output) is not None


def read_journal(output: Path) -> Journal | None:
    """Return what a build was about to do when it was cut off, or None.

    A file that is no such list, or that names anything outside `output`, decides nothing. Errors: OSError.
    """
    staging = output / STAGING
    file = staging / JOURNAL
    if any(each.is_symlink() for each in (staging, file, staging / TREE)) or not file.is_file():
        return None
    try:
        found = json.loads(file.read_bytes())
        if found["format"] != FORMAT:
            return None
        moves = tuple(Move(str(staged), str(path), tuple(map(str, rest))) for staged, path, *rest in found["moves"])
        journal = Journal(moves, tuple(map(str, found["deletes"])), str(found["seal"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return journal if _is_sound(journal) else None


def _is_sound(journal: Journal) -> bool:
    staged = [journal.seal, *(move.staged for move in journal.moves)]
    paths = [*journal.deletes, *(path for move in journal.moves for path in (move.path, *move.obstacles))]
    names = [name.removeprefix(f"{TREE}/") for name in staged]
    return all("/" not in name and is_inside(name) for name in names) and all(map(is_inside, paths))


def manifest_move(journal: Journal) -> Move:
    """Return the move that puts the new seal in its place."""
    return Move(journal.seal, MANIFEST)
