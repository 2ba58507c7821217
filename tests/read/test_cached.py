from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from press.model.digest import digest_bytes
from press.model.problem import Place, Problem, ProblemsFound
from press.read.article import unread_article
from press.read.cached import FileRef, ReadContext, encode, read_content, read_files
from press.read.kinds import DEFAULT_KINDS
from press.read.markdown import BodyText, convert_body
from press.read.source import ParseResult, ReadingRules, Source
from tests.memory import Memory

RULES = ReadingRules("en", ZoneInfo("UTC"), kinds=tuple(DEFAULT_KINDS), letters=("letters",))
FILES = {
    f"content/articles/2026-03-0{day}-{name}.md": f"---\ntitle: {name}\ndate: 2026-03-0{day}\n---\n\n{name.title()}.\n"
    for day, name in ((2, "rent"), (3, "tram"))
}
RENT, TRAM = FILES


class FolderOfFiles:
    """Loads FILES from memory and records which were loaded."""

    def __init__(self, *, unreadable: str = "") -> None:
        self.unreadable = unreadable
        self.loaded: list[str] = []

    def load(self, path: str) -> Source:
        self.loaded.append(path)
        if path == self.unreadable:
            raise ProblemsFound([Problem(Place(path), "the file is larger than 2 MB")])
        data = FILES[path].encode()
        return Source(path, data, digest_bytes(data))


def read_context(cache: Memory, folder: FolderOfFiles) -> ReadContext:
    return ReadContext(RULES, cache, "engine", folder.load)


KNOWN = [FileRef(path, digest_bytes(text.encode())) for path, text in FILES.items()]
UNKNOWN = [FileRef(path, "") for path in FILES]


def test_a_file_whose_digest_nobody_knows_is_read_once_and_remembered_as_any_other() -> None:
    cache, other, folder = Memory(), Memory(), FolderOfFiles()
    read = read_files("articles", UNKNOWN, read_context(cache, folder))
    assert folder.loaded == [RENT, TRAM]
    assert read == read_files("articles", KNOWN, read_context(other, FolderOfFiles()))
    assert [one.ref for one in read] == KNOWN
    assert cache.kept == other.kept
    again = FolderOfFiles()
    assert read_files("articles", KNOWN, read_context(cache, again)) == read
    assert again.loaded == []


def test_what_cannot_be_loaded_is_a_problem_beside_those_of_others_and_nothing_to_remember() -> None:
    cache = Memory()
    section = read_content(
        {"articles": UNKNOWN, "authors": [], "topics": [], "pages": []},
        read_context(cache, FolderOfFiles(unreadable=RENT)),
    )
    assert [(article.stem, article.unread) for article in section.articles] == [
        ("2026-03-02-rent", ("",)),
        ("2026-03-03-tram", ()),
    ]
    assert [str(problem.place) for problem in section.problems] == [RENT]
    assert section.digests == {TRAM: KNOWN[1].digest}
    assert set(section.keys) == {"2026-03-03-tram"}
    assert all(key in cache.kept for key in section.keys.values())
    assert len(cache.kept) == 2


def test_a_file_that_is_no_longer_what_was_listed_ends_reading() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_files("articles", [FileRef(RENT, KNOWN[1].digest)], read_context(Memory(), FolderOfFiles()))
    assert found.value.problems[0].message == "the file changed during the build"
    with pytest.raises(ProblemsFound):
        read_files("articles", KNOWN, read_context(Memory(), FolderOfFiles(unreadable=TRAM)))


def test_a_reading_whose_parts_are_lost_is_read_again() -> None:
    cache = Memory()
    read = read_files("articles", KNOWN, read_context(cache, FolderOfFiles()))
    del cache.kept[f"parts:{read[1].parsed.value.body.digest}"]
    folder = FolderOfFiles()
    assert read_files("articles", KNOWN, read_context(cache, folder)) == read
    assert folder.loaded == [TRAM]


def test_that_a_text_took_too_long_is_not_remembered() -> None:
    slow = convert_body(BodyText("Rent caps work. " * 20_000, RENT, 6, "en"), RULES, seconds=0.001)
    (problem,) = slow.problems
    assert "took longer" in problem.message
    piece = unread_article(RENT, RULES)
    assert not encode("articles", KNOWN[0].digest, ParseResult(piece, (), slow.problems)).is_final
    unchanged = ParseResult(piece, (), (replace(problem, depends_on_machine=False),))
    assert encode("articles", KNOWN[0].digest, unchanged).is_final
