"""State: what the preview shows now; Board: where the thread that builds puts it and the server finds it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from press.model.digest import digest
from press.model.problem import Problem
from press.serve.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last build made nothing: problems, or else one sentence with a hint."""

    problems: tuple[Problem, ...] = ()
    message: str = ""
    hint: str = ""

    @property
    def token(self) -> str:
        """A name for just these problems, to tell whether they have been shown."""
        return digest((self.problems, self.message, self.hint))[:16]


@dataclass(frozen=True, slots=True)
class State:
    """What is shown: the last good build (None: there was none yet) and what is wrong since.

    `building`: a build is at work, so a file may have gone whose successor is not known yet.
    """

    snapshot: Snapshot | None = None
    failure: Failure | None = None
    building: bool = True

    @property
    def problems(self) -> str:
        """The token of what is wrong, "" = nothing."""
        return self.failure.token if self.failure else ""


@dataclass(slots=True)
class StateHolder:
    """Holds the state; belongs to the server's loop, other threads `post`."""

    loop: asyncio.AbstractEventLoop
    state: State = field(default_factory=State)
    closed: bool = False
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    def post(self, state: State) -> None:
        """Put up another state, from any thread."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._put, state)

    def close(self) -> None:
        """Let everyone who waits go."""
        self.closed = True
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits look again."""
        change, self._change = self._change, asyncio.Event()
        change.set()

    async def changed(self, seconds: float) -> None:
        """Wait for another state, at most so long."""
        try:
            await asyncio.wait_for(self._change.wait(), seconds)
        except TimeoutError:
            return

    def _put(self, state: State) -> None:
        self.state = state
        self.wake()
