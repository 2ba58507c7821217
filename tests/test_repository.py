"""What stands beside the engine: locks, Makefile, licence, and that git holds sources only."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.tracked import tracked_files

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-extras.txt", "requirements-dev.txt")
MIB = 1 << 20
# An address, a path of a machine, or an option of pip that names an index.
PLACE = re.compile(r"https?:|file:|(?<![\w.])/\w+/|^\s*-", re.MULTILINE)


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def requirements_of(lock: str) -> dict[str, tuple[str, list[str]]]:
    """`name==1.2 --hash=... --hash=...`, a line or several -> {name: (`name==1.2`, [hash, ...])}."""
    text = re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return {line[0].partition("==")[0]: (line[0], line[1:]) for line in lines}


def floors_of(requirements: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in requirements.splitlines())
    return sorted(line for line in lines if line and not line.startswith("-"))


def targets_of(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, flags=re.MULTILINE))


def makes_named_in(document: str) -> set[str]:
    """`make NAME` in code, inline or in blocks; a bare `make` is no target of its own."""
    code = re.findall(r"^ *```.*?^ *```|`[^`\n]+`", document, flags=re.MULTILINE | re.DOTALL)
    return {name for piece in code for name in re.findall(r"\bmake ([a-z][a-z-]*)", piece)}


@pytest.mark.parametrize("path", [*LOCKS, "bench/requirements.txt"])
def test_a_lock_pins_each_package_with_hashes(path: str) -> None:
    requirements = requirements_of(text_of(path))
    assert len(requirements) > 10
    for name, (pin, hashes) in requirements.items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+!-]+", pin), f"{path}: {pin} is not one version"
        assert hashes, f"{path}: {name} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes), f"{path}: {name}"


@pytest.mark.parametrize(
    "path",
    [*LOCKS, *(lock.replace(".txt", ".in") for lock in LOCKS), "bench/requirements.txt", "bench/requirements.in"],
)
def test_a_lock_names_no_place(path: str) -> None:
    lines = re.sub(r"^-r requirements[a-z-]*\.txt$", "", text_of(path), flags=re.MULTILINE).splitlines()
    hashless = (re.sub(r"^\s*--hash=\S+( \\)?$", "", line) for line in lines)
    found = [f"{path}:{n}: {line}" for n, line in enumerate(hashless, 1) if PLACE.search(line)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("smaller", "larger"), list(itertools.pairwise(LOCKS)))
def test_a_larger_lock_holds_the_smaller_one(smaller: str, larger: str) -> None:
    fewer, more = requirements_of(text_of(smaller)), requirements_of(text_of(larger))
    assert {name: more.get(name) for name in fewer} == fewer, "lock again: make lock"


def test_the_floors_are_the_same_everywhere_and_the_locks_keep_them() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert floors_of(text_of("requirements.in")) == sorted(project["dependencies"])
    extras = project["optional-dependencies"]
    assert floors_of(text_of("requirements-extras.in")) == sorted([*extras["import"], *extras["s3"], *extras["search"]])
    assert floors_of(text_of("requirements-dev.in")) == sorted(project["optional-dependencies"]["dev"])
    pins = requirements_of(text_of("requirements-dev.txt"))
    for floor in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        name, _, least = re.sub(r"\[.*?\]", "", floor).partition(">=")
        assert name in pins, f"{name} is in no lock: make lock"
        assert numbers(pins[name][0].partition("==")[2]) >= numbers(least), f"{pins[name][0]} < {least}"


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


@pytest.mark.parametrize(("folder", "wants"), [("tests", "devDependencies"), ("bench", "dependencies")])
def test_the_npm_lock_has_hashes_and_names_no_registry(folder: str, wants: str) -> None:
    lock: dict[str, Any] = json.loads(text_of(f"{folder}/package-lock.json"))
    wanted = json.loads(text_of(f"{folder}/package.json"))[wants]
    assert lock["packages"][""][wants] == wanted
    for path, package in lock["packages"].items():
        if path:
            assert package["integrity"].startswith("sha512-"), path
            assert "resolved" not in package, f"{path} names the registry that it came from: make lock"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_the_makefile_has_what_the_documents_name(document: str) -> None:
    assert makes_named_in(text_of(document)) <= targets_of(text_of("Makefile"))


def test_the_makefile_has_its_four_targets() -> None:
    assert targets_of(text_of("Makefile")) >= {"site", "test", "lint", "clean"}


def test_the_readers_of_this_file_work() -> None:
    assert targets_of("A := b\nsite: x\n\ty\nno-npm:\n") == {"site", "no-npm"}
    assert makes_named_in("Just make haste.\n```\nmake site\n```\nor `make test`") == {"site", "test"}
    assert requirements_of("# a\nb==1 \\\n    --hash=sha256:0\n    # via c\n") == {"b": ("b==1", ["--hash=sha256:0"])}
    assert [bool(PLACE.search(line)) for line in ("--index-url x", "x @ file:///x", "a==1 \\")] == [
        True,
        True,
        False,
    ]


def test_the_licence_is_there() -> None:
    licence = text_of("LICENSE")
    assert licence.startswith("MIT License")
    assert "2026 The Press contributors" in licence


def test_the_published_folder_is_not_in_git() -> None:
    assert [path for path in tracked_files() if path.startswith("site/")] == ["site/.gitignore"]


def test_git_holds_no_big_file() -> None:
    sizes = ((path, (ROOT / path).stat().st_size) for path in tracked_files())
    big = [f"{path}: {size:,} bytes" for path, size in sizes if size > MIB]
    assert not big, "\n".join(["over 1 MiB:", *big])


def test_ci_can_be_run() -> None:
    assert (ROOT / ".ci/run").stat().st_mode & 0o111, ".ci/run is not executable"
    assert text_of(".ci/run").startswith("#!/usr/bin/env bash\n")
