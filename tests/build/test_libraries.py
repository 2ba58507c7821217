"""Libraries that are missing, broken or too old are named before anything is built."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from press.build import engine
from press.model.problem import ExitCode, Refusal
from tests.sites import article, write_site
from tests.tracked import ROOT


def test_the_lowest_versions_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    floors = dict(wanted.split(">=") for wanted in project["dependencies"])
    assert {name: ".".join(map(str, lowest)) for name, lowest in engine.LIBRARIES.items()}.items() <= floors.items()


def test_a_library_that_is_too_old_is_named() -> None:
    with pytest.raises(Refusal, match=r"nh3 is too old: [\d.]+, and this needs 99.1 or newer") as refused:
        engine.engine_digest({"nh3": (99, 1)})
    assert refused.value.code is ExitCode.USAGE


@pytest.mark.parametrize(("name", "words"), [("nh3", "nh3"), ("markdown", "markdown"), ("click", "click")])
def test_a_library_that_cannot_be_imported_is_named(tmp_path: Path, name: str, words: str) -> None:
    write_site(tmp_path / "section", f"-- content/articles/a.md --\n{article()}")
    (tmp_path / f"{name}.py").write_text(f"raise ModuleNotFoundError('No module named {name}', name='{name}')\n")
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(tmp_path / "section")]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == ExitCode.ENVIRONMENT
    assert words in done.stderr
    assert "make site" in done.stderr
    assert "Traceback" not in done.stderr
