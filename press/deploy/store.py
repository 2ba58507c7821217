"""ObjectStore: what S3, or a folder, does for a target whose files are replaced one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from press.deploy.headers import Headers

WORKERS = 8  # requests at a time


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: path, bytes, their SHA-256, headers."""

    path: str
    data: bytes
    sha256: str
    headers: Headers


class ObjectStore(Protocol):
    """Where objects lie under paths. Every method may raise Refusal (INCOMPLETE)."""

    def read(self, path: str) -> tuple[bytes, str] | None:
        """Return an object's bytes and version; None: there is none."""

    def write(self, path: str, data: bytes, version: str | None) -> str:
        """Put a note of ours and return its version, if `version` is there still ("": if nothing is; None: anyhow).

        Raises Refusal (REFUSED) where it is not.
        """

    def listing(self) -> frozenset[str]:
        """Return every path."""

    def digest_of(self, path: str) -> str:
        """Return the SHA-256 of the file that was put or copied to a path, "" when there is none, or another's."""

    def put(self, upload: Upload) -> None:
        """Put a file in place of what is there."""

    def copy(self, source: str, path: str, redirect: str) -> None:
        """Put a copy of the object at `source`, with all its headers, in place of what is there."""

    def delete(self, paths: Sequence[str]) -> None:
        """Take objects away; those that are not there are passed over."""

    def purge(self, base: str, paths: Sequence[str]) -> None:
        """Progress caches before the site at the path `base` to ask for these files again; (): for all."""

    @property
    def has_caches(self) -> bool:
        """Whether there are such caches."""
