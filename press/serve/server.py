"""Wishes -> a running preview, until a signal ends it; the signal's number is the result."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from press.model.problem import ExitCode, Refusal
from press.model.problem_text import COMMAND
from press.parallel.stateful_worker import StatefulWorker
from press.serve.app import Preview
from press.serve.builder import Builder, BuilderProcess, BuildOutcome
from press.serve.change_signal import ChangeSignal
from press.serve.inputs import Tree
from press.serve.rebuild_loop import Rebuild, RebuildLoop
from press.serve.request_guard import ANYWHERE, make_request_guard
from press.serve.screens import Screens, own_files
from press.serve.state import StateHolder
from press.serve.watches import Watches

PORTS_TRIED = 20
GRACE = 1  # seconds for answers under way when the server ends
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What is served and to whom. `folders`: where a problem's path may begin; `folder`: where a build puts its files.

    `editor` and `command` as in `Screens`. `port` 0 takes any that is free. `further`: other names that the preview
    answers to.
    """

    host: str
    port: int
    further: tuple[str, ...]
    trees: tuple[Tree, ...]
    folders: tuple[Path, ...]
    folder: Path
    editor: str = ""
    command: str = COMMAND
    opens_browser: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Reporter:
    """How the preview speaks: `address` and each `round` as they come, `note` for what differs from what was wished."""

    address: Callable[[str], None]
    round: Callable[[Rebuild], None]
    note: Callable[[str], None]


def serve(wishes: ServeOptions, builder: Builder, reporter: Reporter) -> int:
    """Serve until SIGINT, SIGTERM or SIGHUP comes; return its number. Raises Refusal when no port can be had."""
    worker = StatefulWorker(builder.build)
    worker.start()  # before there are threads, and a port that it would hold too
    try:
        listening = _listen(wishes.host, wishes.port, reporter.note)
        return asyncio.run(_serve(wishes, listening, worker, reporter))
    finally:
        worker.stop()


async def _serve(
    wishes: ServeOptions,
    listening: socket.socket,
    worker: StatefulWorker[Collection[str] | None, BuildOutcome],
    reporter: Reporter,
) -> int:
    loop = asyncio.get_running_loop()
    port = int(listening.getsockname()[1])
    state_holder, change_signal = StateHolder(loop), ChangeSignal()
    watches = Watches(wishes.trees, change_signal, reporter.note)
    build = BuilderProcess(worker).build
    rounds = RebuildLoop(wishes.trees, wishes.folder, build, reporter.round, state_holder, change_signal, watches)
    request_guard = make_request_guard(wishes.host, port, wishes.further)
    screens = Screens(wishes.folders, wishes.editor, wishes.command)
    app = Preview(state_holder, request_guard, screens, str(wishes.folder), own_files(), change_signal.notify)
    server = _Server(_config(app, wishes))
    came: list[int] = []

    def end(number: int) -> None:
        came.append(number)
        server.should_exit = True
        server.force_exit = len(came) > 1
        state_holder.close()

    for number in ENDING:
        loop.add_signal_handler(number, end, number)
    address = f"http://{_shown(wishes.host)}:{port}/"
    reporter.address(address)
    thread = threading.Thread(target=rounds.run, name="builder", daemon=True)
    thread.start()
    if wishes.opens_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    await server.serve([listening])
    rounds.end()
    worker.stop()  # the next build begins where this one stood
    thread.join(GRACE)
    return came[0] if came else 0


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to us: a preview that is asked to end has not failed."""
        yield


def _config(app: Preview, wishes: ServeOptions) -> uvicorn.Config:
    if not wishes.debug:
        logging.getLogger("asyncio").addHandler(logging.NullHandler())  # clients that go away are no news
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="error" if wishes.debug else "critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )


def _listen(host: str, port: int, note: Callable[[str], None]) -> socket.socket:
    """Take the port, or the next that is free."""
    tried: Sequence[int] = range(port, min(port + PORTS_TRIED, 65536)) if port else (0,)
    for number in tried:
        try:
            found = _bound(host, number)
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                continue
            reason = (fault.strerror or str(fault)).lower()
            hint = "choose another with --host and --port; ports below 1024 are the administrator's"
            message = f"the preview cannot listen at {host}, port {number}: {reason}"
            raise Refusal(message, code=ExitCode.ENVIRONMENT, hint=hint) from fault
        if number != port:
            note(f"port {port} is in use; the preview is at port {number}")
        return found
    message = f"the ports {tried[0]} to {tried[-1]} are all in use"
    raise Refusal(message, code=ExitCode.ENVIRONMENT, hint="name another one: --port 9000")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def _shown(host: str) -> str:
    if host in ANYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
