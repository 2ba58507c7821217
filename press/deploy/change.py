"""Files of a build + what is live -> the change: what is sent in which order, kept a while, and deleted. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from press.deploy.headers import Rank, is_asset, rank_of
from press.deploy.manifest import DeployManifest, build_id

# Pages that browsers and caches still hold ask for the styles and scripts that they were made with.
KEPT_DAYS = 30
KEPT_BUILDS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """The way from what is live to a build, `files` being path -> SHA-256 of all of it.

    `added`, `changed` and `removed` are what readers get to see. `puts` are sent in waves, each complete before the
    next begins: they hold also what is `doubtful`, because a deployment was cut off or somebody else was there.
    `deletes` come last.
    """

    build: str
    files: Mapping[str, str]
    format: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    puts: tuple[tuple[str, ...], ...]
    deletes: tuple[str, ...]
    kept: Mapping[str, datetime]
    earlier: tuple[str, ...]
    doubtful: frozenset[str] = frozenset()

    @property
    def repaired(self) -> tuple[str, ...]:
        """Every path that is sent although the build before had it."""
        return tuple(sorted(self.doubtful.intersection(self.sent).difference(self.added, self.changed)))

    @property
    def sent(self) -> tuple[str, ...]:
        """Every path that is sent, in order."""
        return tuple(path for wave in self.puts for path in wave)


def plan_change(
    files: Mapping[str, str],
    live: DeployManifest | None,
    *,
    format: str,
    now: datetime,
    drifted: Collection[str] = (),
) -> Change:
    """Work out the change from `live` (None: nothing of ours is there) to the build that `files` are.

    `drifted`: files of which is known that they do not stand there as `live` says.
    """
    before = live or DeployManifest(format=format)
    doubtful = before.touched.union(drifted)
    is_new_format = before.format != format
    wanted = {
        path for path, digest in files.items() if is_new_format or before.files.get(path) != digest or path in doubtful
    }
    gone = before.ours - files.keys()
    kept = {path: before.kept.get(path, now) for path in gone if is_asset(path)}
    young = {path: since for path, since in kept.items() if now - since < timedelta(days=KEPT_DAYS)}
    build = build_id(files)
    earlier = [name for name in (before.build, *before.earlier) if name and name != build]
    return Change(
        build=build,
        files=files,
        format=format,
        added=tuple(sorted(files.keys() - before.files.keys())),
        changed=tuple(sorted(p for p in files.keys() & before.files.keys() if files[p] != before.files[p])),
        removed=tuple(sorted(before.files.keys() - files.keys())),
        puts=_waves(wanted),
        deletes=tuple(sorted(gone - young.keys())),
        kept=dict(sorted(young.items())),
        earlier=tuple(dict.fromkeys(earlier))[:KEPT_BUILDS],
        doubtful=doubtful,
    )


def is_nothing(change: Change, live: DeployManifest | None) -> bool:
    """Whether the host holds the build as it should, so that there is nothing to do."""
    return live is not None and not (
        change.sent or change.deletes or live.underway or live.build != change.build or live.format != change.format
    )


def build_to_restore(live: DeployManifest, builds: Sequence[str]) -> str:
    """Return the build that a rollback brings back, "" where there is none.

    One that was cut off is gone on with. After a deployment that was cut off it is the one that was whole before.
    """
    under = live.underway
    if under and under.back:
        return under.build
    if under and under.build != live.build:
        return live.build
    return builds[0] if builds else ""


def _waves(paths: Collection[str]) -> tuple[tuple[str, ...], ...]:
    waves = (tuple(sorted(path for path in paths if rank_of(path) == rank)) for rank in Rank)
    return tuple(wave for wave in waves if wave)
