"""Pieces that a build or a deployment would take away, and pieces that a rollback would bring back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.commands.deploy import deploy
from press.commands.results import Deployment, DeployOptions
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions
from tests.sites import CONFIG, NOW, article, build_at, digests, site_at, write_site


def section(root: Path, number: int, config: str = "") -> Path:
    """Write a section of a number of pieces that deploys to a folder."""
    pieces = "".join(f"-- content/articles/2026-03-02-p{n}.md --\n{article(f'Piece {n}')}" for n in range(number))
    target = f"deploy: {{live: {{target: folder, path: '{root.parent / 'host'}'}}}}\n"
    return write_site(root, f"-- config.yaml --\n{CONFIG}{config}{target}{pieces}")


def files_of(root: Path) -> list[Path]:
    return sorted((root / "content/articles").iterdir())


def send(root: Path, **options: object) -> Deployment:
    return deploy(site_at(root), BuildOptions(), DeployOptions(**options), lambda _done, _all: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("gone", ["content", "content/articles"])
def test_without_content_nothing_is_published_or_taken_away(gone: str, tmp_path: Path) -> None:
    root = section(tmp_path / "root", 2)
    build_at(root)
    before = digests(root / "site")
    (root / gone).rename(root / "away")
    with pytest.raises(Refusal, match=f"there is no folder {gone} in") as refused:
        build_at(root)
    assert (refused.value.code, digests(root / "site")) == (ExitCode.USAGE, before)
    (root / "away").rename(root / gone)
    build_at(root)


@pytest.mark.parametrize(
    ("number", "lost", "is_refused"), [(30, 20, False), (30, 21, True), (250, 25, False), (250, 26, True)]
)
def test_how_many_pieces_a_build_takes_away_unasked(
    number: int, lost: int, *, is_refused: bool, tmp_path: Path
) -> None:
    root = section(tmp_path / "root", number)
    build_at(root)
    before = digests(root / "site")
    for file in files_of(root)[:lost]:
        file.unlink()
    if not is_refused:
        build_at(root)
        assert len([*root.glob("site/2026/03/*/index.html")]) == number - lost
        return
    with pytest.raises(Refusal, match=f"{lost} pieces of {number} would be taken away") as refused:
        build_at(root)
    assert (refused.value.code, digests(root / "site")) == (ExitCode.USAGE, before)
    assert "--allow-shrink" in refused.value.hint
    build_at(root, allow_shrink=True)
    assert len([*root.glob("site/2026/03/*/index.html")]) == number - lost


def test_what_was_taken_back_on_purpose_or_by_the_clock_does_not_count(tmp_path: Path) -> None:
    root = section(tmp_path / "root", 45)
    build_at(root)
    lines = ("draft: true", "expires: 2026-11-01", "date: 2026-12-24")
    for number, file in enumerate(files_of(root)[:42]):
        text = file.read_text(encoding="utf-8")
        line = lines[number % 3]
        new = (
            text.replace("date: 2026-03-02", line)
            if line.startswith("date")
            else text.replace("---\n", f"---\n{line}\n", 1)
        )
        file.write_text(new, encoding="utf-8")
    assert build_at(root).articles == 3


def test_pieces_at_other_addresses_are_not_taken_away(tmp_path: Path) -> None:
    root = section(tmp_path / "root", 30)
    build_at(root)
    for file in files_of(root):
        file.write_text(file.read_text(encoding="utf-8").replace("2026-03-02", "2026-04-02"), encoding="utf-8")
    assert build_at(root).articles == 30
    config = root / "config.yaml"
    config.write_text(f'{config.read_text(encoding="utf-8")}permalink: "/{{slug}}/"\n', encoding="utf-8")
    assert build_at(root).articles == 30


def test_a_deployment_counts_alike(tmp_path: Path) -> None:
    root = section(tmp_path / "root", 30)
    build_at(root)
    send(root)
    for file in files_of(root)[:21]:
        file.unlink()
    build_at(root, allow_shrink=True)
    with pytest.raises(Refusal, match="21 pieces of 30 would be taken away") as refused:
        send(root)
    assert refused.value.code == ExitCode.REFUSED
    send(root, allow_shrink=True)
    assert len([*(tmp_path / "host").glob("2026/03/*/index.html")]) == 9


@pytest.mark.parametrize("how", ["draft: true", "expires: 2026-11-01", "date: 2026-12-24", "gone"])
def test_a_rollback_brings_no_piece_back_that_was_taken_down(how: str, tmp_path: Path) -> None:
    root = section(tmp_path / "root", 3)
    build_at(root)
    send(root)
    file = files_of(root)[0]
    if how == "gone":
        file.unlink()
    else:
        text = article("Piece 0")
        file.write_text(
            text.replace("date: 2026-03-02", how) if how[:4] == "date" else text.replace("---", f"---\n{how}", 1)
        )
    build_at(root)
    send(root)
    live = digests(tmp_path / "host")
    with pytest.raises(Refusal, match=r"1 piece not published now: 2026/03/p(?:iece-)?0/index\.html") as refused:
        send(root, rollback=True)
    assert refused.value.code == ExitCode.REFUSED
    assert "--restore-withdrawn" in refused.value.hint
    assert digests(tmp_path / "host") == live
    send(root, rollback=True, restore_withdrawn=True)
    assert len([*(tmp_path / "host").glob("2026/03/*/index.html")]) == 3


def test_a_rollback_says_that_it_cannot_know_where_the_content_is_gone(tmp_path: Path) -> None:
    root = section(tmp_path / "root", 2)
    build_at(root)
    send(root)
    (root / "content/articles/2026-03-02-p0.md").write_text(article("Another title"))
    build_at(root)
    send(root)
    shutil.rmtree(root / "content")
    with pytest.raises(Refusal, match="the content cannot be read"):
        send(root, rollback=True)
    send(root, rollback=True, restore_withdrawn=True)


def test_an_earlier_build_whose_pieces_are_all_published_comes_back_unasked(tmp_path: Path) -> None:
    root = section(tmp_path / "root", 2)
    build_at(root)
    send(root)
    before = digests(tmp_path / "host")["index.html"]
    (root / "content/articles/2026-03-02-p0.md").write_text(article("Another title"))
    build_at(root, now=NOW)
    send(root)
    send(root, rollback=True)
    assert digests(tmp_path / "host")["index.html"] == before
