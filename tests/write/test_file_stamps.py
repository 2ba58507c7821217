from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from press.write.file_stamps import COARSE_NS, file_stamps, stat_keys_again


def gone_file(top: Path) -> None:
    (top / "two.html").unlink()


def new_folder(top: Path) -> None:
    (top / "a/c").mkdir()


def gone_folder(top: Path) -> None:
    (top / "empty").rmdir()


def link_in_the_place_of_a_folder(top: Path) -> None:
    (top / "a").rename(top / "z")
    (top / "a").symlink_to("z")


def link_that_leads_elsewhere(top: Path) -> None:
    (top / "link").unlink()
    (top / "link").symlink_to("a")


def file_where_a_folder_was(top: Path) -> None:
    (top / "empty").rmdir()
    (top / "empty").write_bytes(b"")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file's bytes": lambda top: (top / "a/b/one.html").write_bytes(b"ONE"),
    "a new file": lambda top: (top / "a/b/new.html").write_bytes(b""),
    "a new file at the top": lambda top: (top / ".hidden").write_bytes(b""),
    "a file of another name": lambda top: (top / "two.html").rename(top / "three.html"),
    "a file put in the place of another": lambda top: (top / "a/b/spare").replace(top / "a/b/one.html"),
    "a file that has gone": gone_file,
    "a new folder without files": new_folder,
    "a folder that has gone": gone_folder,
    "a link in the place of a folder": link_in_the_place_of_a_folder,
    "a link that leads elsewhere": link_that_leads_elsewhere,
    "a file where a folder was": file_where_a_folder_was,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_below_a_folder_shows_in_what_is_known_of_it(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    for folder in ("a/b", "empty"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("a/b/one.html", "a/b/spare", "two.html"):
        (tmp_path / file).write_bytes(b"one")
    (tmp_path / "link").symlink_to("two.html")
    before = file_stamps(str(tmp_path)).stat_keys
    assert stat_keys_again(str(tmp_path), before) == before
    time.sleep(COARSE_NS / 1e9 if os.stat(tmp_path).st_mtime_ns % 10**9 == 0 else 0.02)  # noqa: PTH116 - as they are taken
    change(tmp_path)
    assert stat_keys_again(str(tmp_path), before) != before


def test_what_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert file_stamps(str(tmp_path / "nothing")).stat_keys == {}
