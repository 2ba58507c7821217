"""Faults in built files -> problems, at the line of the source where somebody can mend them where it is known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from press.check.facts import Finding, ForbiddenWords
from press.check.leaks import line_of, plain
from press.model.problem import Place, Problem

_SHORTEST = 2  # "/" and "#" stand in every line


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """Where built files come from. `of` maps a built file to its source; `shared` are sources of many pages.

    `read` gives a source's text, "" where there is none. `output` is what the built folder is called,
    `base` the path of the section.
    """

    of: Mapping[str, str]
    shared: Sequence[str]
    read: Callable[[str], str]
    output: str
    base: str


def problems_of(
    findings: Iterable[Finding], sources: SourceFiles, forbidden: Iterable[ForbiddenWords]
) -> tuple[Problem, ...]:
    """Return one problem for each mistake, however many pages show it, sorted."""
    groups: dict[tuple[str, str, str, str, bool], list[Finding]] = defaultdict(list)
    for fault in findings:
        groups[fault.message, fault.hint, fault.address, fault.mark, fault.is_note].append(fault)
    known = {mark.words: mark for mark in forbidden}
    texts = _Texts(sources)
    found: list[Problem] = []
    for group in groups.values():
        mark = known.get(group[0].mark)
        found += _leak_problems(group, mark, texts) if mark else _of_group(group, texts)
    return tuple(sorted(set(found)))


class _Texts:
    """Sources, each read once."""

    def __init__(self, sources: SourceFiles) -> None:
        self.sources = sources
        self._texts: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = self.sources.read(path)
        return self._texts[path]

    def place(self, path: str, address: str) -> tuple[Place, str] | None:
        """Return where `address` stands in a source, and that line."""
        for written in _forms(address, self.sources.base):
            text = self[path]
            # The whole address: "/opinion/" is not to be found in "https://example.org/opinion/".
            found = re.search(rf"(?<![\w./:%-]){re.escape(written)}(?![\w/%-])", text)
            if found:
                at = found.start()
                line = text.count("\n", 0, at) + 1
                start = text.rfind("\n", 0, at) + 1
                return Place(path, line, at - start + 1), text.splitlines()[line - 1].strip("\r")
        return None

    def built(self, fault: Finding) -> Place:
        """Return the place in the built folder."""
        return Place(f"{self.sources.output}/{fault.path}", fault.line)


def _of_group(group: Sequence[Finding], texts: _Texts) -> Iterator[Problem]:
    first = min(group)
    if first.address:
        own = {texts.sources.of[fault.path] for fault in group if fault.path in texts.sources.of}
        places = [place for path in sorted(own) if (place := texts.place(path, first.address))]
        if not places:
            places = [place for path in texts.sources.shared if (place := texts.place(path, first.address))][:1]
        if places:
            for at, excerpt in places:
                yield Problem(at, first.message, first.hint, excerpt, is_note=first.is_note)
            return
    pages = len({fault.path for fault in group})
    more = f" (and on {pages - 1} more {'page' if pages == 2 else 'pages'})" if pages > 1 else ""
    yield Problem(texts.built(first), first.message + more, first.hint, is_note=first.is_note)


def _leak_problems(group: Sequence[Finding], mark: ForbiddenWords, texts: _Texts) -> Iterator[Problem]:
    """What may not be published is a note where a writer's own published text says it, else a problem."""
    for path in dict.fromkeys((*texts.sources.of.values(), *texts.sources.shared)):
        if mark.words in plain(texts[path]):
            place = Place(path, line_of(texts[path], mark))
            message = f"{group[0].message}; a published text says it by itself"
            yield Problem(place, message, "leave it if it is meant", is_note=True)
            return
    yield from _of_group(group, texts)


def _forms(address: str, base: str) -> Iterator[str]:
    """The ways in which an address may be written in a source, the longest first."""
    parts = urlsplit(address) if "[" not in address else None
    local = f"{parts.path}{f'#{parts.fragment}' if parts.fragment else ''}" if parts else address
    forms = [address, unescape(address), unquote(address), local, unquote(local), local.removeprefix(base)]
    yield from (form for form in dict.fromkeys(forms) if len(form) >= _SHORTEST)
