from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.exports import ghost
from tests.importing.runs import all_bytes, brought_in, built, piece


def test_an_export_comes_in_without_members(tmp_path: Path) -> None:
    root = tmp_path / "section"
    assert brought_in(root, "ghost", str(ghost(tmp_path))) == 0
    assert built(root) == 0
    text = piece(root, "first")
    assert "See [it](2021-05-01-second.md)." in text
    assert "authors: [bo-li]" in text
    assert "topics: [River]" in text
    published = all_bytes(root / "site")
    assert b"membersmarker" not in published
    assert b"mailmarker" not in published
    for secret in (b"@mail.example", b"Member Marker", b"hashmarker", b"internal"):
        assert secret not in all_bytes(root / "content"), secret
    assert (root / "site/first/index.html").is_file()
    assert (root / "site/tag/river/index.html").is_file()
    assert (root / "site/author/bo/index.html").is_file()


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"db": []}', "[" * 100_000])
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert brought_in(tmp_path / "section", "ghost", str(path)) == 1
