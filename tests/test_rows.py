"""The table of rows and SECURITY.md name tests that there are; no row is without one."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests import test_cases_bodies, test_cases_problems, test_cases_sections
from tests.faults import test_files
from tests.rows import rows
from tests.tracked import ROOT

CASES = {
    "tests/test_cases_problems.py": {case.name for case in test_cases_problems.cases()},
    "tests/test_cases_bodies.py": {case.name for case in test_cases_bodies.cases()},
    "tests/test_cases_sections.py": set(test_cases_sections.cases()),
    "tests/faults/test_files.py": set(test_files.CASES),
}
NAMED = re.compile(r"`(tests/[\w/]+\.py::\w+)`")


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file by name, without those that only long runs take in."""
    file = ROOT / path
    tree = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return frozenset(f.name for f in found if not any(ast.unparse(d) == "pytest.mark.soak" for d in f.decorator_list))


def is_there(test: str) -> bool:
    """Whether a test is there, with the case in brackets where one is named."""
    path, _, name = test.partition("::")
    name, _, case = name.partition("[")
    case = case.removesuffix("]")
    return name in functions(path) and (not case or path not in CASES or case in CASES[path])


def test_rows_stand_in_order_and_none_is_missing() -> None:
    for sort in ("", "U"):
        numbers = [int(row[len(sort) :]) for row in rows() if row.rstrip("0123456789") == sort]
        assert numbers == list(range(1, len(numbers) + 1))
    promises = [int(row[1:]) for row in rows() if row.startswith("P")]
    assert promises == sorted(set(promises))


@pytest.mark.parametrize("row", [row for row, tests in rows().items() if tests or not row.startswith("U")])
def test_a_row_names_tests_that_there_are(row: str) -> None:
    assert rows()[row]
    assert [test for test in rows()[row] if not is_there(test)] == []


def test_the_security_model_names_tests_that_there_are() -> None:
    named = NAMED.findall((ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 15
    assert [test for test in named if not is_there(test)] == []
