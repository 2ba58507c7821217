"""What counts as a change of the sources, and what does not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from press.serve import inputs
from press.serve.inputs import Inputs, Tree, changed, look, look_at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/a.md").write_text("a")
    (tmp_path / "content/articles/b.md").write_text("b")
    return tmp_path / "content"


def names(found: tuple[str, ...], folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in found]


def both(folder: Path, act: Callable[[], object], hint: str) -> list[list[str]]:
    """What a look at everything and a look at the hint find after `act`."""
    trees = [Tree(str(folder))]
    before = look(trees, {})
    act()
    found: list[Inputs] = [look(trees, before), look_at([os.path.realpath(folder / hint)], trees, before)]
    return [names(changed(before, after), folder) for after in found]


def test_what_is_written_removed_or_added_is_a_change(folder: Path) -> None:
    a = folder / "articles/a.md"
    assert both(folder, lambda: a.write_text("other"), "articles/a.md") == [["articles/a.md"]] * 2
    assert both(folder, lambda: a.write_text("OTHER"), "articles/a.md") == [["articles/a.md"]] * 2
    assert both(folder, a.unlink, "articles/a.md") == [["articles/a.md"]] * 2
    assert both(folder, lambda: a.write_text("x"), "articles/a.md") == [["articles/a.md"]] * 2


def test_reads_modes_and_times_are_no_change(folder: Path) -> None:
    a = folder / "articles/a.md"
    assert both(folder, a.read_text, "articles/a.md") == [[], []]
    assert both(folder, lambda: a.chmod(0o600), "articles/a.md") == [[], []]
    assert both(folder, a.touch, "articles/a.md") == [[], []]
    assert both(folder, lambda: os.utime(a, (1, 1)), "articles/a.md") == [[], []]
    assert both(folder, lambda: a.write_text("a"), "articles/a.md") == [[], []]


def test_a_folder_that_moves_takes_its_files_with_it(folder: Path) -> None:
    found = both(folder, lambda: (folder / "articles").rename(folder / "texts"), "articles")
    whole = ["articles/a.md", "articles/b.md", "texts/a.md", "texts/b.md"]
    assert found == [whole, whole[:2]]  # the new name has a hint of its own
    assert both(folder, lambda: (folder / "texts").rename(folder / "articles"), "articles")[1] == whole[:2]


def test_litter_and_hidden_names_are_passed_over(folder: Path) -> None:
    def litter() -> None:
        for name in (".a.md.swp", "a.md~", "#a.md#", "4913", ".git", "a.md___jb_tmp___"):
            (folder / "articles" / name).write_text("x")

    assert both(folder, litter, "articles/a.md~") == [[], []]
    hidden = [Tree(str(folder), hidden=True)]
    assert names(changed(look([Tree(str(folder))], {}), look(hidden, {})), folder) == ["articles/.git"]


def test_two_saves_within_one_tick_of_the_clock_are_told_apart(folder: Path) -> None:
    a, trees = folder / "articles/a.md", [Tree(str(folder))]
    now = time.time_ns()
    os.utime(a, ns=(now, now))
    before = look(trees, {})
    a.write_text("b")
    os.utime(a, ns=(now, now))
    assert names(changed(before, look(trees, before)), folder) == ["articles/a.md"]


def test_a_file_that_has_long_been_there_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = [Tree(str(folder))]
    monkeypatch.setattr(inputs, "MARGIN_NS", -(10**12))  # as if all were written long ago
    before = look(trees, {})
    (folder / "articles/a.md").write_text("other")
    read: list[str] = []

    def digest(path: str, _status: os.stat_result) -> str:
        read.append(path)
        return "x"

    monkeypatch.setattr(inputs, "_digest", digest)
    look(trees, before)
    assert names(tuple(read), folder) == ["articles/a.md"]


def test_links_are_followed_and_end(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/c.md").write_text("c")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "round").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "gone")
    (folder / "self").symlink_to(folder / "self")
    assert f"{folder}/linked/c.md" in look([Tree(str(folder))], {})


def test_a_link_that_leads_nowhere_is_a_change(folder: Path) -> None:
    link, trees = folder / "articles/c.md", [Tree(str(folder))]
    before = look(trees, {})
    link.symlink_to("gone.md")
    assert names(changed(before, look(trees, before)), folder) == ["articles/c.md"]
    (folder / "articles/gone.md").write_text("c")
    assert names(changed(look(trees, before), before), folder) == ["articles/c.md", "articles/gone.md"]


def test_pipes_do_not_block_and_what_cannot_be_read_is_seen(folder: Path) -> None:
    os.mkfifo(folder / "articles/pipe")
    assert look([Tree(str(folder))], {})[f"{folder}/articles/pipe"].digest.startswith("special")


def test_a_large_file_is_told_by_size_and_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "READ_LIMIT", 3)
    (folder / "film.mp4").write_text("large")
    assert look([Tree(str(folder))], {})[f"{folder}/film.mp4"].digest.startswith("large: 5 ")


def test_many_hints_are_one_look_at_everything(folder: Path) -> None:
    trees = [Tree(str(folder))]
    before = look(trees, {})
    for n in range(100):
        (folder / f"articles/n{n}.md").write_text("n")
    hints = [os.path.realpath(folder / f"articles/n{n}.md") for n in range(100)]
    assert look_at(hints, trees, before) == look(trees, before)


def test_hints_outside_the_trees_say_nothing_and_above_them_everything(folder: Path, tmp_path: Path) -> None:
    trees = [Tree(str(folder)), Tree(str(tmp_path / "config.yaml"))]
    before = look(trees, {})
    (tmp_path / "config.yaml").write_text("title: x")
    (folder / "articles/a.md").write_text("new")
    assert look_at([str(tmp_path / "other")], trees, before) == before
    found = changed(before, look_at([os.path.realpath(tmp_path)], trees, before))
    assert names(found, tmp_path) == ["config.yaml", "content/articles/a.md"]
