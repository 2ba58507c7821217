"""Board -> server-sent events: news for each tab that can be seen, as soon as there is any."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from press.serve.state import StateHolder

# A browser opens six connections to a server; streams may not use them up, or no page would come any more.
AT_ONCE = 3
HEARTBEAT = 15.0  # seconds after which a line is sent to see whether somebody is still there


@dataclass(slots=True)
class Streams:
    """The open streams of each client, oldest first; one too many sends the oldest away to ask now and then."""

    _open: dict[str, list[object]] = field(default_factory=dict)

    async def listen(self, client: str, tell: Callable[[], str], state_holder: StateHolder) -> AsyncIterator[str]:
        """Give the news that `tell` returns, now and whenever it differs (HTML Living Standard, 9.2)."""
        me = object()
        mine = self._open.setdefault(client, [])
        mine.append(me)
        del mine[:-AT_ONCE]
        state_holder.wake()
        told = ""
        try:
            while not state_holder.closed:
                if me not in mine:
                    yield "event: ask\ndata:\n\n"
                    return
                now = tell()
                yield f"data: {now}\n\n" if now != told else ":\n\n"
                told = now
                await state_holder.changed(HEARTBEAT)
        finally:
            if me in mine:
                mine.remove(me)
            if not mine:
                self._open.pop(client, None)
