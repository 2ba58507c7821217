"""A preview that has run for long: no save missed, nothing piled up, nobody kept waiting."""

from __future__ import annotations

import os
import statistics
import threading
import time
from pathlib import Path

import pytest

from tests.serve.previews import Preview, processor_seconds, running
from tests.serve.saves import SAVES
from tests.sites import article, write_site

PIECE = "content/articles/2026-03-02-rent.md"
PAGE = "/opinion/2026/03/rent/"
PROC = Path("/proc")
MEGABYTE = 1 << 20


def site(root: Path) -> Path:
    return write_site(
        root, f"-- {PIECE} --\n{article('Rent')}-- content/articles/2026-03-03-trams.md --\n{article('Trams')}"
    )


def holds(preview: Preview) -> tuple[int, int, int]:
    """Memory in bytes, open descriptors and threads of a preview, its builder counted in, that nobody asks any more."""
    time.sleep(1)
    processes = [PROC / str(number) for number in preview.processes()]
    pages = sum(int((own / "statm").read_text().split()[1]) for own in processes)
    return (
        pages * os.sysconf("SC_PAGE_SIZE"),
        sum(len(list((own / "fd").iterdir())) for own in processes),
        sum(len(list((own / "task").iterdir())) for own in processes),
    )


def seconds_of_work(preview: Preview) -> float:
    return sum(processor_seconds(number) for number in preview.processes())


def save(root: Path, preview: Preview, number: int) -> float:
    """Save in the next of the ways and return the seconds until the page shows it."""
    names = sorted(SAVES)
    word = f"turn{number}"
    started = time.monotonic()
    SAVES[names[number % len(names)]](root / PIECE, article("Rent", body=f"Words.\n\n{word}"))
    preview.expect(lambda: word in preview.text(PAGE), f"{names[number % len(names)]}: {word}")
    return time.monotonic() - started


def endure(root: Path, turns: int, warm: int) -> list[float]:
    """Save so many times; nothing may pile up after the first `warm`."""
    with running(root) as preview:
        taken = [save(root, preview, number) for number in range(warm)]
        memory, descriptors, threads = holds(preview)
        taken += [save(root, preview, number) for number in range(warm, turns)]
        after = holds(preview)
        assert (after[0] - memory) / MEGABYTE < 20
        assert after[1:] == (descriptors, threads)
        made = [found for found in preview.rounds if found["pages"] != "0"]
        assert len(made) <= turns + 1 + turns // 100  # one build for each save, but for a step that fell in between
    return taken


@pytest.fixture(autouse=True)
def _needs_proc() -> None:
    if not (PROC / "self/statm").exists():
        pytest.skip("NOT CHECKED: this system does not say what a process holds")


def test_fifty_saves_leave_nothing_behind(tmp_path: Path) -> None:
    endure(site(tmp_path), turns=50, warm=20)


@pytest.mark.soak
def test_two_thousand_saves_are_all_there(tmp_path: Path) -> None:
    taken = endure(site(tmp_path), turns=int(os.environ.get("PRESS_SAVES", "2000")), warm=50)
    hundredths = statistics.quantiles(taken, n=100)
    print(
        f"{len(taken)} saves: median {statistics.median(taken):.3f} s, p99 {hundredths[98]:.3f} s, {max(taken):.3f} s"
    )
    assert hundredths[98] < 10  # the promise is 1 s on a machine that does nothing else


@pytest.mark.soak
def test_an_idle_preview_does_nothing(tmp_path: Path) -> None:
    minutes = float(os.environ.get("PRESS_IDLE_MINUTES", "10"))
    with running(site(tmp_path)) as preview:
        time.sleep(5)
        before, built = seconds_of_work(preview), len(preview.rounds)
        time.sleep(minutes * 60)
        share = (seconds_of_work(preview) - before) / (minutes * 60)
        print(f"idle: {share:.3%} of a processor")
        assert len(preview.rounds) == built
        assert share < 0.005


@pytest.mark.soak
def test_ten_tabs_and_failing_builds_for_a_minute(tmp_path: Path) -> None:
    root = site(tmp_path)
    ended = threading.Event()
    taken: list[float] = []

    def tab(preview: Preview) -> None:
        while not ended.is_set():
            started = time.monotonic()
            assert preview.get(PAGE)[0] == 200
            taken.append(time.monotonic() - started)
            time.sleep(0.1)

    with running(root) as preview:
        tabs = [threading.Thread(target=tab, args=(preview,)) for _ in range(10)]
        for one in tabs:
            one.start()
        end, number = time.monotonic() + 60, 0
        while time.monotonic() < end:
            number += 1
            (root / PIECE).write_text(article("Rent", date="someday", body=f"Turn {number}"))
            time.sleep(0.2)
        ended.set()
        for one in tabs:
            one.join()
    hundredths = statistics.quantiles(taken, n=100)
    print(f"{len(taken)} answers: median {statistics.median(taken):.3f} s, p99 {hundredths[98]:.3f} s")
    assert hundredths[98] < 2  # the promise is 0.2 s on a machine that does nothing else
