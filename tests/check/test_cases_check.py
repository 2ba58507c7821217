"""tests/cases/check.md -> one test per case: what is broken in a built section, and the words that an editor reads.

A case is a heading `### name`; a block `site`, if there is one, with files in place of the small section's own; a
block `built`, if there is one, with changes of built files; and a block `findings` with the exact words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.check.sections import build_section, check, copy_of, edit, shown

DOCUMENT = Path(__file__).parents[1] / "cases" / "check.md"
HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^````(\w+)\n(.*?)^````$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^-- (.+) --\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    name: str
    site: str
    built: str
    findings: str


def cases() -> list[Case]:
    parts = HEADING.split(DOCUMENT.read_text("utf-8"))[1:]
    found = []
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        blocks = dict(BLOCK.findall(text))
        assert blocks.keys() <= {"site", "built", "findings"}, name
        found.append(Case(name, blocks.get("site", ""), blocks.get("built", ""), blocks["findings"]))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_an_editor_reads_these_words(case: Case, section: Path, tmp_path: Path) -> None:
    root = build_section(tmp_path / "s", case.site) if case.site else copy_of(section, tmp_path / "s")
    changes = FILE.split(case.built)[1:]
    for path, text in zip(changes[::2], changes[1::2], strict=True):
        edit(root / "site", path, text)
    assert shown(check(root)) == case.findings


def test_no_case_has_the_name_of_another() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) > 40
