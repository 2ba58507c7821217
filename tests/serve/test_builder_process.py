"""The process that builds: pages are answered whatever it does, and it never outlives the preview."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.previews import GUARD, Preview, processor_seconds, running
from tests.sites import article, write_site

PIECE = "content/articles/2026-03-02-rent.md"
PAGE = "/opinion/2026/03/rent/"
# Some thousand references to one note: a text that takes all the time that one may have.
SLOW = article("Rent", body="[^1] " * 20_000 + "\n\n[^1]: n")

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="NOT CHECKED: no list of processes here")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, f"-- {PIECE} --\n{article('Rent')}")


@pytest.fixture
def busy(root: Path) -> Iterator[Preview]:
    """A preview whose builder is at work on a slow text."""
    with running(root) as preview:
        before = processor_seconds(builder(preview))
        (root / PIECE).write_text(SLOW)
        preview.expect(lambda: processor_seconds(builder(preview)) > before + 0.5, "the builder at work")
        yield preview


def builder(preview: Preview) -> int:
    return preview.processes()[-1]


def test_pages_are_answered_while_the_slowest_text_is_read(busy: Preview) -> None:
    served, built = busy.process.pid, builder(busy)
    before, started = processor_seconds(served), processor_seconds(built)
    slowest = 0.0
    while processor_seconds(built) < started + 1.5:
        asked = time.monotonic()
        assert busy.get(PAGE)[0] == 200
        slowest = max(slowest, time.monotonic() - asked)
        time.sleep(0.02)
    print(f"slowest answer: {slowest:.3f} s")
    assert busy.errors == []  # it is at work still
    # Nothing of the slow text is worked on where answers come from.
    assert processor_seconds(served) - before < 1.0
    assert slowest < 2.0  # 0.2 s is meant; the room is for a machine that does other things


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_builder_ends_with_the_preview(busy: Preview, number: signal.Signals) -> None:
    built = builder(busy)
    busy.process.send_signal(number)
    started = time.monotonic()
    busy.process.wait(GUARD)
    while is_running(built):
        assert time.monotonic() - started < GUARD
        time.sleep(0.01)
    assert busy.errors == []


def is_running(number: int) -> bool:
    """Whether a process is there that does something; one that has ended is init's to bury."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_another_builder_takes_over_from_one_that_was_ended(root: Path) -> None:
    with running(root) as preview:
        first = builder(preview)
        os.kill(first, signal.SIGKILL)
        (root / PIECE).write_text(article("Rent", body="One."))
        preview.expect(lambda: preview.errors, "what became of the builder")
        assert "the process that builds was ended from outside" in preview.errors[0]
        assert preview.get(PAGE)[0] == 200
        (root / PIECE).write_text(article("Rent", body="Two."))
        preview.expect(lambda: "Two." in preview.text(PAGE))
        assert builder(preview) != first
