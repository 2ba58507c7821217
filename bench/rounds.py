"""Generators and their sites -> figures: builds from nothing, with nothing changed, and after an edit, in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.corpus import stem_of
from bench.generators import Generator
from bench.measuring import BuildRequest, Timing, peak_of, seconds_of

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one generator took for a section of `pieces`: medians in seconds, memory of a cold build in bytes.

    `processor`: seconds that processors worked for a cold build.
    """

    generator: Generator
    pieces: int
    cold: float
    processor: float
    unchanged: float
    edited: float
    peak: int | None
    files: int


@dataclass(frozen=True, slots=True)
class _Round:
    cold: Timing
    unchanged: Timing
    edited: Timing


def measure(
    roots: Mapping[str, Path], generators: Sequence[Generator], pieces: int, *, programs: Path, rounds: int, tell: Tell
) -> list[Figures]:
    """Build each site `rounds` times by the clock and once on the scales, generator after generator in each round.

    Raises RunFailed when a generator fails.
    """
    timed: dict[str, list[_Round]] = {one.name: [] for one in generators}
    for number in range(rounds):
        for one in generators:
            found = _one_round(one, roots[one.name], one.run(roots[one.name], programs), pieces)
            timed[one.name].append(found)
            tell(
                f"{pieces:,} pieces, round {number + 1} of {rounds}, {one.name}: cold {found.cold.clock:.2f} s, "
                f"nothing changed {found.unchanged.clock:.2f} s, one edit {found.edited.clock:.2f} s"
            )
    return [_figures(one, pieces, timed[one.name], roots[one.name], programs) for one in generators]


def _one_round(generator: Generator, root: Path, run: BuildRequest, pieces: int) -> _Round:
    generator.clear(root)
    cold = seconds_of(run)
    unchanged = seconds_of(run)
    with one_edit(generator.path(stem_of(pieces // 2), root)):
        return _Round(cold, unchanged, seconds_of(run))


def _figures(generator: Generator, pieces: int, timed: Sequence[_Round], root: Path, programs: Path) -> Figures:
    generator.clear(root)
    peak = peak_of(generator.run(root, programs))
    return Figures(
        generator=generator,
        pieces=pieces,
        cold=median(one.cold.clock for one in timed),
        processor=median(one.cold.processor for one in timed),
        unchanged=median(one.unchanged.clock for one in timed),
        edited=median(one.edited.clock for one in timed),
        peak=peak,
        files=generator.published(root),
    )


@contextmanager
def one_edit(file: Path) -> Iterator[None]:
    """Put a sentence into the text of a piece, for as long as the block runs."""
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(". ", ". This sentence came later. ", 1), encoding="utf-8")
    time.sleep(0.1)  # nobody saves and builds within one tick of the disk's clock
    try:
        yield
    finally:
        file.write_text(before, encoding="utf-8")
        time.sleep(0.1)
