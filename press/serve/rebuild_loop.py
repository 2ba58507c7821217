"""A way to build -> rounds: look, build, show, tell; again whenever a file holds something else."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.model.built import Built
from press.model.redirects import parse_redirects
from press.serve.bodies import open_plain
from press.serve.builder import BuildOutcome
from press.serve.change_signal import ChangeSignal
from press.serve.header_rules import read_headers
from press.serve.inputs import Inputs, Tree, changed, look, look_at, touched
from press.serve.snapshot import Snapshot, make_snapshot
from press.serve.state import Failure, State, StateHolder
from press.serve.watches import Watches

# Seconds between two looks at everything: links lead out of what is watched, and events may be lost.
POLL, POLL_AT_MOST, POLL_ALONE = 2.0, 4.0, 0.5
SHARE = 200  # a look may take one part in so many of the time
GONE = 0.1  # seconds in which a file that has gone may come back: some editors move the old one away first
STEADY = 0.05  # seconds in which nothing more may change before a build, where no event says so


@dataclass(frozen=True, slots=True)
class Rebuild:
    """One build as the terminal tells it: the files that asked for it and what came of it."""

    changed: tuple[str, ...]
    built: Built | None
    failure: Failure | None
    milliseconds: int


@dataclass(slots=True)
class RebuildLoop:
    """The thread that has the site built. `build` takes the files that have changed since it was called last, None =
    any may have; `folder` is where it puts what it makes; `tell` takes each round.
    """

    trees: Sequence[Tree]
    folder: Path
    build: Callable[[Collection[str] | None], BuildOutcome]
    tell: Callable[[Rebuild], None]
    state_holder: StateHolder
    change_signal: ChangeSignal
    watches: Watches
    _state: State = field(default_factory=State)
    _manifest: Mapping[str, str] = field(default_factory=dict)
    _inputs: Inputs = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)
    _look_seconds: float = 0.0
    _written_meanwhile: bool = False

    def run(self) -> None:
        """Build, then build again at every change, until `end`."""
        self.watches.start()
        self._inputs = self._look()
        self._round(None)
        while not self._ended.is_set():
            heard = self.change_signal.wait(self._pause())
            if not self._ended.is_set():
                self._look_again(heard=heard)
        self.watches.stop()

    def end(self) -> None:
        """Let `run` return as soon as no build is at work."""
        self._ended.set()
        self.change_signal.notify()

    def _look_again(self, *, heard: bool) -> None:
        hints = self.change_signal.take()
        after = look_at(hints, self.trees, self._inputs) if hints else self._look()
        if hints and self._inputs.keys() - after.keys():
            time.sleep(GONE)
            hints |= self.change_signal.take()
            after = look_at(hints, self.trees, self._inputs)
        # A file that was written to while the last build read it may have been read half, and hold what it held before.
        differ = touched(self._inputs, after) if self._written_meanwhile else changed(self._inputs, after)
        self._written_meanwhile = False
        if differ and not heard:
            after = self._steady(after)
            differ = changed(self._inputs, after)
        self._inputs = after
        tops = {os.path.realpath(tree.path) for tree in self.trees}
        if (differ and not heard) or tops & hints:
            self.watches.start()  # what told nothing has gone, or is another folder by now
        if differ or (heard and not hints):  # rung without a hint: a file that was built is missing
            self._round(differ or None)

    def _round(self, differ: tuple[str, ...] | None) -> None:
        started = time.perf_counter()
        self._post(State(self._state.snapshot, self._state.failure, building=True))
        outcome = self.build(differ)
        if self._ended.is_set():  # what went wrong then was our doing
            return
        hints = self.change_signal.take()
        if hints:
            self._written_meanwhile = True
            self.change_signal.notify(*hints)
        self._post(State(self._snapshot(outcome), outcome.failure, building=False))
        milliseconds = round((time.perf_counter() - started) * 1000)
        self.tell(Rebuild(differ or (), outcome.built, outcome.failure, milliseconds))

    def _snapshot(self, outcome: BuildOutcome) -> Snapshot | None:
        before, built = self._state.snapshot, outcome.built
        if outcome.manifest:
            self._manifest = outcome.manifest.applied_to(self._manifest)
        if outcome.manifest is None or (built is None and before is None):
            return before
        files = self._manifest
        base = built.base if built else before.base if before else "/"
        if before and files is before.files and base == before.base:
            return before
        return make_snapshot(
            base, files, read_headers(self._text("_headers")), parse_redirects(self._text("_redirects")).rules
        )

    def _text(self, name: str) -> str:
        opened = open_plain(str(self.folder), name)
        if opened is None:
            return ""
        with opened.file as file:
            return file.read().decode("utf-8", "replace")

    def _post(self, state: State) -> None:
        self._state = state
        self.state_holder.post(state)

    def _look(self) -> Inputs:
        started = time.perf_counter()
        found = look(self.trees, self._inputs)
        self._look_seconds = time.perf_counter() - started
        return found

    def _steady(self, before: Inputs) -> Inputs:
        """Look until two looks agree, for a while: a copy of many files is better built once."""
        for _ in range(20):
            time.sleep(STEADY)
            after = look(self.trees, before)
            if not changed(before, after):
                return after
            before = after
        return before

    def _pause(self) -> float:
        least = POLL if self.watches.alive else POLL_ALONE
        return min(max(least, self._look_seconds * SHARE), POLL_AT_MOST)
