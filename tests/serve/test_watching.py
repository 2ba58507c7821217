"""A preview that runs: every way to save gives one right page, and what changes nothing builds nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.serve.previews import Preview, running
from tests.serve.saves import SAVES
from tests.sites import article, digests, write_site
from tests.tracked import ROOT

PIECE = "content/articles/2026-03-02-rent.md"
PAGE = "/opinion/2026/03/rent/"


def site(root: Path) -> Path:
    return write_site(
        root,
        f"-- {PIECE} --\n{article('Rent')}"
        f"-- content/articles/2026-03-03-trams.md --\n{article('Trams')}"
        "-- layouts/_partials/body_end.html --\n",
    )


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Preview]]:
    root = site(tmp_path_factory.mktemp("site"))
    with running(root) as started:
        yield root, started


@contextmanager
def readers(preview: Preview, path: str) -> Iterator[list[int]]:
    """Ask for a page all the while, and gather every status that is not 200."""
    wrong: list[int] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            status, _, body = preview.get(path)
            if status != 200 or not body.rstrip().endswith(b"</html>"):
                wrong.append(status)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield wrong
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def made(preview: Preview) -> list[str]:
    """The builds that made pages, by what asked for them."""
    return [found["what"] or "" for found in preview.rounds if found["pages"] != "0"]


@pytest.mark.parametrize("name", sorted(SAVES))
def test_every_way_to_save_gives_one_right_page(preview: tuple[Path, Preview], name: str) -> None:
    root, running_preview = preview
    before = len(made(running_preview))
    word = f"saved{name.replace('_', '')}"
    with readers(running_preview, PAGE) as wrong:
        SAVES[name](root / PIECE, article("Rent", body=f"By another editor.\n\n{word}"))
        running_preview.expect(lambda: word in running_preview.text(PAGE), name)
        running_preview.expect(lambda: len(made(running_preview)) > before)
    time.sleep(0.2)
    assert made(running_preview)[before:] == [PIECE]
    assert wrong == []


def test_what_changes_nothing_builds_nothing(preview: tuple[Path, Preview]) -> None:
    root, running_preview = preview
    before = len(running_preview.rounds)
    piece = root / PIECE
    for path in (root / "content").rglob("*"):
        if path.is_file():
            path.read_bytes()
    piece.touch()
    piece.chmod(0o600)
    piece.write_bytes(piece.read_bytes())
    os.utime(piece, (1, 1))
    shutil.copytree(root / "content", root / "backup")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "status", "--porcelain"], check=True, capture_output=True)
    (root / "site").mkdir(exist_ok=True)
    (root / "site/x").touch()
    (root / ".cache/preview/y").touch()
    time.sleep(3)  # longer than the slow look takes to come round
    assert len(running_preview.rounds) == before


def test_an_edit_during_a_build_is_not_lost(preview: tuple[Path, Preview]) -> None:
    root, running_preview = preview
    for n in range(12):  # some of these fall into the build of the one before
        (root / PIECE).write_text(article("Rent", body=f"Words number{n}."), encoding="utf-8")
        time.sleep(0.07)
    running_preview.expect(lambda: "number11" in running_preview.text(PAGE))


def test_config_and_layouts_are_watched_too(preview: tuple[Path, Preview]) -> None:
    root, running_preview = preview
    config = root / "config.yaml"
    config.write_text(config.read_text().replace("The Harbour Post", "The Pier Post"), encoding="utf-8")
    running_preview.expect(lambda: "The Pier Post" in running_preview.text("/opinion/"))
    (root / "layouts/_partials/body_end.html").write_text("<p>At the end</p>")
    running_preview.expect(lambda: "At the end" in running_preview.text("/opinion/"))


def test_the_preview_ends_as_a_clean_build(tmp_path: Path) -> None:
    """Renames of folders, a folder deleted and made again, another branch, hundreds of files copied in."""
    root = site(tmp_path / "site")
    with running(root, "--now", "2026-11-23") as preview:
        articles = root / "content/articles"
        articles.rename(root / "content/articles-away")
        preview.expect(lambda: "there is no folder content/articles" in "\n".join(preview.errors), "all is gone")
        assert preview.get(PAGE)[0] == 200, "the last good build stays"
        (root / "content/articles-away").rename(articles)
        preview.expect(lambda: "no problems any more" in "\n".join(preview.lines), "all is there again")
        shutil.rmtree(root / "content")
        preview.expect(lambda: "there is no folder content in" in "\n".join(preview.errors), "the root is gone")
        write_site(root, f"-- {PIECE} --\n{article('Rent', body='Anew.')}")
        preview.expect(lambda: "Anew" in preview.text(PAGE), "the root is there again")
        write_site(root, f"-- {PIECE} --\n{article('Rent', body='Seen at once.')}")
        preview.expect(lambda: "Seen at once" in preview.text(PAGE), "the new root is watched")
        branches(root, preview)
        (tmp_path / "many").mkdir()
        for n in range(500):
            (tmp_path / f"many/f{n}.txt").write_text(str(n))
        shutil.copytree(tmp_path / "many", root / "content/static/many")
        preview.expect(lambda: preview.get("/opinion/many/f499.txt")[2] == b"499", "the last of many files")
        preview.expect(lambda: all(preview.get(f"/opinion/many/f{n}.txt")[0] == 200 for n in range(0, 500, 50)))
        assert preview.close() == 0
    assert digests(root / ".cache/preview") == digests(clean_build(root, tmp_path / "clean"))


def branches(root: Path, preview: Preview) -> None:
    def git(*words: str) -> None:
        command = ["git", "-C", str(root), "-c", "user.name=W", "-c", "user.email=w@example.org", *words]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "-q", "-b", "one")
    git("add", "content")
    git("commit", "-qm", "One")
    git("checkout", "-qb", "two")
    for n in range(20):
        write_site(root, f"-- content/articles/2026-04-{n + 1:02}-two{n}.md --\n{article(f'Two {n}', '2026-04-01')}")
    git("add", "content")
    git("commit", "-qm", "Two")
    git("checkout", "-q", "one")
    preview.expect(lambda: preview.get("/opinion/2026/04/two7/")[0] == 404)
    git("checkout", "-q", "two")
    preview.expect(lambda: all(preview.get(f"/opinion/2026/04/two{n}/")[0] == 200 for n in range(20)))


def clean_build(root: Path, output: Path) -> Path:
    words = ["build", "--drafts", "--no-images", "--output", str(output), "--now", "2026-11-23", "--root", str(root)]
    words += ["--quiet"]
    subprocess.run([sys.executable, str(ROOT / "build.py"), *words], check=True)
    return output


def test_a_linked_folder_is_seen(tmp_path: Path) -> None:
    root = site(tmp_path / "site")
    (root / "content/articles").rename(root / "texts")  # in the site's folder: what leads out of it is a problem
    (root / "content/articles").symlink_to(root / "texts")
    with running(root) as preview:
        (root / "texts/2026-03-02-rent.md").write_text(article("Rent", body="Through a link."))
        preview.expect(lambda: "Through a link" in preview.text(PAGE))


def test_a_save_behind_a_link_is_seen(tmp_path: Path) -> None:
    """No event tells of it: a link leads to a folder that nobody watches for its hidden name."""
    root = site(tmp_path / "site")
    texts = root / "content/articles/.texts"
    texts.mkdir()
    shutil.move(root / PIECE, texts / "rent.md")
    (root / PIECE).symlink_to(".texts/rent.md")
    with running(root) as preview:
        for words in ("Through a link.", "Through it again."):
            (texts / "rent.md").write_text(article("Rent", body=words))
            preview.expect(lambda words=words: words in preview.text(PAGE))  # type: ignore[misc]


def test_a_folder_linked_from_elsewhere_is_a_problem_that_goes_with_the_link(tmp_path: Path) -> None:
    root = site(tmp_path / "site")
    articles = root / "content/articles"
    with running(root) as preview:
        articles.rename(tmp_path / "texts")
        articles.symlink_to(tmp_path / "texts")
        (root / PIECE).write_text(article("Rent", body="Behind a link."), encoding="utf-8")
        preview.expect(lambda: any("a link on the way leads out" in line for line in preview.errors))
        assert "Text." in preview.text(PAGE)
        articles.unlink()
        (tmp_path / "texts").rename(articles)
        (root / PIECE).write_text(article("Rent", body="Here again."), encoding="utf-8")
        preview.expect(lambda: "Here again" in preview.text(PAGE))


def test_mistakes_are_told_once_and_the_last_good_site_stays(tmp_path: Path) -> None:
    root = site(tmp_path)
    with running(root) as preview:
        (root / PIECE).write_text(article("Rent", date="someday"), encoding="utf-8")
        preview.expect(lambda: preview.errors)
        preview.expect(lambda: any("the preview keeps to the last good build" in line for line in preview.errors))
        told = list(preview.errors)
        assert told[0].startswith(f"{PIECE}:3:7: ")
        assert "Text." in preview.text(PAGE)
        write_site(root, f"-- content/articles/2026-03-03-trams.md --\n{article('Trams', body='Other.')}")
        preview.expect(lambda: any("the same as before" in line for line in preview.lines))
        assert preview.errors == told
        (root / PIECE).write_text(article("Rent", body="Mended."), encoding="utf-8")
        preview.expect(lambda: "Mended" in preview.text(PAGE))
        preview.expect(lambda: preview.lines[-1].endswith("no problems any more"))


def test_a_first_build_that_fails_shows_a_page_and_not_a_dead_port(tmp_path: Path) -> None:
    root = write_site(tmp_path, f"-- {PIECE} --\n{article('<script>alert(1)</script>', date='someday')}")
    with running(root, built=False) as preview:
        preview.expect(lambda: "1 problem" in preview.text("/"))
        preview.expect(lambda: "1 problem; nothing has been built yet." in preview.errors)
        status, headers, body = preview.get("/opinion/")
        assert status == 503
        assert f"{PIECE}:3:7".encode() in body
        assert f"vscode://file{root}/{PIECE}:3:7".encode() in body
        assert "script-src 'self'" in headers["content-security-policy"]
        write_site(root, "-- config.yaml --\ntitel: <script>alert(1)</script>\n")
        preview.expect(lambda: "config.yaml:1:1" in preview.text("/"))
        assert "<script>alert" not in preview.text("/")
        write_site(root, f"-- config.yaml --\ntitle: T\nurl: https://example.org/\n-- {PIECE} --\n{article('Rent')}")
        preview.expect(lambda: preview.get("/2026/03/rent/")[0] == 200)


def test_drafts_and_scheduled_pieces_are_shown_and_marked_and_never_in_site(tmp_path: Path) -> None:
    root = write_site(
        site(tmp_path),
        f"-- content/articles/2026-05-01-secret.md --\n{article('Secret draft', '2026-05-01', draft='true')}"
        f"-- content/articles/2046-05-01-later.md --\n{article('Later', '2046-05-01T09:30:00+00:00')}"
        f"-- content/articles/2016-05-01-over.md --\n{article('Over', '2016-05-01', expires='2017-01-01')}",
    )
    with running(root) as preview:
        assert "Draft: not published" in preview.text("/opinion/2026/05/secret/")
        assert "Not published yet: comes out on" in preview.text("/opinion/2046/05/later/")
        assert "May 1, 2046, 09:30" in preview.text("/opinion/2046/05/later/")
        assert "Expired: not published any more" in preview.text("/opinion/2016/05/over/")
        assert preview.text("/opinion/").count('class="unpublished"') >= 2
        assert "Draft: not published" not in preview.text(PAGE)
        for word in ("Firstly", "Secondly"):  # an edit of words alone takes a shorter way, with all that is known
            write_site(
                root,
                "-- content/articles/2026-05-01-secret.md --\n"
                f"{article('Secret draft', '2026-05-01', body=word, dek='Dek.', draft='true')}",
            )
            preview.expect(lambda word=word: word in preview.text("/opinion/2026/05/secret/"))  # type: ignore[misc]
            assert "Draft: not published" in preview.text("/opinion/2026/05/secret/")
        built = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "--root", str(root)],
            check=True,
            capture_output=True,
            text=True,
        )
        assert built.stdout.startswith("Built 2 pieces")  # a build beside a preview: they do not meet
    for path in (root / "site").rglob("*"):
        if path.is_file():
            assert not {b"Secret draft", b"secret", b"unpublished", b"Later"} & set(path.read_bytes().split())
            assert b"unpublished" not in path.read_bytes(), path
            assert b"/.press/" not in path.read_bytes(), path
