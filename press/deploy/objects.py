"""Store of objects (S3, a folder) -> a target: each file is replaced by itself, so the order of steps is the safety.

The steps: a note that a deployment has begun, copies of what will be replaced, the files in waves, the marker with
the new build's id, deletes, the marker without the note. Whatever stops it, every page there has what it refers to,
and whoever deploys next knows which files are in doubt.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from press.deploy.change import Change
from press.deploy.headers import HEADERS_VERSION, headers_of
from press.deploy.history import drop, list_of, save, sources
from press.deploy.local import read_built
from press.deploy.manifest import (
    DEPLOY_MANIFEST,
    HISTORY,
    DeployManifest,
    Underway,
    deploy_manifest_bytes,
    parse_deploy_manifest,
)
from press.deploy.store import WORKERS, ObjectStore, Upload
from press.deploy.target import Build, Drift, Progress
from press.model.manifest import folders_of
from press.model.problem import ExitCode, Refusal
from press.model.redirects import parse_redirects, redirect_files

BATCH = 64
# Somebody else's deployment that has given no sign for so long has been cut off. One that runs gives one more often.
PATIENCE = timedelta(minutes=15)
SIGN = timedelta(minutes=2)
RELEASED = datetime(1970, 1, 1, tzinfo=UTC)
Put = Callable[[str], None]


@dataclass(slots=True)
class ObjectTarget:
    """A store of objects as a target. `owner` stands for this machine and output folder: a deployment that was cut
    off here is gone on with at once, another's only after `PATIENCE`.
    """

    store: ObjectStore
    name: str
    owner: str
    base: str
    compress: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _live: DeployManifest | None = None
    _noted: DeployManifest | None = None
    _version: str = ""
    _listed: frozenset[str] | None = None
    _signed: datetime = field(default=RELEASED)

    @property
    def format(self) -> str:
        """Headers and compression."""
        return f"{HEADERS_VERSION}{'z' if self.compress else ''}"

    def fetch_state(self) -> DeployManifest | None:
        """Return what is live; one request."""
        found = self.store.read(DEPLOY_MANIFEST)
        if found is None:
            return None
        self._live, self._version = parse_deploy_manifest(found[0]), found[1]
        if self._live is None:
            hint = f"look at {DEPLOY_MANIFEST} there; another version of press may have written it"
            raise Refusal(
                f"the note about what is live at {self.name} cannot be read", code=ExitCode.REFUSED, hint=hint
            )
        under = self._live.underway
        if under and under.owner != self.owner and self.clock() - under.since < PATIENCE:
            until = (under.since + PATIENCE).astimezone(UTC)
            hint = f"wait until it has ended; if it was cut off, deploy again after {until:%H:%M} UTC"
            raise Refusal(
                f"another deployment to {self.name} has begun and not ended", code=ExitCode.REFUSED, hint=hint
            )
        return self._live

    def foreign(self, change: Change) -> tuple[str, ...]:
        """Return what is not ours: anything, as long as nothing of ours is there; else what would be replaced."""
        ours = self._live.ours if self._live else frozenset[str]()
        others = {
            path
            for path in self._paths()
            if path not in ours and path != DEPLOY_MANIFEST and not path.startswith(HISTORY)
        }
        sent = frozenset(change.sent)
        wanted = {place for path in sent for place in (path, *folders_of(path))}
        in_the_way = {path for path in others if path in wanted or not sent.isdisjoint(folders_of(path))}
        return tuple(sorted(others if self._live is None else in_the_way))

    def drift(self, change: Change, *, whole: bool) -> Drift:
        """Return what somebody else has taken away (the list says it) or changed (each file is asked for)."""
        if self._live is None:
            return Drift()
        files, there = self._live.files, self._paths()
        gone = files.keys() - there
        asked = files if whole else (*change.changed, *change.removed)
        known = [path for path in asked if path in there and path not in self._live.touched]
        with ThreadPoolExecutor(WORKERS) as pool:
            found = pool.map(self.store.digest_of, known)
            edited = [path for path, digest in zip(known, found, strict=True) if digest != files[path]]
        return Drift(frozenset(gone), tuple(sorted(edited)))

    def publish(self, change: Change, build: Build, progress: Progress, *, forget: bool) -> None:
        """Carry out a change."""

        def put(path: str) -> None:
            headers = headers_of(path, compress=self.compress, redirects=build.redirects)
            self.store.put(Upload(path, read_built(build, path), change.files[path], headers))

        self._carry_out(change, put, progress, forget=forget)

    def builds(self) -> tuple[str, ...]:
        """Return the ids of the builds that were live before, newest first."""
        return self._live.earlier if self._live else ()

    def files_of(self, build: str) -> Mapping[str, str]:
        """Return the files of an earlier build."""
        if self._live and build == self._live.build:
            return self._live.files
        found = self.store.read(list_of(build))
        manifest = parse_deploy_manifest(found[0]) if found else None
        if manifest is None:
            raise Refusal(f"build {build} is no longer kept at {self.name}", code=ExitCode.REFUSED)
        return manifest.files

    def restore(self, change: Change, progress: Progress) -> None:
        """Bring an earlier build back, from the copies that were made when it was replaced."""
        lying = sources(self.store, self._live or DeployManifest(), change, self._paths())
        lost = [path for path in change.sent if change.files[path] not in lying]
        if lost:
            message = f"build {change.build} is not all kept at {self.name}: {lost[0]} is missing"
            raise Refusal(message, code=ExitCode.REFUSED, hint="build the site as it was and deploy that")
        lines = change.files.get("_redirects", "")
        found = self.store.read(lying[lines]) if lines in lying else None
        redirects = (
            redirect_files(parse_redirects(found[0].decode("utf-8", "replace")).rules, self.base) if found else {}
        )
        self._carry_out(
            change,
            lambda path: self.store.copy(lying[change.files[path]], path, redirects.get(path, "")),
            progress,
            back=True,
        )

    def _carry_out(
        self, change: Change, put: Put, progress: Progress, *, forget: bool = False, back: bool = False
    ) -> None:
        before = self._live or DeployManifest(format=change.format)
        after = DeployManifest(change.build, change.files, change.format, change.kept, () if forget else change.earlier)
        touched = frozenset((*change.sent, *change.deletes, *before.touched))
        under = Underway(self.owner, self.clock(), change.build, change.format, touched, back)
        self._note(replace(before, underway=under))
        try:
            saved = frozenset[str]() if forget else save(self.store, before, change, self._paths())
            self._send(change, self._unless_there(before, change, put), progress)
            if change.deletes or self.store.has_caches:
                self._note(replace(after, underway=replace(under, paths=frozenset(change.deletes))))
            self.store.delete(change.deletes)
            if self.store.has_caches:
                seen = (*change.changed, *change.removed, *change.added)
                self.store.purge(self.base, () if before.underway or len(seen) > len(change.files) // 2 else seen)
            self._note(after)
            with contextlib.nullcontext() if forget else contextlib.suppress(Refusal):
                drop(self.store, after.earlier, self._paths() | saved)  # else the next deployment does
        except BaseException as error:
            if not (isinstance(error, Refusal) and error.code == ExitCode.REFUSED):
                self._release()
            raise

    def _unless_there(self, before: DeployManifest, change: Change, put: Put) -> Put:
        """Skip what a deployment that was cut off has sent already."""
        under = before.underway
        doubtful = under.paths if under and under.format == change.format else frozenset[str]()
        below: dict[str, list[str]] = {}
        for path in change.deletes:
            for folder in folders_of(path):
                below.setdefault(folder, []).append(path)

        def send(path: str) -> None:
            if path in below:  # a file where a folder of ours was: a disk has room for one of the two
                self.store.delete(below[path])
            if path not in doubtful or self.store.digest_of(path) != change.files[path]:
                put(path)

        return send

    def _send(self, change: Change, send: Put, progress: Progress) -> None:
        """Send the waves one after the other; the first failure ends it, and no wave begins before its time."""
        done, total = 0, len(change.sent)
        with ThreadPoolExecutor(WORKERS) as pool:
            for batch in _batches(change.puts):
                if self.clock() - self._signed > SIGN:
                    self._sign(self.clock())
                for _ in pool.map(send, batch):
                    done += 1
                    progress(done, total)

    def _note(self, manifest: DeployManifest) -> None:
        self._version = self.store.write(DEPLOY_MANIFEST, deploy_manifest_bytes(manifest), self._version)
        self._noted, self._signed = manifest, self.clock()

    def _sign(self, since: datetime) -> None:
        """Say when we were last at work, if we still are."""
        under = self._noted.underway if self._noted else None
        if self._noted and under:
            self._note(replace(self._noted, underway=replace(under, since=since)))

    def _release(self) -> None:
        """Say, if that can still be said, that nobody is at work any more."""
        with contextlib.suppress(Refusal):
            self._sign(RELEASED)

    def _paths(self) -> frozenset[str]:
        if self._listed is None:
            self._listed = self.store.listing()
        return self._listed


def _batches(waves: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    for wave in waves:
        yield from (wave[start : start + BATCH] for start in range(0, len(wave), BATCH))
