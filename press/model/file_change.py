"""FileChange: what an editor's command is to do to one file of the site, as a value that can be shown before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of one file: `path` and `new_path` are relative to the site's folder, the same unless it is renamed.

    `before` and `after` are its bytes; before None: the file is new; after None: it is deleted.
    """

    path: str
    before: bytes | None
    after: bytes | None
    new_path: str = ""

    @property
    def target(self) -> str:
        """The path at which the file stands afterwards."""
        return self.new_path or self.path
