"""Stock + content/ -> digests: a file is read only when its stamp does not say that it is as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from press.model.known_files import KnownFiles
from press.read.folder import read_source
from press.read.source import Source


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder content/, as far as it is known from the last build; paths are relative to it."""

    content: PurePath
    known_files: KnownFiles

    def digest(self, path: str, limit: int = 0) -> str:
        """Return the digest of a file's bytes. Raises as `read`."""
        known = self.known_files.digest_of(path)
        if known:
            return known
        found = self.read(path, limit).digest
        self.known_files.learn(path, found)
        return found

    def read(self, path: str, limit: int = 0) -> Source:
        """Return a file's bytes; `limit` on their number. Raises ProblemsFound or Refusal as `read_source`."""
        return read_source(self.content, path, shown="content", limit=limit)
