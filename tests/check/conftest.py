"""What the tests of checking share: the small section, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.sections import build_section


@pytest.fixture(scope="session")
def section(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small section; return its folder, which no test may change."""
    return build_section(tmp_path_factory.mktemp("section"))
