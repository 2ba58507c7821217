"""All files of a plan -> a problem for each two that would be one, and for each name that some system cannot hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from press.model.addresses import path_fault
from press.model.problem import Place, Problem


def collisions(files: Sequence[tuple[str, str]]) -> tuple[Problem, ...]:
    """Find files that share a name on any system (case, Unicode form), files where a folder must be, bad names.

    `files`: the path of each, and what it is made from.
    """
    problems: list[Problem] = []
    taken: dict[str, tuple[str, str]] = {}
    for path, source in files:
        fault = path_fault(path)
        if fault:
            problems.append(Problem(Place(source), f"the address {path}: {fault}", "choose another slug"))
        form = _form(path)
        if form in taken:
            problems.append(_clash(path, source, *taken[form]))
        else:
            taken[form] = (path, source)
    blocked: dict[str, tuple[str, str] | None] = {}
    for path, source in files:
        folder = path
        while folder := folder.rpartition("/")[0]:
            if folder not in blocked:
                blocked[folder] = taken.get(_form(folder))
            if other := blocked[folder]:
                problems.append(_clash(path, source, *other))
    return tuple(problems)


def _form(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _clash(path: str, source: str, other_path: str, other: str) -> Problem:
    shown = path.removesuffix("index.html") or "/"
    where = "" if path == other_path else f" ({other_path})"
    message = f"two pages would stand at {shown}: this one and {other}{where}"
    return Problem(Place(source), message, "give one of them another slug, date or alias")
