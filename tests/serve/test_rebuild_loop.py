"""Which builds follow which saves: nothing that is saved while a build reads is lost, nothing is built for nothing."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path

from press.model.built import Built
from press.serve.builder import BuildOutcome
from press.serve.change_signal import ChangeSignal
from press.serve.inputs import Tree
from press.serve.rebuild_loop import RebuildLoop
from press.serve.state import StateHolder
from press.serve.watches import Watches

GUARD = 30.0  # seconds


def builds(folder: Path, while_building: Callable[[int], None], enough: int, begin: Callable[[], None]) -> list[object]:
    """Run the thread that builds over `folder`; return what each build was told until there are `enough` of them."""
    told: list[object] = []
    first, done = threading.Event(), threading.Event()

    def build(changed: Collection[str] | None) -> BuildOutcome:
        told.append(sorted(Path(path).name for path in changed) if changed is not None else None)
        while_building(len(told))
        if len(told) >= enough:
            done.set()
        return BuildOutcome(Built(pages=0, articles=0))

    trees, change_signal = [Tree(str(folder))], ChangeSignal()
    state_holder = StateHolder(asyncio.new_event_loop())
    watches = Watches(trees, change_signal, lambda note: None)
    rounds = RebuildLoop(trees, folder, build, lambda done: first.set(), state_holder, change_signal, watches)
    thread = threading.Thread(target=rounds.run)
    thread.start()
    try:
        assert first.wait(GUARD)
        begin()
        assert done.wait(GUARD), told
        time.sleep(0.5)  # in which another build would come
    finally:
        rounds.end()
        thread.join(GUARD)
        state_holder.loop.close()
    return told


def test_a_file_written_while_a_build_reads_is_built_again_though_it_holds_what_it_held(tmp_path: Path) -> None:
    piece = tmp_path / "a.md"
    piece.write_text("whole")

    def write(number: int) -> None:
        if number == 2:
            piece.write_text("")  # a build that reads just now sees half a file
            time.sleep(0.1)
            piece.write_text("whole, and more")

    assert builds(tmp_path, write, 3, lambda: _put(piece, "whole, and more")) == [None, ["a.md"], ["a.md"]]


def test_a_save_during_a_build_is_built_after_it(tmp_path: Path) -> None:
    def write(number: int) -> None:
        if number == 2:
            (tmp_path / "b.md").write_text("b")
            time.sleep(0.1)

    assert builds(tmp_path, write, 3, lambda: _put(tmp_path / "a.md", "a")) == [None, ["a.md"], ["b.md"]]


def test_a_file_that_comes_back_at_once_was_never_away(tmp_path: Path) -> None:
    piece = tmp_path / "a.md"
    piece.write_text("a")

    def move_away_and_back() -> None:
        piece.rename(tmp_path / "a.md~")
        time.sleep(0.08)  # longer than it must be quiet
        (tmp_path / "a.md~").unlink()
        piece.write_text("b")

    assert builds(tmp_path, lambda number: None, 2, move_away_and_back) == [None, ["a.md"]]


def _put(path: Path, text: str) -> None:
    path.write_text(text)
