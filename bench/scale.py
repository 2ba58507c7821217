"""Numbers of pieces -> seconds and memory of a build from nothing by this project, to see what grows with the number.

usage, from the project's root: python -m bench.scale [pieces ...]     (default: 1000 10000)

100,000 pieces are made when they are asked for: they and their pages take some 4 GB of disk.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.generators import PRESS, sweep, write_sites
from bench.measuring import peak_of, seconds_of
from bench.peers import PROGRAMS, SITES, alone, tell
from bench.report import as_megabytes, machine

SIZES = ("1000", "10000")


def main(arguments: Sequence[str]) -> None:
    """Build each size twice from nothing: by the clock, and on the scales."""
    with alone():
        print(machine([], rounds=1) + "\n")
        print("| pieces | cold | ms a piece | of processors, ms a piece | peak memory |")
        print("| --- | --- | --- | --- | --- |", flush=True)
        for size in map(int, arguments or SIZES):
            _measure(size)
        sweep(SITES)


def _measure(size: int) -> None:
    tell(f"{size:,} pieces: making the site")
    root = write_sites([PRESS], size, SITES)[PRESS.name]
    run = PRESS.run(root, PROGRAMS)
    PRESS.clear(root)
    taken = seconds_of(run)
    PRESS.clear(root)
    each = f"{taken.clock / size * 1000:.2f} | {taken.processor / size * 1000:.2f}"
    print(f"| {size:,} | {taken.clock:.1f} s | {each} | {as_megabytes(peak_of(run))} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
