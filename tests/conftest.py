"""What several tests share: the demo section, built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from press.cli.options import PROJECT
from press.model.site import Site
from tests.sites import NOW, BuiltEdition, build_edition


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuiltEdition]:
    """Build the demo section into a folder of its own; return the folder and the result.

    Its pictures, most of the work, are kept from one run of the tests to the next.
    """
    folder = tmp_path_factory.mktemp("demo")
    (folder / ".cache").mkdir()
    (folder / ".cache/pictures").symlink_to(request.config.cache.mkdir("demo-pictures"))
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
