from __future__ import annotations

import os
import subprocess
import sys

from bench.generators import GENERATORS
from bench.report import machine, report
from bench.rounds import Figures
from tests.tracked import ROOT

BY_NAME = {one.name: one for one in GENERATORS}


def figures(name: str, pieces: int, cold: float, unchanged: float, edited: float, megabytes: int) -> Figures:
    return Figures(BY_NAME[name], pieces, cold, 2 * cold, unchanged, edited, megabytes * 1_000_000, 1234)


def test_a_report_gives_figures_ratios_and_limits() -> None:
    found = [
        figures("press", 10_000, 6, 0.3, 0.6, 700),
        figures("press-plain", 10_000, 4, 0.3, 0.6, 600),
        figures("hugo", 10_000, 5, 5, 5, 1100),
    ]
    assert report(found, machine="A machine.") == (
        "A machine.\n"
        "\n"
        "| pieces | generator | cold | of processors | nothing changed | one body edited | peak memory | files "
        "| Press : it, cold | nothing changed | one body edited |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| 10,000 | Press, with related pieces | 6.00 s | 12.00 s | 0.30 s | 0.60 s | 700 MB | 1,234 |  |  |  |\n"
        "| 10,000 | Press, with plain pages | 4.00 s | 8.00 s | 0.30 s | 0.60 s | 600 MB | 1,234 "
        "| 1.50 | 1.00 | 1.00 |\n"
        "| 10,000 | Hugo, without related pieces | 5.00 s | 10.00 s | 5.00 s | 5.00 s | 1,100 MB | 1,234 "
        "| 1.20 | 0.06 | 0.12 |\n"
        "\n"
        "| held to | Press, with related pieces | Press, with plain pages | at most |\n"
        "| --- | --- | --- | --- |\n"
        "| cold, 10,000 : Hugo without related | 1.20 | 0.80 | 2 |\n"
        "| nothing changed, 10,000 : Hugo without related | 0.06 | 0.06 | 0.1 |\n"
        "| one body edited, 10,000 : Hugo without related | 0.12 | 0.12 | 0.18 |\n"
        "| peak memory at 10,000, in MB | **700** | 600 | 600 |\n"
    )


def test_nothing_is_held_to_a_size_that_was_not_measured() -> None:
    assert "held to" not in report([figures("press", 300, 1, 1, 1, 50)], machine="A machine.")


def test_the_machine_is_named_with_its_day_and_what_was_compared() -> None:
    told = machine(["Hugo 1.2.3"], rounds=3)
    assert f" {os.cpu_count()} cores, " in told
    assert told.endswith(f"Python {sys.version.split()[0]}, Hugo 1.2.3; medians of 3 rounds.")


def test_a_generator_that_is_not_there_is_a_mistake_that_names_the_others() -> None:
    asked = [sys.executable, "-m", "bench.peers", "--peers", "nobody"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "hugo-related" in done.stderr


def test_the_run_in_the_documentation_has_the_columns_of_a_report() -> None:
    text = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    run = text.partition("<!-- run: begin -->")[2].partition("<!-- run: end -->")[0]
    header = report([figures("press", 300, 1, 1, 1, 50)], machine="A machine.").splitlines()[2]
    assert header in run.splitlines()
    assert " cores, " in run
