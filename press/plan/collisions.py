"""All files of a plan -> a problem for each two that would be one, and for each name that some system cannot hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from press.model.addresses import path_fault
from press.model.manifest import is_inside
from press.model.problem import Place, Problem
from press.plan.url_origins import Origins

_File = tuple[str, str]


def collisions(files: Sequence[_File], origins: Callable[[], Origins]) -> tuple[Problem, ...]:
    """Find files that share a name on any system (case, Unicode form), files where a folder must be, bad names.

    `files`: the path of each, and what it is made from; `origins` is asked only when something is found.
    """
    faults = [(file, fault) for file in files if (fault := path_fault(file[0]) or _kept_fault(file[0]))]
    clashes = list(_clashes(files))
    if not faults and not clashes:
        return ()
    known = origins()
    return (*(_unfit(file, fault, known) for file, fault in faults), *(_clash(*pair, known) for pair in clashes))


def _clashes(files: Sequence[_File]) -> Iterator[tuple[_File, _File]]:
    """Give each file that cannot stand, and the one that stands in its way."""
    taken: dict[str, _File] = {}
    for file in files:
        form = _form(file[0])
        if form in taken:
            yield file, taken[form]
        else:
            taken[form] = file
    checked_inputs: set[str] = set()
    for file in files:
        folder = file[0]
        # Of all the files below a name, the first says enough.
        while (folder := folder.rpartition("/")[0]) and folder not in checked_inputs:
            checked_inputs.add(folder)
            if other := taken.get(_form(folder)):
                yield file, other


def _kept_fault(path: str) -> str:
    return "" if is_inside(path) else "that name is kept for what a build writes for itself"


def _form(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _unfit(file: _File, fault: str, origins: Origins) -> Problem:
    place, excerpt = origins.spot(*file) or (Place(file[1]), "")
    hint = "give the file another name" if file[1].startswith("content/static/") else "choose another slug"
    return Problem(place, f"the address {file[0]}: {fault}", hint, excerpt)


def _clash(file: _File, other: _File, origins: Origins) -> Problem:
    """Name both, the problem standing where a writer can mend it."""
    spot = origins.spot(*file)
    if spot is None and (mendable := origins.spot(*other)):
        file, other, spot = other, file, mendable
    place, excerpt = spot or (Place(file[1]), "")
    elsewhere = origins.spot(*other)
    shown = str(elsewhere[0]) if elsewhere else other[1]
    where = "" if file[0] == other[0] else f" ({other[0]})"
    message = f"two pages would stand at {file[0].removesuffix('index.html') or '/'}: this one and {shown}{where}"
    return Problem(place, message, "give one of them another slug, date or alias", excerpt)
