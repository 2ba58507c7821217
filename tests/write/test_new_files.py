"""What is made has its mode, whatever the umask, and whoever made its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.write.new_files import FileWriter


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_each_of_many_has_its_mode(tmp_path: Path) -> None:
    maker = FileWriter()
    for name in ("a", "b", "c"):
        maker.folder(str(tmp_path / name))
        maker.file(str(tmp_path / name / "index.html"), name.encode() * 100_000)
    assert {mode(folder) for folder in tmp_path.iterdir()} == {0o755}
    assert {mode(file) for file in tmp_path.glob("*/*")} == {0o644}
    assert (tmp_path / "b" / "index.html").read_bytes() == b"b" * 100_000


def test_what_another_process_made_says_nothing_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs").chmod(0o755)
    (tmp_path / "at once").mkdir(mode=0o700)
    maker = FileWriter()
    for name in ("theirs", "at once", "ours"):
        maker.folder(str(tmp_path / name), is_shared=True)
        assert mode(tmp_path / name) == 0o755


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    maker, file = FileWriter(), tmp_path / "a"
    maker.file(str(file), b"")
    for make in (lambda: maker.file(str(file), b"x"), lambda: maker.folder(str(file))):
        with pytest.raises(FileExistsError):
            make()
    with pytest.raises(NotADirectoryError):
        maker.folder(str(file), is_shared=True)
    assert file.read_bytes() == b""
