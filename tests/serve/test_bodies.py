"""Bytes of answers: the script in a page, types, ranges."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from press.serve.bodies import open_file, page_key, range_of, with_script
from press.serve.snapshot import make_snapshot


def test_the_script_stands_at_the_end_of_the_body_once() -> None:
    assert with_script(b"<body>a</body></html>", b"!") == b"<body>a!</body></html>"
    assert with_script(b"<pre></body></pre></BODY >", b"!") == b"<pre></body></pre>!</BODY >"
    assert with_script(b"no body", b"!") == b"no body!"


def test_a_page_whose_style_alone_changed_shows_the_same() -> None:
    one, two = (b'<link href="/a/press.%s.css">text' % digest for digest in (b"0123456789", b"abcdef0123"))
    assert page_key(200, one) == page_key(200, two)
    assert page_key(200, one) != page_key(404, one)
    assert page_key(200, one) != page_key(200, one + b"s")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", range(10)),
        ("bytes=0-3", range(4)),
        ("bytes=4-", range(4, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=0-99", range(10)),
        ("bytes=10-", None),
        ("bytes=-0", None),
        ("bytes=3-1", range(10)),
        ("bytes=-", range(10)),
        ("bytes=0-1,4-5", range(10)),
        ("lines=0-1", range(10)),
        ("bytes=" + "9" * 5000 + "-", None),
    ],
)
def test_ranges(asked: str, expected: range | None) -> None:
    assert range_of(asked, 10) == expected


def test_a_file_held_open_stays_whole_when_another_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    opened = open_file(str(tmp_path), "a", make_snapshot("/", {"a": "x"}, (), ()))
    assert opened is not None
    (tmp_path / "b").write_text("newer")
    (tmp_path / "b").replace(tmp_path / "a")
    with opened.file as file:
        assert (file.read(), opened.size) == (b"old", 3)


def test_only_what_the_snapshot_names_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    snapshot = make_snapshot("/", {"gone": "x"}, (), ())
    assert open_file(str(tmp_path), "a", snapshot) is None
    assert open_file(str(tmp_path), "gone", snapshot) is None


def _linked(folder: Path) -> None:
    (folder / "secret").write_text("secret")
    (folder / "site/a").symlink_to(folder / "secret")


def _through_a_folder(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/b").write_text("secret")
    (folder / "site/a").symlink_to(folder / "elsewhere")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "site/a")


def _folder(folder: Path) -> None:
    (folder / "site/a").mkdir()


@pytest.mark.parametrize(
    ("make", "path"), [(_linked, "a"), (_through_a_folder, "a/b"), (_pipe, "a"), (_folder, "a"), (_pipe, "a/b")]
)
def test_what_was_put_in_place_of_a_built_file_is_not_served(
    make: Callable[[Path], None], path: str, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    make(tmp_path)
    before = len([*Path("/proc/self/fd").iterdir()])
    assert open_file(str(tmp_path / "site"), path, make_snapshot("/", {path: "x"}, (), ())) is None
    assert len([*Path("/proc/self/fd").iterdir()]) == before
