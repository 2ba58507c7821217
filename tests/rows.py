"""tests/cases/rows.md -> the tests that hold each row; `pytest --rows` runs these alone and counts what holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parent / "cases" / "rows.md"
TESTS = {
    "p": "tests/test_cases_problems.py::test_an_editor_reads_these_words[{}]",
    "s": "tests/test_cases_sections.py::test_the_command_says_this[{}]",
    "b": "tests/test_cases_bodies.py::test_case[{}]",
    "f": "tests/faults/test_files.py::test_what_a_build_says[{}]",
}


def rows() -> dict[str, tuple[str, ...]]:
    """Return the tests that hold each row, by the row's number or the promise's name."""
    lines = (line.strip().strip("|").split(" | ") for line in DOCUMENT.read_text("utf-8").splitlines())
    table = [cells for cells in lines if len(cells) == 4 and cells[0].strip().lstrip("PU").isdigit()]
    return {
        cells[0].strip(): tuple(_test(name.strip()) for name in cells[3].split(";") if name.strip()) for cells in table
    }


def _test(name: str) -> str:
    kind, _, case = name.partition(":")
    return TESTS[kind].format(case) if kind in TESTS else name


def is_of(test: str, held_by: str) -> bool:
    """Whether a test's id is that of a row's, or one of its variants."""
    return test == held_by or test.startswith(f"{held_by}[")


@dataclass(eq=False)  # pytest keeps plugins by identity
class Rows:
    """Chooses the tests that rows name, and counts."""

    wanted: dict[str, tuple[str, ...]] = field(default_factory=rows)
    outcomes: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tracebacks: int = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        named = {test for tests in self.wanted.values() for test in tests}
        chosen = [item for item in items if item.nodeid in named or item.nodeid.partition("[")[0] in named]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid].add(report.outcome)
        self.tracebacks += "Traceback (most recent call last)" in report.capstderr + report.capstdout

    def held(self, row: str) -> bool:
        """Whether all tests of a row were run and went well; a skipped one is said by pytest, and holds nothing."""
        return bool(self.wanted[row]) and all(self._outcomes(test) == {"passed"} for test in self.wanted[row])

    def _outcomes(self, held_by: str) -> set[str]:
        return {outcome for test, found in self.outcomes.items() if is_of(test, held_by) for outcome in found}

    def lines(self) -> Iterator[str]:
        for what, names in (
            ("rows", [r for r in self.wanted if r.isdigit()]),
            ("promises", [r for r in self.wanted if r.startswith("P")]),
            ("faults that users met", [r for r in self.wanted if r.startswith("U")]),
        ):
            tried = [row for row in names if any(self._outcomes(test) for test in self.wanted[row])]
            held = [row for row in names if self.held(row)]
            yield f"{what} {names[0]} to {names[-1]}: {len(names)} listed, {len(tried)} tried, {len(held)} held"
            for row in names:
                if row not in held:
                    missing = [test for test in self.wanted[row] if self._outcomes(test) != {"passed"}]
                    yield f"  NOT HELD: {row}: {', '.join(missing) or 'no test'}"
        yield f"tracebacks: {self.tracebacks}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.lines():
            terminalreporter.write_line(line)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        is_worker = hasattr(session.config, "workerinput")
        if not is_worker and not all(map(self.held, self.wanted)) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
