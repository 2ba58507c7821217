from __future__ import annotations

import pytest

from press.model.manifest import ManifestBreach, breaches, manifest_bytes, parse_manifest, patched_manifest

FILES = {"b/index.html": "2", "a.txt": "1"}


def test_a_seal_is_read_as_it_was_written_and_sorted() -> None:
    text = manifest_bytes(FILES)
    assert parse_manifest(text) == FILES
    assert text.index(b"a.txt") < text.index(b"b/index.html")


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"files": {}, "format": 2}', b'{"files": [], "format": 1}'),
        *(b'{"files": {"a": 1}, "format": 1}', b'{"files": {"../a": "1"}, "format": 1}'),
        *(b'{"files": {"/a": "1"}, "format": 1}', b'{"files": {".press.json": "1"}, "format": 1}'),
    ],
)
def test_what_is_no_seal_is_refused(data: bytes) -> None:
    assert parse_manifest(data) is None


def test_each_file_that_is_not_as_sealed_is_named() -> None:
    assert breaches(FILES, {**FILES, ".press.json": "x", ".gitignore": "x"}) == ()
    assert breaches(FILES, {"a.txt": "9", ".env": "3"}) == (
        ManifestBreach(".env", "foreign"),
        ManifestBreach("a.txt", "edited"),
        ManifestBreach("b/index.html", "missing"),
    )


@pytest.mark.parametrize("name", ["a.txt", "b/index.html", 'b "x\\', "ü.txt"])
def test_a_seal_is_changed_in_one_place_as_if_it_were_written_anew(name: str) -> None:
    files = {**FILES, "c/a.txt": "3", 'b "x\\': "4", "ü.txt": "5", 'z"a.txt': "6"}
    assert patched_manifest(manifest_bytes(files), {name: "1234"}) == manifest_bytes({**files, name: "1234"})
    assert patched_manifest(manifest_bytes(files), {name: "7", "index.html": "8"}) is None
