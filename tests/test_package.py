"""The wheel: what it holds, that it is reproducible, and a paper's own section begun and built with it alone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.tracked import ROOT, tracked_files

NOW = "2026-11-23T12:00:00+00:00"
ANSWERS = ("--title", "The Harbour Post", "--url", "https://example.org/opinion/", "--timezone", "Europe/Riga")


def copied_tree(folder: Path) -> Path:
    """Return a copy of the repository as a fresh clone holds it, with times of its own."""
    for path in tracked_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    return folder


def built_wheel(tree: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tree / "dist")]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=120)
    (wheel,) = (tree / "dist").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(copied_tree(tmp_path_factory.mktemp("tree")))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the wheel is installed, and the checkout cannot be found."""
    place = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(place), str(wheel)], check=True, capture_output=True, timeout=120)
    return {**os.environ, "PYTHONPATH": str(place), "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def run(*words: str, folder: Path, env: dict[str, str], check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def test_the_same_tree_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    again = built_wheel(copied_tree(tmp_path))
    assert sha256(again.read_bytes()).hexdigest() == sha256(wheel.read_bytes()).hexdigest()


def test_the_wheel_holds_the_engine_and_the_layouts_of_the_checkout(wheel: Path) -> None:
    packed = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            packed[name] = archive.read(name)
    wanted = {path: path for path in tracked_files() if path.startswith("press/")}
    wanted |= {f"press/{path}": path for path in tracked_files() if path.startswith("layouts/")}
    wanted |= {f"press/shipped/{path}": path for path in ("build.py", "requirements.txt")}
    assert {name for name in packed if not name.startswith("press_opinion-")} == wanted.keys()
    assert [name for name, path in wanted.items() if packed[name] != (ROOT / path).read_bytes()] == []


def test_a_section_is_begun_built_checked_and_deployed_with_the_wheel_alone(
    wheel: Path, installed: dict[str, str], tmp_path: Path
) -> None:
    run("press", "init", "harbour", *ANSWERS, "--engine", str(wheel), folder=tmp_path, env=installed)
    site = tmp_path / "harbour"
    digest = sha256(wheel.read_bytes()).hexdigest()
    assert f"./vendor/{wheel.name} \\\n    --hash=sha256:{digest}" in (site / "requirements.txt").read_text()
    assert (site / "vendor" / wheel.name).read_bytes() == wheel.read_bytes()
    built = run("press", "build", "--strict", folder=site, env=installed)
    assert built.stdout.startswith("Built 1 piece on ")
    again = run(sys.executable, "build.py", "build", "--strict", folder=site, env=installed)
    assert ": 0 rendered," in again.stdout
    run(sys.executable, "-m", "press", "check", "--strict", folder=site, env=installed)
    with (site / "config.yaml").open("a") as config:
        config.write(f"\ndeploy: {{live: {{target: folder, path: {tmp_path / 'live'}}}}}\n")
    run("press", "build", folder=site, env=installed)
    run("press", "deploy", "live", folder=site, env=installed)
    assert (tmp_path / "live" / "index.html").read_bytes() == (site / "site" / "index.html").read_bytes()


def test_the_wheel_and_the_checkout_build_the_same_bytes(installed: dict[str, str], tmp_path: Path) -> None:
    run("press", "init", "harbour", *ANSWERS, folder=tmp_path, env=installed)
    options = ("--root", str(tmp_path / "harbour"), "--now", NOW, "--clean")
    run("press", "build", *options, "--output", str(tmp_path / "a"), folder=tmp_path, env=installed)
    run(sys.executable, "build.py", "build", *options, "--output", str(tmp_path / "b"), folder=ROOT, env={**os.environ})
    files = {name: files_below(tmp_path / name) for name in ("a", "b")}
    assert files["a"] == files["b"]
    assert len(files["a"]) > 20


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_version_is_said(installed: dict[str, str], tmp_path: Path) -> None:
    from press import __version__

    assert run("press", "--version", folder=tmp_path, env=installed).stdout.strip() == f"press {__version__}"


@pytest.mark.parametrize(
    ("words", "name", "command"),
    [
        (("press",), "press", "press"),
        ((sys.executable, "-m", "press"), "press", "python -m press"),
        ((sys.executable, str(ROOT / "build.py")), "build.py", "python build.py"),
    ],
)
def test_messages_and_hints_name_what_was_typed(
    words: tuple[str, ...], name: str, command: str, installed: dict[str, str], tmp_path: Path
) -> None:
    run("press", "init", "harbour", *ANSWERS, folder=tmp_path, env=installed)
    refused = run(*words, "related", "--explain", folder=tmp_path / "harbour", env=installed, check=False)
    assert refused.stderr.startswith(f"{name}: --explain wants a piece\n  hint: {command} related ")
    misspelt = run(*words, "biuld", folder=tmp_path / "harbour", env=installed, check=False)
    assert misspelt.stderr.startswith(f"Usage: {name} ")


def test_a_folder_without_a_section_says_how_to_begin_one(installed: dict[str, str], tmp_path: Path) -> None:
    done = run("press", folder=tmp_path, env=installed, check=False)
    assert done.returncode == 2
    assert "press init DIR begins a section" in done.stderr


FIGURES = re.compile(r"\d+\.\d s\b|(?<=build )[0-9a-f]{20}")


def transcript() -> list[tuple[str, str]]:
    """Return the commands of docs/beginning.md with what each prints there."""
    block = re.search(r"^```transcript\n(.*?)^```$", (ROOT / "docs/beginning.md").read_text(), re.MULTILINE | re.DOTALL)
    assert block
    steps = re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]
    return [(command, printed) for command, _, printed in (step.partition("\n") for step in steps)]


@pytest.mark.skipif(sys.platform == "win32", reason="the transcript is typed into a POSIX shell")
def test_the_transcript_of_the_documents_is_what_happens(
    wheel: Path, installed: dict[str, str], tmp_path: Path
) -> None:
    env = {**installed, "SOURCE_DATE_EPOCH": "1795435200", "PYTHONWARNINGS": "default"}
    folder = tmp_path
    for command, printed in transcript():
        if command.startswith("cd "):
            folder = folder / command[3:]
            continue
        words = command.replace("WHEEL", shlex.quote(str(wheel)))
        done = run("sh", "-c", words, folder=folder, env=env)
        assert FIGURES.sub("", done.stdout) == FIGURES.sub("", printed), command
