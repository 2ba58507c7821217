"""Changed files -> what a build made of them, as it goes from the process that builds to the one that serves."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from press.model.built import Built
from press.model.problem import ProblemsFound, Refusal
from press.parallel.stateful_worker import StatefulWorker, WorkerEnded
from press.serve.state import Failure


@dataclass(frozen=True, slots=True)
class ManifestChange:
    """How the manifest (path -> SHA-256 of each published file) differs from the one that was sent before.

    `is_whole`: `put` is all of it.
    """

    put: Mapping[str, str]
    gone: tuple[str, ...] = ()
    is_whole: bool = False

    def applied_to(self, before: Mapping[str, str]) -> Mapping[str, str]:
        """Return the manifest after the change; `before` itself where nothing differs."""
        if self.is_whole:
            return self.put
        if not self.put and not self.gone:
            return before
        after = {**before, **self.put}
        for path in self.gone:
            after.pop(path, None)
        return after


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What a build made, or why it made nothing; `manifest` is None where no build has been finished yet.

    A build that fails after its commit has changed the published files all the same.
    """

    built: Built | None = None
    failure: Failure | None = None
    manifest: ManifestChange | None = None


@dataclass(slots=True)
class Builder:
    """Builds again and again. `rebuild` is given the files that have changed since it was called last, None = any may
    have; `manifest` returns what is published now. `debug`: a fault in the program is printed where it began.
    """

    rebuild: Callable[[Collection[str] | None], Built]
    manifest: Callable[[], Mapping[str, str] | None]
    debug: bool = False
    _sent: Mapping[str, str] | None = None

    def build(self, changed: Collection[str] | None) -> BuildOutcome:
        """Build, and return what came of it."""
        try:
            built, failure = self.rebuild(changed), None
        except ProblemsFound as found:
            built, failure = None, Failure(found.problems)
        except Refusal as refusal:
            built, failure = None, Failure(message=refusal.message, hint=refusal.hint)
        except Exception as fault:  # noqa: BLE001 - a fault of ours may not take the preview away from a writer
            if self.debug:
                traceback.print_exc()
            message = f"a fault in the program ({type(fault).__name__}: {fault})"
            hint = "start the preview with --debug to see where it began"
            built, failure = None, Failure(message=message, hint=hint)
        return BuildOutcome(built, failure, self._manifest_change())

    def _manifest_change(self) -> ManifestChange | None:
        after, before = self.manifest(), self._sent
        if after is None:
            return None
        self._sent = after
        if before is None:
            return ManifestChange(dict(after), is_whole=True)
        put = {path: sha256 for path, sha256 in after.items() if before.get(path) != sha256}
        return ManifestChange(put, tuple(path for path in before if path not in after))


@dataclass(frozen=True, slots=True)
class BuilderProcess:
    """A builder in a process of its own: however long it takes over a text, this process answers meanwhile."""

    worker: StatefulWorker[Collection[str] | None, BuildOutcome]

    def build(self, changed: Collection[str] | None) -> BuildOutcome:
        """Return what the builder made of it; where its process has ended, everything is built by a new one."""
        if not self.worker.is_running:
            self.worker.start()
            changed = None
        try:
            return self.worker.call(changed)
        except WorkerEnded:
            hint = "perhaps the machine ran out of memory: close other programs; the next save builds again"
            return BuildOutcome(failure=Failure(message="the process that builds was ended from outside", hint=hint))
