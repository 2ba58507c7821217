"""The command `new`: what a draft begins with, and names that are nearly known."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.cli import main
from tests.sites import article, build_at, write_site

SITE = (
    "-- content/articles/2026-01-06-old.md --\n"
    f"{article('Old', '2026-01-06', kind='column', column='The Slow Lane', authors='nora-weiland')}"
    "-- content/authors/nora-weiland.md --\n---\nname: Nora Weiland\naliases: [nw]\n---\n"
    "-- content/topics/streets.md --\n---\nname: Streets\n---\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, SITE)


def new(root: Path, *words: str) -> int:
    return main(["new", *words, "--root", str(root), "--now", "2026-11-23T12:00:00+00:00"])


def test_a_column_has_the_name_of_its_writers_latest_one(root: Path) -> None:
    assert new(root, "Plant it", "--kind", "column", "--author", "nora-weiland", "--topic", "Streets") == 0
    text = (root / "content/articles/2026-11-23-plant-it.md").read_text()
    assert '\ncolumn: "The Slow Lane"\n' in text
    assert "\ndek:\n" in text
    assert build_at(root).notes == ()


def test_the_picture_block_is_sound_without_its_signs(root: Path) -> None:
    new(root, "Plant it")
    path = root / "content/articles/2026-11-23-plant-it.md"
    lines = [line[2:] if line.startswith(("# image", "#   ")) else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines) + "\n")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2"/></svg>'
    (root / "content/images").mkdir()
    (root / "content/images/NAME.svg").write_text(drawing)
    path.write_text(path.read_text().replace("NAME.jpg", "NAME.svg"))
    assert build_at(root, drafts=True, output=root / "preview").articles == 2


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("--author", "nora-weilan"), "nora-weiland"),
        (("--author", "Nora Weilland"), "Nora Weiland"),
        (("--topic", "strets"), "streets"),
    ],
)
def test_a_name_that_is_nearly_known_is_refused(
    root: Path, words: tuple[str, ...], near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, "Plant it", *words) == 2
    assert f'did you mean "{near}"?' in capsys.readouterr().err
    assert not list((root / "content/articles").glob("*plant*"))


def test_a_guest_and_every_known_spelling_are_taken(root: Path) -> None:
    assert new(root, "Plant it", "--author", "Ana Ruiz", "--author", "NW", "--topic", "STREETS") == 0


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--help"]) == 0
    assert 'new "Plant the square" --kind column' in capsys.readouterr().out
