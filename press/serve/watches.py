"""Trees -> events of the system that ring the bell; where the system gives none, a poll has to do."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from press.serve.change_signal import ChangeSignal
from press.serve.inputs import Tree

# Only what changes something: a build opens and reads every file, and must not call itself.
EVENTS: tuple[type[FileSystemEvent], ...] = (
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
)


@dataclass(slots=True)
class Watches:
    """Watches trees as long as the system lets it; `note` says once why it does not."""

    trees: Sequence[Tree]
    change_signal: ChangeSignal
    note: Callable[[str], None]
    make_observer: Callable[[], BaseObserver] = Observer
    _observer: BaseObserver | None = None
    _failed: bool = False

    @property
    def alive(self) -> bool:
        """Whether events can be hoped for."""
        return self._observer is not None

    def start(self) -> None:
        """Watch every folder as it stands now, anew if need be: a folder made again is another one."""
        self.stop()
        if self._failed:
            return
        logging.getLogger("watchdog").addHandler(logging.NullHandler())  # what it misses, the poll finds
        try:
            observer = self.make_observer()
            self._observer = observer
            observer.start()
            for folder, recursive in _folders(self.trees):
                observer.schedule(_Ringer(self.change_signal), folder, recursive=recursive, event_filter=list(EVENTS))
        except OSError as fault:
            self._failed = True
            self.stop()
            reason = fault.strerror or str(fault)
            self.note(f"the system does not tell of changes ({reason}); the files are looked at every second instead")

    def stop(self) -> None:
        """Watch nothing more."""
        observer, self._observer = self._observer, None
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join()


class _Ringer(FileSystemEventHandler):
    def __init__(self, change_signal: ChangeSignal) -> None:
        self._bell = change_signal

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring for both ends of what happened."""
        self._bell.notify(*(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path))


def _folders(trees: Sequence[Tree]) -> Iterator[tuple[str, bool]]:
    """Each tree with all below it, and the folders that trees stand in: there a tree is seen to go and to come."""
    whole = {real for real in (os.path.realpath(tree.path) for tree in trees) if os.path.isdir(real)}  # noqa: PTH112
    tops = {folder for folder in whole if not any(folder.startswith(other + os.sep) for other in whole)}
    above = {os.path.realpath(os.path.dirname(tree.path)) for tree in trees}  # noqa: PTH120
    yield from ((folder, True) for folder in sorted(tops))
    inside = {f for f in above for top in tops if f == top or f.startswith(top + os.sep)}
    yield from ((folder, False) for folder in sorted(above - inside) if os.path.isdir(folder))  # noqa: PTH112
