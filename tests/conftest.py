"""What several tests share: the demo section, built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from press.cli.options import PROJECT
from press.model.site import Site
from tests.sites import NOW, BuiltEdition, build_edition


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuiltEdition]:
    """Build the demo section into a folder of its own; return the folder and the result."""
    folder = tmp_path_factory.mktemp("demo")
    site = Site(
        root=PROJECT,
        config=PROJECT / "config.yaml",
        layouts=(PROJECT / "layouts",),
        output=folder / "site",
        cache=folder / ".cache",
        now=NOW,
        jobs=os.cpu_count() or 1,
    )
    return folder / "site", build_edition(site)
