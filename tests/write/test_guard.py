from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.write.guard import check_output
from tests.write.trees import build, contents


@pytest.fixture
def site(tmp_path: Path) -> Site:
    root = tmp_path / "work" / "paper"
    for folder in ("content/articles", "layouts"):
        (root / folder).mkdir(parents=True)
    (root / "config.yaml").write_text("title: Paper\n")
    return Site(
        root=root,
        config=root / "config.yaml",
        layouts=(root / "layouts", tmp_path / "engine" / "layouts"),
        output=root / "site",
        cache=root / ".cache",
        now=datetime(2026, 3, 2, tzinfo=UTC),
    )


def refusal_of(site: Site) -> Refusal:
    """Why the output is refused; nothing may change by it."""
    before = contents(Path(site.root))
    with pytest.raises(Refusal) as caught:
        check_output(site)
    assert contents(Path(site.root)) == before
    return caught.value


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("/", "is the root of the disk, or holds it"),
        ("~", "is your home folder, or holds it"),
        ("~/..", "is your home folder, or holds it"),
        (".", "is the site's own folder, or holds it"),
        ("..", "is the site's own folder, or holds it"),
        ("site/..", "is the site's own folder, or holds it"),
        ("content", "and the sources in {root}/content stand one in the other"),
        ("content/static", "and the sources in {root}/content stand one in the other"),
        ("layouts", "and the sources in {root}/layouts stand one in the other"),
        ("../../engine", "and the sources in {root}/../../engine/layouts stand one in the other"),
        (".cache", "is the cache, or holds it"),
        ("config.yaml", "is the configuration, or holds it"),
    ],
)
def test_folders_that_may_never_be_an_output(
    site: Site, output: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(site.root).parent.parent / "home" / "editor"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    path = Path(output).expanduser() if output.startswith("~") else Path(site.root, output)
    found = refusal_of(replace(site, output=path))
    root = Path(site.root)
    shown = why.format(root=root).replace(f"{root}/../..", str(root.parent.parent))
    assert found.message == f"The output folder {path} {shown}."
    assert found.code == ExitCode.USAGE
    assert found.hint == "Name an empty folder of its own for the output, such as site."


def git_repository(output: Path) -> None:
    (output / ".git").mkdir(parents=True)
    (output / ".git" / "HEAD").write_text("ref: refs/heads/main\n")


def somebodys_files(output: Path) -> None:
    (output / "letters").mkdir(parents=True)
    (output / "letters" / "to-a-friend.txt").write_text("mine")


def broken_seal(output: Path) -> None:
    output.mkdir()
    (output / ".press.json").write_text('{"format": 1, "files": ')


def seal_that_is_a_link(output: Path) -> None:
    build(output.parent / "other", output.parent / "c", {"a.html": b"a"})
    output.mkdir()
    (output / ".press.json").symlink_to("../other/.press.json")


def seal_that_names_what_is_outside(output: Path) -> None:
    output.mkdir()
    (output / ".press.json").write_text('{"format": 1, "files": {"../config.yaml": "0"}}')


@pytest.mark.parametrize(
    ("prepare", "why"),
    [
        (git_repository, "is a git repository that no build made"),
        (somebodys_files, "holds files that no build made (letters/to-a-friend.txt)"),
        (broken_seal, "holds files that no build made (.press.json)"),
        (seal_that_is_a_link, "holds files that no build made (.press.json)"),
        (seal_that_names_what_is_outside, "holds files that no build made (.press.json)"),
        (lambda output: output.write_text("mine"), "is a file"),
        (lambda output: output.symlink_to("nowhere"), "is a link that leads nowhere"),
        (lambda output: output.symlink_to(output), "is a link that leads nowhere"),
        (lambda output: output.symlink_to("content"), "and the sources in {root}/content stand one in the other"),
    ],
)
def test_folders_with_something_of_somebodys(site: Site, prepare: Callable[[Path], object], why: str) -> None:
    prepare(Path(site.output))
    found = refusal_of(site)
    assert found.message == f"The output folder {site.output} {why.format(root=site.root)}."
    assert found.code == ExitCode.USAGE


def test_a_name_that_no_terminal_can_print_is_escaped(site: Site) -> None:
    output = Path(site.output)
    output.mkdir()
    (output / "caf\udce9.txt").write_text("mine")
    assert "(caf\\udce9.txt)" in refusal_of(site).message


def sealed_with_files_of_others(output: Path) -> None:
    build(output, output.parent / ".cache", {"a.html": b"a"})
    git_repository(output)
    (output / "CNAME").write_text("paper.example")


def cut_off(output: Path) -> None:
    (output / ".press-staging").mkdir(parents=True)
    (output / ".press-staging" / "1").write_bytes(b"half")
    (output / "2026" / "03").mkdir(parents=True)


def only_a_gitignore(output: Path) -> None:
    output.mkdir()
    (output / ".gitignore").write_text("*\n")


def link_to_an_empty_folder(output: Path) -> None:
    (output.parent / "real").mkdir()
    output.symlink_to("real")


@pytest.mark.parametrize(
    "prepare",
    [
        sealed_with_files_of_others,
        cut_off,
        only_a_gitignore,
        link_to_an_empty_folder,
        lambda output: None,
        lambda output: output.mkdir(),
    ],
)
def test_folders_that_may_be_built_into(site: Site, prepare: Callable[[Path], object]) -> None:
    prepare(Path(site.output))
    before = contents(Path(site.root))
    check_output(site)
    assert contents(Path(site.root)) == before


def test_a_preview_inside_the_cache(site: Site) -> None:
    check_output(replace(site, output=Path(site.cache) / "preview"))


def test_an_output_below_a_file(site: Site) -> None:
    output = Path(site.root) / "config.yaml" / "site"
    found = refusal_of(replace(site, output=output))
    assert found.message == f"The output folder {output} cannot be made: {site.config} is a file."
    assert found.code == ExitCode.USAGE
