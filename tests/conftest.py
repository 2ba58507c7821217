"""What several tests share: the demo section, built once."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from press.model.site import Site
from tests.rows import Rows
from tests.sites import NOW, BuiltEdition, build_edition
from tests.tracked import ROOT


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuiltEdition]:
    """Build the demo section into a folder of its own; return the folder and the result.

    Its pictures, most of the work, are made by one process of a run and kept for the next run.
    """
    folder = tmp_path_factory.mktemp("demo")
    kept = request.config.cache.mkdir("demo")
    (kept / "pictures").mkdir(exist_ok=True)
    (folder / ".cache").mkdir()
    (folder / ".cache/pictures").symlink_to(kept / "pictures")
    site = Site(
        root=ROOT,
        config=ROOT / "config.yaml",
        layouts=(ROOT / "layouts",),
        output=folder / "site",
        cache=folder / ".cache",
        now=NOW,
    )
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return folder / "site", build_edition(site, os.cpu_count() or 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --rows: run the tests of tests/cases/rows.md alone, and count the rows that hold."""
    parser.addoption("--rows", action="store_true", help="the tests of tests/cases/rows.md alone, counted by row")


def pytest_configure(config: pytest.Config) -> None:
    """Take in what chooses and counts the tests of rows, where it is asked for."""
    if config.getoption("--rows"):
        config.pluginmanager.register(Rows(), "rows")
