"""`deploy` as a shell sees it: words, exit codes, and nothing on the terminal that is not asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from press.cli.main import NAMES, command_of
from press.commands.deploy import deploy
from press.commands.results import DeployOptions
from press.model.site import BuildOptions
from tests.sites import article, build_at, site_at, write_site
from tests.tracked import ROOT

RUN = [sys.executable, str(ROOT / "build.py")]
CONFIG = "title: T\nurl: https://example.org/opinion/\ndeploy:\n  live: {target: folder, path: ../host}\n"


def run(*words: str, root: Path) -> subprocess.CompletedProcess[str]:
    command = [*RUN, *words, "--root", str(root), "--now", "2026-11-23"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(
        tmp_path / "root", f"-- config.yaml --\n{CONFIG}-- content/articles/2026-03-02-rent.md --\n{article()}"
    )
    build_at(root)
    return root


def test_a_day_at_the_desk(root: Path) -> None:
    page = root.parent / "host/2026/03/rent/index.html"
    dry = run("deploy", "--dry-run", root=root)
    assert dry.returncode == 0
    assert "+ 2026/03/rent/index.html" in dry.stdout.splitlines()
    assert dry.stdout.splitlines()[-1].startswith("Would deploy to live, build ")
    assert not page.exists()

    first = run("deploy", "live", root=root)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.endswith(" 0 changed, 0 removed. https://example.org/opinion/\n")
    before = page.read_bytes()
    assert run("deploy", root=root).stdout.startswith("Nothing to do at live")

    source = root / "content/articles/2026-03-02-rent.md"
    source.write_text(source.read_text().replace("Text.", "Corrected."))
    stale = run("deploy", root=root)
    assert (stale.returncode, stale.stdout) == (4, "")
    assert stale.stderr.splitlines()[1] == "  hint: python build.py"
    run("build", root=root)
    assert "~ 2026/03/rent/index.html" in run("deploy", "--verbose", root=root).stdout.splitlines()
    assert b"Corrected." in page.read_bytes()

    back = run("deploy", "--rollback", root=root)
    assert back.returncode == 0
    assert back.stdout.startswith("Rolled back at live, build ")
    assert page.read_bytes() == before
    assert run("deploy", "--quiet", root=root).stdout == ""


def test_an_earlier_build_is_named_by_the_beginning_of_its_id(root: Path) -> None:
    builds = []
    for text in ("One.", "Two.", "Three."):
        write_site(root, f"-- config.yaml --\n{CONFIG}-- content/articles/2026-03-02-rent.md --\n{article(body=text)}")
        build_at(root)
        builds.append(deploy(site_at(root), BuildOptions(), DeployOptions(), lambda _done, _total: None).change.build)
    wrong = run("deploy", "--rollback", "--build", "zzz", root=root)
    assert wrong.returncode == 4
    assert f"{builds[1]}, {builds[0]}" in wrong.stderr
    assert f"build {builds[0]}" in run("deploy", "--rollback", "--build", builds[0][:6], root=root).stdout
    assert b"One." in (root.parent / "host/2026/03/rent/index.html").read_bytes()


@pytest.mark.parametrize("words", [["--build", "x"], ["--rollback", "--forget"], ["nobody"]])
def test_usage_that_makes_no_sense_ends_with_2(root: Path, words: list[str]) -> None:
    done = run("deploy", *words, root=root)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (root.parent / "host").exists()


def test_a_host_that_fails_ends_with_5(root: Path) -> None:
    (root.parent / "host").write_text("a file where the folder should be")
    done = run("deploy", root=root)
    assert done.returncode == 5
    assert "hint: run the same command again" in done.stderr


def test_boto3_is_asked_for_in_words(root: Path) -> None:
    (root / "config.yaml").write_text(CONFIG.replace("folder, path: ../host", "s3, bucket: courier-opinion"))
    build_at(root)
    code = (
        "import sys; sys.modules['boto3'] = None\n"
        "from press.cli import main\n"
        f"sys.exit(main(['deploy', '--root', {str(root)!r}, '--now', '2026-11-23']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 3
    assert "needs the package boto3" in done.stderr
    assert "hint: make extras" in done.stderr


def test_init_writes_a_workflow_once(root: Path) -> None:
    done = run("deploy", "--init", "github", root=root)
    assert done.stdout == ".github/workflows/publish.yml\n"
    workflow = yaml.safe_load((root / ".github/workflows/publish.yml").read_text())
    triggers = workflow[True]  # YAML 1.1 reads the key `on` as a truth value
    assert set(triggers) == {"push", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    steps = workflow["jobs"]["publish"]["steps"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 5
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name in used), "no tag that somebody may move"
    assert workflow[True]["schedule"] == [{"cron": "7,37 * * * *"}]
    cached = next(step["with"]["path"].split() for step in steps if step.get("uses", "").startswith("actions/cache"))
    assert cached == [".cache", "site"]
    for step in steps:
        if step.get("run", "").startswith("python build.py"):
            words = step["run"].split()[2:]
            assert words[0] in NAMES
            known = {name for option in command_of(words[0]).params for name in option.opts}
            assert set(words[1:]) <= known
    again = run("deploy", "--init", "github", root=root)
    assert again.returncode == 2
    assert "already there" in again.stderr
