"""Files that are not what they seem: a problem, a note, or read as it should be; nothing outside is published."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from press.model.problem_text import format_problem
from tests.faults.command import is_clean, run, section
from tests.sites import article, build_at, digests, write_site

ARTICLES = "content/articles"
SECRET = "Kept outside the section"


def piece(title: str = "Rent", body: str = "Text.") -> str:
    return article(title, "2026-03-05", f"{body}\n", dek="A dek.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A section that was built, and a piece beside it that nobody may publish."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/2026-03-05-secret.md").write_text(piece(SECRET, SECRET))
    (tmp_path / "outside/secret.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><title>{SECRET}</title></svg>'
    )
    section(tmp_path / "section")
    build_at(tmp_path / "section")
    return tmp_path / "section"


def publishes_no_secret(root: Path) -> bool:
    return not any(SECRET.encode() in path.read_bytes() for path in (root / "site").rglob("*") if path.is_file())


def told(root: Path) -> list[str]:
    """What a build says: the problems that end it, else its notes."""
    before = digests(root / "site")
    try:
        return [format_problem(note).splitlines()[0] for note in build_at(root).notes]
    except ProblemsFound as found:
        problems = found.problems
    assert digests(root / "site") == before
    assert all(problem.hint for problem in problems)
    return [format_problem(problem).splitlines()[0] for problem in problems]


def link(name: str, target: str) -> Callable[[Path], object]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(target)

    return make


def moved_out(name: str) -> Callable[[Path], object]:
    def move(root: Path) -> None:
        shutil.move(root / name, root.parent / "outside/moved")
        (root / name).symlink_to(root.parent / "outside/moved")

    return move


def written(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: (root / ARTICLES / name).write_bytes(data)


def listening(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / ARTICLES)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("x.md")
    os.chdir(here)


OUT = "this link leads out of the folder"
CASES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "larger than 2 MB": (
        written("x.md", b"a" * 5_000_000),
        [f"{ARTICLES}/x.md: the file is larger than 2 MB"],
    ),
    "binary": (
        written("x.md", bytes(range(128, 256)) * 8),
        [f"{ARTICLES}/x.md:1:1: the byte 0x80 is not UTF-8, and 1023 more like it"],
    ),
    "folder": (
        lambda root: (root / ARTICLES / "x.md").mkdir(),
        [f"{ARTICLES}/x.md: note: this is a folder, not an article"],
    ),
    "pipe": (
        lambda root: os.mkfifo(root / ARTICLES / "x.md"),
        [f"{ARTICLES}/x.md: note: not a plain file; passed over"],
    ),
    "socket": (listening, [f"{ARTICLES}/x.md: note: not a plain file; passed over"]),
    "device": (
        lambda root: os.mknod(root / ARTICLES / "x.md", 0o20666, os.makedev(1, 5)),
        [f"{ARTICLES}/x.md: note: not a plain file; passed over"],
    ),
    "link outside": (
        link(f"{ARTICLES}/2026-03-05-secret.md", "../../../outside/2026-03-05-secret.md"),
        [f"{ARTICLES}/2026-03-05-secret.md: {OUT}"],
    ),
    "link to a page of the system": (link("content/static/x", "/etc/hostname"), [f"content/static/x: {OUT}"]),
    "picture outside": (
        link("content/images/secret.svg", "../../../outside/secret.svg"),
        [f"content/images/secret.svg: {OUT}"],
    ),
    "layout outside": (link("layouts/x.html", "/etc/hostname"), [f"layouts/x.html: {OUT}"]),
    "folder outside": (link(f"{ARTICLES}/more", "../../../outside"), [f"{ARTICLES}/more: {OUT}"]),
    "articles outside": (
        moved_out(ARTICLES),
        [f"{ARTICLES}: a link on the way leads out of the site's folder"],
    ),
    "content outside": (
        moved_out("content"),
        [
            f"content/{name}: a link on the way leads out of the site's folder"
            for name in ("articles", "authors", "images", "pages", "static", "topics")
        ],
    ),
    "link to itself": (link(f"{ARTICLES}/x.md", "x.md"), [f"{ARTICLES}/x.md: this link leads nowhere"]),
    "link to nothing": (link(f"{ARTICLES}/x.md", "nothing"), [f"{ARTICLES}/x.md: this link leads nowhere"]),
    "name that is no text": (
        lambda root: Path(os.fsdecode(os.fsencode(root / ARTICLES) + b"/\xff.md")).write_text("x"),
        [f"{ARTICLES}/\\udcff.md: the file's name is not valid UTF-8"],
    ),
    "name with a line break and markup": (
        written("a\n<script>.md", b"no front matter"),
        [f"{ARTICLES}/a<U+000A><script>.md:1:1: the file has no front matter"],
    ),
    "litter of editors": (
        lambda root: [
            (root / ARTICLES / name).write_text("x")
            for name in (".a.md.swp", "a.md~", ".#a.md", "#a.md#", "4913", ".DS_Store", "a.md.orig", "a.md___jb_tmp___")
        ],
        [],
    ),
    "hard link": (
        lambda root: os.link(root / "config.yaml", root / ARTICLES / "copy.txt"),
        [f"{ARTICLES}/copy.txt: note: this file is not read"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_build_says(root: Path, name: str) -> None:
    prepare, words = CASES[name]
    prepare(root)
    assert told(root) == words
    assert publishes_no_secret(root)


def test_a_hard_link_is_a_file_like_any_other(root: Path) -> None:
    (root / "elsewhere.md").write_text(piece("Hard", "Linked."))
    os.link(root / "elsewhere.md", root / ARTICLES / "2026-03-05-hard.md")
    assert told(root) == []
    assert "Linked." in (root / "site/2026/03/hard/index.html").read_text()


def test_a_file_that_becomes_a_link_is_looked_at_again(tmp_path: Path) -> None:
    """An edit of a text alone takes a short way, on which no folder is listed."""
    long = "A sentence about rent. " * 60
    root = write_site(tmp_path / "section", f"-- {ARTICLES}/2026-03-05-a.md --\n{piece(body=long + 'Old.')}")
    outside = tmp_path / "outside.md"
    outside.write_text(piece(body=f"{long}{SECRET}"))
    build_at(root, clean=True)
    os.utime(root / "config.yaml", (1, 1))
    file = root / ARTICLES / "2026-03-05-a.md"
    for _ in range(2):
        build_at(root)
    file.unlink()
    file.symlink_to(outside)
    assert told(root) == [f"{ARTICLES}/2026-03-05-a.md: {OUT}"]
    assert publishes_no_secret(root)


@pytest.mark.parametrize("change", ["vanishes", "grows"])
def test_a_file_that_changes_while_it_is_read(root: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = root / ARTICLES / "2026-03-06-b.md"
    file.write_text(piece())
    read = os.read

    def meddle(handle: int, size: int) -> bytes:
        if os.path.samestat(os.fstat(handle), file.stat()):
            if change == "grows":
                with file.open("a") as more:
                    more.write("More.\n")
            else:
                raise FileNotFoundError(2, "gone", str(file))
        return read(handle, size)

    monkeypatch.setattr("press.read.folder.os.read", meddle)
    said = {"vanishes": "the file vanished during the build", "grows": "the file changed during the build"}
    assert told(root) == [f"{ARTICLES}/2026-03-06-b.md: {said[change]}"]


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT CHECKED: only root can give up its rights")
@pytest.mark.parametrize("name", [f"{ARTICLES}/2026-03-01-p0.md", ARTICLES, "config.yaml"])
def test_what_may_not_be_read_is_named(root: Path, name: str) -> None:
    before = digests(root / "site")
    (root / name).chmod(0)
    done = run(root, before=("setpriv", "--bounding-set=-all", "--inh-caps=-all"))
    (root / name).chmod(0o755)
    assert is_clean(done, 3), done.stderr
    assert name in done.stderr
    assert "permission" in done.stderr
    assert "hint: " in done.stderr
    assert digests(root / "site") == before


def test_a_line_of_a_megabyte(root: Path) -> None:
    (root / ARTICLES / "2026-03-05-long.md").write_text(piece(body="word " * 200_000))
    assert told(root) == []
