"""Stock: the stamps of files as they are now, and the digests that files with these stamps had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """What can be known of the files of content/ without reading them; paths are relative to content/.

    `stat_keys` are those of now; `trustworthy` are the paths whose next change must show in the stamp. `known` maps a
    path
    to the stamp and digest it had in the last build, both "" where that had no use for it: such a file, as long as it
    is a plain one, makes no difference but by being there. `learnt` is filled while files are read.
    """

    stat_keys: Mapping[str, str] = field(default_factory=dict)
    trustworthy: frozenset[str] = frozenset()
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    learnt: dict[str, str] = field(default_factory=dict)

    def digest_of(self, path: str) -> str:
        """Return the digest of a file that is as it was in the last build, else ""."""
        stat_key, digest = self.known.get(path, ("", ""))
        return digest if stat_key and self.stat_keys.get(path) == stat_key else ""

    def learn(self, path: str, digest: str) -> None:
        """Note the digest of a file that was read after its stamp was taken."""
        self.learnt[path] = digest

    def to_keep(self) -> dict[str, tuple[str, str]]:
        """Return stamps and digests for the next build; no stamp of a file that could change without its telling."""
        digests = {path: digest for path, (_, digest) in self.known.items() if self.digest_of(path)} | self.learnt
        return dict.fromkeys(self.stat_keys, ("", "")) | self._stamped(digests)

    def learnt_to_keep(self) -> dict[str, tuple[str, str]]:
        """Return the same of the files that were read now."""
        return self._stamped(self.learnt)

    def _stamped(self, digests: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        return {
            path: (self.stat_keys[path] if path in self.trustworthy else "", each) for path, each in digests.items()
        }
