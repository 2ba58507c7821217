"""The same input gives the same bytes, whatever the machine that builds it is set to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.sites import article, build_at, digests, write_site
from tests.tracked import ROOT

PIECES = "".join(
    f"-- content/articles/2026-0{n}-02-p{n}.md --\n"
    + article(
        f"Été {n}",
        f"2026-0{n}-02T23:40",
        f"The tram of line {n}.[^1]\n\n" * 4 + "[^1]: A note.",
        topics="[Šiauliai, Rent, Trams]",
        authors="[Nora, Otto]",
        lang=lang,
    )
    for n, lang in enumerate(["en", "uk", "pl", "en", "de", "en"], 1)
)
MACHINES = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"},
)


def test_whatever_the_clock_the_language_the_hashes_and_the_umask_are(tmp_path: Path) -> None:
    made = []
    for number, (machine, umask) in enumerate(zip(MACHINES, (0o022, 0o077, 0o002), strict=True)):
        root = write_site(tmp_path / ("x y#%"[: number + 3] + "a" * number), PIECES)
        command = [sys.executable, str(ROOT / "build.py"), "--quiet", "--root", str(root), "--no-images"]
        command += ["--output", str(root / "out"), "--jobs", str(number + 1)]
        environment = {**os.environ, **machine}
        subprocess.run(command, env=environment, cwd=tmp_path, check=True, umask=umask)
        modes = {path.relative_to(root): path.stat().st_mode for path in (root / "out").rglob("*")}
        made.append((digests(root / "out"), modes))
    assert made[0] == made[1] == made[2]


def test_from_one_process_or_several(tmp_path: Path) -> None:
    body = "Rent.[^1]\n\n[^1]: A note."
    names = [f"content/articles/p{n:03}.md" for n in range(260)]
    pieces = "".join(f"-- {name} --\n{article(name, body=body)}" for name in names)
    write_site(tmp_path, pieces)
    build_at(tmp_path, output=tmp_path / "one")
    shutil.rmtree(tmp_path / ".cache")
    build_at(tmp_path, output=tmp_path / "several", jobs=2)
    assert digests(tmp_path / "one") == digests(tmp_path / "several")
