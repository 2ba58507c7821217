from __future__ import annotations

import os
from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from press.read.folder import list_files, read_layers, read_source


def listed(folder: Path) -> tuple[list[str], list[str]]:
    found = list_files(folder, shown="content")
    return list(found.paths), [f"{problem.place}: {problem.message}" for problem in found.problems]


def test_files_are_listed_in_order_and_litter_is_not(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", ".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", "a.md.orig", ".DS_Store", ".hidden"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.md").write_text("x")
    assert listed(tmp_path) == (["a.md", "b.md", "sub/c.md"], [])


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert listed(tmp_path / "none") == ([], [])


def test_links_that_lead_astray_are_problems(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "in2").mkdir()
    (inside / "out.md").symlink_to(tmp_path / "secret.md")
    (inside / "sibling").symlink_to(tmp_path / "in2")
    (inside / "dangling.md").symlink_to(tmp_path / "nothing")
    (inside / "loop.md").symlink_to(inside / "loop.md")
    assert listed(inside) == (
        [],
        [
            "content/dangling.md: this link leads nowhere",
            "content/loop.md: this link leads nowhere",
            "content/out.md: this link leads out of the folder",
            "content/sibling: this link leads out of the folder",
        ],
    )


def test_pipes_and_folders_named_like_articles_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "x.md").write_text("x")
    paths, problems = listed(tmp_path)
    assert paths == []
    assert problems == [
        "content/folder.md: this is a folder, not an article",
        "content/pipe.md: not a plain file; passed over",
    ]


def test_a_name_that_is_no_text_is_a_problem_and_is_printed_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md")).write_text("x")
    assert listed(tmp_path) == ([], ["content/\\udcff.md: the file's name is not valid UTF-8"])


def test_a_large_file_is_a_problem_and_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(ProblemsFound) as found:
        read_source(tmp_path, "a.md", shown="content", limit=2 * 1024 * 1024)
    assert found.value.problems[0].message == "the file is larger than 2 MB"


def test_the_first_layout_folder_that_has_a_name_wins(tmp_path: Path) -> None:
    for folder, name, text in [("own", "a.html", "own"), ("ours", "a.html", "ours"), ("ours", "b.html", "ours")]:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text)
    layers = read_layers([tmp_path / "own", tmp_path / "ours"])
    assert {name: source.data for name, source in layers.items()} == {"a.html": b"own", "b.html": b"ours"}
