"""Figures -> Markdown: one table of what each generator took, one of what this project holds itself to."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.generators import OURS, PRESS
from bench.rounds import Figures

MB = 1_000_000
Table = Mapping[tuple[str, int], Figures]


@dataclass(frozen=True, slots=True)
class _Limit:
    """Something that must hold in every run: a figure of this project, over one of a peer's where that is named."""

    words: str
    pieces: int
    peer: str
    figure: Callable[[Figures], float]
    most: float


_LIMITS = (
    _Limit("cold, 1,000 : Hugo with related", 1_000, "hugo-related", lambda one: one.cold, 1.8),
    _Limit("cold, 10,000 : Hugo with related", 10_000, "hugo-related", lambda one: one.cold, 0.33),
    _Limit("cold, 10,000 : Hugo without related", 10_000, "hugo", lambda one: one.cold, 2.0),
    _Limit("nothing changed, 10,000 : Hugo without related", 10_000, "hugo", lambda one: one.unchanged, 0.10),
    _Limit("one body edited, 10,000 : Hugo without related", 10_000, "hugo", lambda one: one.edited, 0.18),
    _Limit("peak memory at 10,000, in MB", 10_000, "", lambda one: (one.peak or 0) / MB, 600),
)


def report(figures: Sequence[Figures], *, machine: str) -> str:
    """Return all tables, with the machine and the day above them."""
    table = {(one.generator.name, one.pieces): one for one in figures}
    return "\n".join([machine, "", *_figures(figures, table), "", *_limits(table)]).rstrip() + "\n"


def machine(programs: Iterable[str], *, rounds: int) -> str:
    """Return the day, this machine, how busy it was before the first build, and what is compared, as a sentence."""
    cores = os.cpu_count() or 1
    busy = f", load before the first build {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{date.today():%d %B %Y}, {_processor()}, {cores} cores, {platform.system()}{busy}; "  # noqa: DTZ011 - here
        f"{', '.join([f'Python {platform.python_version()}', *programs])}; "
        f"{f'medians of {rounds} rounds' if rounds > 1 else 'one round'}."
    ).lstrip("0")


def as_megabytes(memory: int | None) -> str:
    """Return bytes as whole megabytes."""
    return "–" if memory is None else f"{memory / MB:,.0f} MB"


def _processor() -> str:
    """Return the name of the processor as the system tells it."""
    told = Path("/proc/cpuinfo")
    names = told.read_text(encoding="utf-8").partition("model name\t: ")[2] if told.is_file() else ""
    return names.partition("\n")[0] or platform.processor() or platform.machine()


def _figures(figures: Sequence[Figures], table: Table) -> Iterator[str]:
    yield (
        "| pieces | generator | cold | of processors | nothing changed | one body edited | peak memory | files "
        "| Press : it, cold | nothing changed | one body edited |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for one in figures:
        cells = (
            f"{one.pieces:,}",
            one.generator.title,
            *(f"{seconds:.2f} s" for seconds in (one.cold, one.processor, one.unchanged, one.edited)),
            as_megabytes(one.peak),
            f"{one.files:,}",
            *_ratios(table.get((PRESS.name, one.pieces)), one),
        )
        yield f"| {' | '.join(cells)} |"


def _times(one: Figures) -> tuple[float, float, float]:
    return one.cold, one.unchanged, one.edited


def _ratios(ours: Figures | None, other: Figures) -> Iterator[str]:
    """Yield the times of this project as it ships over another's; nothing to say about itself."""
    for mine, its in zip(_times(ours or other), _times(other), strict=True):
        yield "" if ours is None or ours is other else f"{mine / its:.2f}"


def _limits(table: Table) -> Iterator[str]:
    """Yield the limits that the sizes and generators measured say something about."""
    ours = [one for one in OURS if any(name == one.name for name, _ in table)]
    rows = [(limit, [_measured(limit, table, one.name) for one in ours]) for limit in _LIMITS]
    rows = [(limit, values) for limit, values in rows if any(value is not None for value in values)]
    if not rows:
        return
    yield f"| held to | {' | '.join(one.title for one in ours)} | at most |"
    yield f"| --- {'| --- ' * len(ours)}| --- |"
    for limit, values in rows:
        yield f"| {limit.words} | {' | '.join(_shown(value, limit) for value in values)} | {limit.most:g} |"


def _shown(value: float | None, limit: _Limit) -> str:
    """Return what was measured as text, bold where it is over the limit."""
    if value is None:
        return ""
    shown = f"{value:,.2f}" if limit.peer else f"{value:,.0f}"
    return shown if value <= limit.most else f"**{shown}**"


def _measured(limit: _Limit, table: Table, name: str) -> float | None:
    ours, peer = table.get((name, limit.pieces)), table.get((limit.peer, limit.pieces))
    if ours is None or (limit.peer and peer is None) or (not limit.peer and ours.peak is None):
        return None
    return limit.figure(ours) / (limit.figure(peer) if peer else 1)
