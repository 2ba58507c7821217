r"""tests/cases/problems.md -> one test per case: the files of a site, and the exact words that an editor reads.

A case is a heading `### name`, a fenced block `site` (`-- content/articles/a.md --` begins a file) and a fenced block
`problems`, empty where all is well. In a block `site escaped`, `\xNN` is a byte, `\uNNNN` a character and `\r` a
carriage return.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from press.model.digest import digest_bytes
from press.model.problem import Problem, ProblemsFound
from press.model.problem_text import format_problem
from press.model.publication import Publication
from press.read.article import read_article
from press.read.config import read_config
from press.read.kinds import DEFAULT_KINDS
from press.read.people import read_author, read_page, read_topic
from press.read.source import ParseResult, ReadingRules, Source
from press.read.strings import read_strings

DOCUMENT = Path(__file__).parent / "cases" / "problems.md"
CASE = re.compile(
    r"^### (?P<name>[^\n]+)\n+````site(?P<options>[^\n]*)\n(?P<site>.*?)^````\n+````problems\n(?P<problems>.*?)^````$",
    re.MULTILINE | re.DOTALL,
)
FILE = re.compile(rb"^-- (.+) --\n", re.MULTILINE)
ESCAPE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\r")
READERS: dict[str, Callable[[Source, ReadingRules], ParseResult[object]]] = {
    "articles": read_article,  # type: ignore[dict-item]  # a Reading is read only
    "authors": read_author,  # type: ignore[dict-item]
    "topics": read_topic,  # type: ignore[dict-item]
    "pages": read_page,  # type: ignore[dict-item]
}
PUBLICATION = Publication("The Harbour Post", "https://example.org/", timezone=ZoneInfo("UTC"), kinds=DEFAULT_KINDS)


@dataclass(frozen=True)
class Case:
    name: str
    options: str
    site: str
    problems: str


def cases() -> list[Case]:
    return [Case(**found.groupdict()) for found in CASE.finditer(DOCUMENT.read_text("utf-8"))]


def files_of(case: Case) -> dict[str, bytes]:
    data = case.site.encode()
    if "escaped" in case.options:
        data = b"".join(unescaped(case.site))
    parts = FILE.split(data)
    return {path.decode(): text for path, text in zip(parts[1::2], parts[2::2], strict=True)}


def unescaped(text: str) -> Iterator[bytes]:
    at = 0
    for match in ESCAPE.finditer(text):
        yield text[at : match.start()].encode()
        byte, character = match.groups()
        yield bytes.fromhex(byte) if byte else chr(int(character, 16)).encode() if character else b"\r"
        at = match.end()
    yield text[at:].encode()


def rules_of(publication: Publication) -> ReadingRules:
    kinds = publication.kinds
    letters = tuple(kind.id for kind in kinds.values() if kind.byline == "letters")
    return ReadingRules(publication.language, publication.timezone, tuple(kinds), letters)


def found_in(files: dict[str, bytes]) -> Iterator[Problem]:
    publication = PUBLICATION
    if "config.yaml" in files:
        try:
            publication, notes = read_config(files["config.yaml"], "config.yaml")
            yield from notes
        except ProblemsFound as found:
            yield from found.problems
    for path, data in files.items():
        folder = path.split("/")[1] if path.startswith("content/") else ""
        if folder:
            reading = READERS[folder](Source(path, data, digest_bytes(data)), rules_of(publication))
            yield from reading.problems
        elif path.startswith("layouts/strings/"):
            try:
                read_strings(data, path)
            except ProblemsFound as found:
                yield from found.problems


def shown(case: Case) -> str:
    return "".join(format_problem(problem) + "\n" for problem in sorted(found_in(files_of(case))))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_an_editor_reads_these_words(case: Case) -> None:
    assert shown(case) == case.problems


def test_every_case_of_the_document_is_run() -> None:
    headings = re.findall(r"^### .+$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(cases()) == len(headings) == len({case.name for case in cases()})


@pytest.mark.parametrize("case", [case for case in cases() if case.problems], ids=lambda case: case.name)
def test_every_problem_names_file_line_and_what_to_do(case: Case) -> None:
    for problem in found_in(files_of(case)):
        assert problem.place.path in files_of(case)
        assert problem.hint or problem.is_note
        assert not re.search(r"Traceback|pydantic|Input should|NoneType|<unicode string>", format_problem(problem))
