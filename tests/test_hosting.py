"""docs/hosting.md: what it says of publishing on time is run, as far as a test can."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.sites import CONFIG, article, write_site
from tests.tracked import ROOT

GUIDE = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
BLOCKS = [text for name, text in re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL) if not name]


def block(beginning: str) -> str:
    [found] = [text for text in BLOCKS if text.startswith(beginning)]
    return str(found)


@pytest.fixture
def section(tmp_path: Path) -> Path:
    """A section with a piece to come and one that goes, and everything that the guide's commands name."""
    pieces = {
        "now": article("Now", "2026-03-02", expires="2026-12-20"),
        "later": article("Later", "2026-12-01T06:30"),
    }
    files = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in pieces.items())
    root = write_site(tmp_path, f"-- config.yaml --\n{CONFIG}timezone: Europe/Riga\n{files}")
    (root / ".venv/bin").mkdir(parents=True)
    (root / ".venv/bin/python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (root / ".venv/bin/python").chmod(0o755)
    for name in ("press", "layouts"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "build.py", root / "build.py")
    return root


def build(root: Path, now: str) -> dict[str, object]:
    command = [sys.executable, str(ROOT / "build.py"), "build", "--json", "--root", str(root), "--now", now]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_build_says_when_the_next_one_is_due_and_that_build_publishes(section: Path) -> None:
    result = build(section, "2026-11-23T12:00:00Z")
    assert result["next_due"] == result["valid_until"] == "2026-12-01T06:30:00+02:00"
    page = section / "site/2026/12/later/index.html"
    assert not page.exists()
    build(section, "2026-12-01T06:29:59+02:00")
    assert not page.exists()
    result = build(section, str(result["next_due"]))
    assert page.exists()
    assert result["next_due"] is None
    assert result["valid_until"] == "2026-12-03T06:30:00+02:00"  # then it is news no more


def test_what_expires_goes_at_its_moment(section: Path) -> None:
    page = section / "site/2026/03/now/index.html"
    due = build(section, "2026-12-10T00:00:00Z")["valid_until"]
    assert (due, page.exists()) == ("2026-12-20T00:00:00+02:00", True)
    build(section, str(due))
    assert not page.exists()


def test_the_fields_of_the_example_are_those_of_a_build(section: Path) -> None:
    shown = json.loads(block('{"articles"').replace(", ...}", "}"))
    assert shown.keys() <= build(section, "2026-11-23T12:00:00Z").keys()
    assert all(datetime.fromisoformat(shown[name]) for name in ("next_due", "valid_until"))


def test_the_line_for_cron_builds(section: Path) -> None:
    *times, command = block("*/10").strip().split(" ", 5)
    assert times == ["*/10", "*", "*", "*", "*"]
    done = subprocess.run(["sh", "-c", command.replace("/srv/opinion", str(section))], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert (section / "site/index.html").is_file()


def test_the_units_for_systemd(section: Path) -> None:
    service, timer = configparser.ConfigParser(), configparser.ConfigParser()
    for parser in (service, timer):
        parser.optionxform = str  # type: ignore[assignment, method-assign]
    service.read_string(block("[Unit]\nDescription=Build the opinion section\n"))
    timer.read_string(block("[Unit]\nDescription=Build the opinion section every"))
    command = service["Service"]["ExecStart"].replace("/srv/opinion", str(section)).split()
    subprocess.run(command, cwd=section, check=True)
    assert (section / "site/index.html").is_file()
    assert (timer["Timer"]["OnCalendar"], timer["Install"]["WantedBy"]) == ("*:0/10", "timers.target")
    if shutil.which("systemd-analyze"):
        subprocess.run(["systemd-analyze", "calendar", timer["Timer"]["OnCalendar"]], check=True, capture_output=True)


def test_the_script_arranges_the_next_build_for_the_moment_that_it_is_due(section: Path, tmp_path: Path) -> None:
    (section / "publish.sh").write_text(block("#!/bin/sh"), encoding="utf-8")
    # There is no systemd to ask in a test: what it is asked is written down.
    asked, folder = tmp_path / "asked", tmp_path / "programs"
    folder.mkdir()
    for name in ("systemd-run", "systemctl"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {asked}\n')
        (folder / name).chmod(0o755)
    moment = str(int(datetime.fromisoformat("2026-11-23T12:00:00+00:00").timestamp()))
    environ = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": moment}
    subprocess.run(["sh", section / "publish.sh"], env=environ, check=True)
    assert (section / "site/index.html").is_file()
    last = asked.read_text().splitlines()[-1]
    assert last == (
        f"systemd-run --user --unit=opinion-next --on-calendar=2026-12-01 04:30:00 UTC {section}/publish.sh"
    )


def test_every_file_that_the_guide_names_is_written(section: Path) -> None:
    rights = "rights: {training: no, answers: no, licence_url: https://example.org/terms/}\n"
    write_site(section, f"-- config.yaml --\n{CONFIG}cname: opinion.example.org\n{rights}".replace("/opinion/", "/"))
    build(section, "2026-11-23T12:00:00Z")
    chapter = GUIDE.partition("\n## What stands beside the pages\n")[2].partition("\n## ")[0]
    table = re.findall(r"^\| (`.*?`) \|", chapter, re.MULTILINE)
    names = [name for cell in table for name in re.findall(r"`([^`]+)`", cell)]
    assert len(names) == 11
    assert [name for name in names if not (section / "site" / name).exists()] == []
