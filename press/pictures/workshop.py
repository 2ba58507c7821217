"""Recipes -> files, one at a time: from the cache, else made, by several processes when it pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol

from press.model.digest import digest_bytes
from press.model.page import Order, Output, Rendered
from press.model.picture import Card, DerivedFile, source_of
from press.model.problem import Place, Problem, ProblemsFound
from press.pictures.make import make
from press.pictures.picture_cache import Shelf
from press.pictures.source import Unusable

# Below this many files starting processes costs more than it saves (some 0.1 s against 50 ms a file).
_PAYS_FROM = 6
_CARDS_A_JOB = 8


@dataclass(frozen=True, slots=True)
class Job:
    """Files of one source, so that it is decoded once; `missing` are those that the cache does not hold."""

    source: str
    digest: str
    pictures: tuple[DerivedFile, ...]
    missing: tuple[DerivedFile, ...]


Uncached = Mapping[str, bytes]


class MapInProcesses(Protocol):
    """Does many jobs, in order, in this process or several: whoever builds the site decides."""

    def __call__(
        self,
        work: Callable[[Job], Uncached],
        items: Sequence[Job],
        *,
        jobs: int,
        pays_from: int,
        chunk: int,
        shown: Callable[[Job], str],
    ) -> Iterator[Uncached]:
        """Yield `work(item)` for each item."""


@dataclass(frozen=True, slots=True)
class PictureWorkshop:
    """Where pictures are made: `cache` is the folder for made files, `fonts` those of the cards.

    `read` returns the bytes of a file of the site; `jobs` processes may be used, by `map_in_processes`.
    """

    cache: Path
    fonts: Mapping[str, bytes]
    jobs: int
    read: Callable[[str], bytes]
    map_in_processes: MapInProcesses


def make_pictures(
    wanted: Sequence[DerivedFile], pictures: Sequence[DerivedFile], workshop: PictureWorkshop
) -> Iterator[Rendered]:
    """Give the files of `wanted`; what the cache holds beside `pictures`, all those of the site, is taken away.

    Raises ProblemsFound for a source that cannot be read any more.
    """
    if not wanted:
        return
    shelf = Shelf(workshop.cache)
    jobs = _jobs(wanted, shelf)
    unmade = [job for job in jobs if job.missing]
    processes = workshop.jobs if sum(len(job.missing) for job in unmade) >= _PAYS_FROM else 1
    work = partial(_make, workshop.cache, workshop.fonts, workshop.read)
    made = workshop.map_in_processes(work, unmade, jobs=processes, pays_from=2, chunk=1, shown=_shown)
    for job in jobs:
        loose = next(made) if job.missing else {}
        for picture in job.pictures:
            data = loose.get(picture.key) or shelf.get(picture.key)
            if data is None:  # damaged, or taken away by another build
                data = _files(Job(job.source, job.digest, (picture,), (picture,)), workshop.fonts, workshop.read)[0]
            yield Rendered(Output(picture.path, data, Order.ASSET), picture.key)
    shelf.keep_only({picture.key for picture in pictures})


def _jobs(wanted: Sequence[DerivedFile], shelf: Shelf) -> list[Job]:
    """The work, source by source; a file that stands in the site under several names is made once."""
    seen: set[str] = set()
    jobs = []
    for pictures in _groups(wanted):
        missing = {p.key: p for p in pictures if p.key not in seen and not shelf.holds(p.key)}
        seen.update(missing)
        recipe = pictures[0].recipe
        source, digest = ("", "") if isinstance(recipe, Card) else (recipe.source, recipe.digest)
        jobs.append(Job(source, digest, pictures, tuple(missing.values())))
    return jobs


def _groups(wanted: Sequence[DerivedFile]) -> Iterator[tuple[DerivedFile, ...]]:
    cards = [picture for picture in wanted if isinstance(picture.recipe, Card)]
    others = sorted((p for p in wanted if not isinstance(p.recipe, Card)), key=lambda p: (source_of(p), p.path))
    yield from (tuple(group) for _, group in groupby(others, key=source_of))
    yield from (tuple(cards[start : start + _CARDS_A_JOB]) for start in range(0, len(cards), _CARDS_A_JOB))


def _make(cache: Path, fonts: Mapping[str, bytes], read: Callable[[str], bytes], job: Job) -> Uncached:
    """Make what is missing and put it into the cache; give what the cache would not take."""
    shelf = Shelf(cache)
    files = zip(job.missing, _files(job, fonts, read), strict=True)
    return {picture.key: file for picture, file in files if not shelf.put(picture.key, file)}


def _files(job: Job, fonts: Mapping[str, bytes], read: Callable[[str], bytes]) -> list[bytes]:
    data = read(job.source) if job.source else b""
    if job.source and digest_bytes(data) != job.digest:  # it must still be what was planned for
        raise ProblemsFound([Problem(Place(job.source), "the file changed during the build", "build again")])
    try:
        return list(make([picture.recipe for picture in job.missing], data, fonts))
    except Unusable as fault:
        raise ProblemsFound([Problem(Place(job.source), fault.message, fault.hint)]) from fault


def _shown(job: Job) -> str:
    return job.source or "social cards"
