"""Sizes, rounds and names -> this project and others, measured side by side: tables in Markdown, progress beside them.

usage, from the project's root: python -m bench.peers [--pieces 1000 10000] [--rounds 3] [--peers hugo pelican ...]

Programs and sites go to .cache/bench/; installing them and making the sites is not measured.
"""

from __future__ import annotations

import argparse
import fcntl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench.generators import GENERATORS, OURS, PROJECT, Generator, sweep, write_sites
from bench.measuring import RunFailed
from bench.programs import can_run, install, versions
from bench.report import machine, report
from bench.rounds import Figures, measure

HERE = PROJECT / ".cache" / "bench"
PROGRAMS, SITES = HERE / "programs", HERE / "sites"


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments name; return an exit code."""
    options = _options(arguments)
    generators = _generators(options.peers)
    with alone():
        return _measured(generators, options.pieces, options.rounds)


def _measured(generators: Sequence[Generator], sizes: Sequence[int], rounds: int) -> int:
    install([one.name for one in generators], PROGRAMS)
    heading = machine(versions(PROGRAMS, [one.name for one in generators]), rounds=rounds)
    figures: list[Figures] = []
    for pieces in sizes:
        tell(f"{pieces:,} pieces: making the sites")
        roots = write_sites(generators, pieces, SITES)
        try:
            figures += measure(roots, generators, pieces, programs=PROGRAMS, rounds=rounds, tell=tell)
        except RunFailed as failed:
            tell(str(failed))
            return 1
    sweep(SITES)
    print(report(figures, machine=heading), end="")
    return 0


@contextmanager
def alone() -> Iterator[None]:
    """Let the block run when no other measurement does: two would slow each other, and share their sites."""
    HERE.mkdir(parents=True, exist_ok=True)
    with (HERE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("bench: another measurement is running here")
        yield


def tell(line: str) -> None:
    """Say how far we are, beside the report."""
    print(line, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    names = [one.name for one in GENERATORS]
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description="Measure generators side by side.")
    parser.add_argument("--pieces", nargs="+", type=_positive, default=[1_000, 10_000], metavar="N")
    parser.add_argument("--rounds", type=_positive, default=3, metavar="N")
    parser.add_argument("--peers", nargs="+", choices=names, default=names, help=", ".join(names), metavar="NAME")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def _generators(names: Sequence[str]) -> list[Generator]:
    """Return this project and the generators named, as far as they can run here."""
    wanted = [one for one in GENERATORS if one in OURS or one.name in names]
    for one in wanted:
        if not can_run(one.name):
            tell(f"{one.name} is left out: npm is not here")
    return [one for one in wanted if can_run(one.name)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
