"""Rendered -> StagedOutput: an output compared with the published file, and staged where it differs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from press.model.digest import seal_of
from press.model.page import Output, Rendered
from press.write.faults import refused
from press.write.ledger import is_plain, packed
from press.write.manifest import read_manifest
from press.write.staging import Staging
from press.write.swap_plan import check_path


class StagedOutput(NamedTuple):
    """What became of an output: what the ledger keeps of it, and the name of its staged file.

    `staged` is "" where the file stands in the folder already; `size` is in bytes. A tuple, because thousands of
    them go from one process to another.
    """

    path: str
    key: str
    sha256: str
    parts: str
    order: int
    size: int
    staged: str


@dataclass(slots=True)
class OutputStager:
    """Stages the outputs of one build: path -> SHA-256 of the published files is `old`, `root` their folder (resolved).

    A process that was forked from the one that publishes may stage outputs too.
    """

    root: Path
    staging: Staging
    old: Mapping[str, str]
    _folders: dict[str, bool] = field(default_factory=dict)

    def put(self, rendered: Rendered) -> StagedOutput:
        """Stage an output unless it is there. Errors: Refusal, CONTENT for a path that cannot be, ENVIRONMENT."""
        made = rendered.output
        check_path(made.path)
        staged = "" if self._stands(made) else self.staging.put(made.data, made.path)
        return staged_output(rendered, staged)

    def _stands(self, made: Output) -> bool:
        if self.staging.is_first:
            return False
        with refused(self.root):
            return self._is_ours(made)

    def _is_ours(self, made: Output) -> bool:
        return (
            _is_there(self.root, made)  # first: of a new file it is all that is asked
            and is_plain(str(self.root), made.path, self._folders)
            and (made.path in self.old or _is_named(self.root, made.path))
        )


@contextmanager
def open_stager(output: Path, old: Mapping[str, str] | None = None) -> Iterator[OutputStager]:
    """Give a stager for the folder `output`; what was staged and not published goes with the block.

    `old` is read from the folder's manifest where it is not given. Raises Refusal (ENVIRONMENT).
    """
    root = Path(os.path.realpath(output))
    with Staging(root) as staging:
        if old is None:
            with refused(root):
                old = read_manifest(root) or {}
        yield OutputStager(root, staging, old)


def staged_output(rendered: Rendered, staged: str = "") -> StagedOutput:
    """Return what is kept of an output, staged or not."""
    made = rendered.output
    return StagedOutput(
        made.path, rendered.key, seal_of(made.data), packed(rendered.parts), made.order, len(made.data), staged
    )


def _is_there(root: Path, made: Output) -> bool:
    """Whether the file stands there already, with these bytes."""
    file = f"{root}/{made.path}"
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(made.data):
            return False
        with open(file, "rb") as there:  # noqa: PTH123 - thousands of them: text is quicker than Path
            return there.read() == made.data
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False


def _is_named(root: Path, path: str) -> bool:
    """Whether the file bears just this name, and does not only answer to it on a disk that minds no capitals."""
    folder = str(root)
    for part in path.split("/"):
        if part not in os.listdir(folder):  # noqa: PTH208
            return False
        folder = f"{folder}/{part}"
    return True
