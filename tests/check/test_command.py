from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from press.commands.build import build
from press.commands.check import check_site
from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.model.site import BuildOptions, Site
from tests.check.sections import build_section, check, copy_of, edit, seal, sealed_paths, shown
from tests.sites import NOW, BuiltEdition, article, build_at, digests, site_at, write_site
from tests.tracked import ROOT

RUN = [sys.executable, str(ROOT / "build.py"), "check"]


@pytest.fixture
def root(section: Path, tmp_path: Path) -> Path:
    return copy_of(section, tmp_path / "s")


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*RUN, "--root", str(root), "--now", NOW.isoformat(), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def refused(root: Path) -> Refusal:
    with pytest.raises(Refusal) as found:
        check(root)
    assert found.value.code == ExitCode.REFUSED
    return found.value


def test_a_folder_that_no_build_made_is_refused(root: Path) -> None:
    (root / "site/.press.json").unlink()
    assert "holds no finished build" in refused(root).message


def test_an_edited_a_missing_and_an_exchanged_file_are_refused(root: Path) -> None:
    (root / "site/index.html").write_text("x")
    (root / "site/feed.xml").unlink()
    (root / "site/robots.txt").unlink()
    (root / "site/robots.txt").symlink_to(root / "config.yaml")
    (root / "site/sitemap.xml").unlink()
    os.mkfifo(root / "site/sitemap.xml")  # nobody writes to it, and nobody may wait for it
    message = refused(root).message
    assert message.endswith("feed.xml (missing), index.html (edited), robots.txt (edited) and 1 more")


def test_the_folder_of_a_build_that_was_cut_off_is_refused(root: Path) -> None:
    write_site(root, f"-- content/articles/2026-03-09-new.md --\n{article('New')}")
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "from press.write import publish\n"
        "from tests.sites import build_at\n"
        "from pathlib import Path\n"
        "publish.carry_out = lambda *_: os._exit(9)\n"
        "build_at(Path(sys.argv[2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(ROOT), str(root)], check=False, timeout=120)
    assert done.returncode == 9
    assert "cut off" in refused(root).message


def test_nothing_is_changed(root: Path) -> None:
    before = digests(root / "site")
    check(root)
    assert digests(root / "site") == before


def test_somebody_elses_file_is_a_note_and_a_repository_is_its_owners_way(root: Path) -> None:
    (root / "site/CNAME").write_text("example.org")
    (root / "site/.git").mkdir()
    (root / "site/.git/config").write_text("")
    checked = check(root)
    assert checked.foreign == (".git/", "CNAME")
    assert not checked.problems
    assert [str(note.place) for note in checked.notes] == ["site/.git/", "site/CNAME"]


def test_somebody_elses_secrets_are_problems(root: Path) -> None:
    for path in ("keys/server.pem", "deep/.git/config", ".env"):
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_text("x")
    assert [problem.message for problem in check(root).problems] == [
        ".env is not for the public",
        "deep/.git/ is not for the public",
        "keys/server.pem is not for the public",
    ]


def test_content_with_mistakes_is_told_before_anything_else(root: Path) -> None:
    write_site(root, f"-- content/articles/2026-03-09-bad.md --\n{article(date='someday')}")
    with pytest.raises(ProblemsFound):
        check(root)


def test_a_draft_build_is_found_out(section: Path, tmp_path: Path) -> None:
    root = copy_of(section, tmp_path / "s")
    build_at(root, output=root / "site", drafts=True)
    messages = [problem.message for problem in check(root).problems]
    assert "this page shows content/articles/2026-03-05-ferry.md, which is a draft" in messages
    assert any(m.startswith("here stands the title of content/articles/2030-01-01-locks.md") for m in messages)


def test_a_piece_taken_down_since_the_build_is_found(root: Path) -> None:
    path = root / "content/articles/2026-03-03-trams.md"
    path.write_text(path.read_text().replace("topics:", "expires: 2026-11-01\ntopics:"))
    assert "which is expired" in shown(check(root))


def test_a_piece_that_is_due_and_has_no_page_is_found(root: Path) -> None:
    later = NOW + timedelta(days=2000)
    assert "content/articles/2030-01-01-locks.md is published now, and has no page here" in shown(
        check(root, now=later)
    )


def test_strict_turns_notes_into_problems(root: Path) -> None:
    (root / "site/CNAME").write_text("example.org")
    assert len(check(root, strict=True).problems) == 1


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    pieces = "".join(f"-- content/articles/p{n:03}.md --\n{article(f'Piece {n}')}" for n in range(110))
    root = build_section(tmp_path, pieces)
    for n in range(0, 110, 7):
        edit(root / "site", f"2026/03/p{n:03}/index.html", f'</main> ==> <a href="/opinion/{n}/">x</a></main>')
    one, several = check(root), check(root, jobs=2)
    assert one.problems == several.problems
    assert len(one.problems) == 16


def test_the_demo_is_fit_to_publish(demo: tuple[Path, BuiltEdition]) -> None:
    output, cache = demo[0], demo[0].parent / ".cache"
    site = Site(ROOT, ROOT / "config.yaml", (ROOT / "layouts",), output, cache, NOW)
    assert shown(check_site(site, BuildOptions())) == ""


def test_a_section_at_a_domains_root_is_fit_to_publish(tmp_path: Path) -> None:
    root = build_section(tmp_path, "-- config.yaml --\ntitle: T\nurl: https://example.org/\ncname: example.org\n")
    assert shown(check(root)) == ""


@pytest.mark.skipif(not os.environ.get("PRESS_CORPUS"), reason="PRESS_CORPUS names no folder of real pieces")
def test_real_pieces_have_notes_alone(tmp_path: Path) -> None:
    root = Path(os.environ["PRESS_CORPUS"])
    layouts = (root / "layouts", ROOT / "layouts")
    site = Site(root, root / "config.yaml", layouts, tmp_path / "site", tmp_path / ".cache", NOW)
    options = BuildOptions(jobs=2)
    build(site, options)
    assert check_site(site, options).problems == ()


def test_the_command_says_what_it_found_and_ends_with_0_or_1_or_4(root: Path) -> None:
    done = run(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Checked ")
    assert "0 problems, 0 notes" in done.stdout
    edit(root / "site", "404.html", '</main> ==> <a href="/opinion/gone/">x</a></main>')
    done = run(root)
    assert done.returncode == 1
    assert "there is no page at /opinion/gone/" in done.stderr
    (root / "site/index.html").unlink()
    done = run(root)
    assert done.returncode == 4
    assert "index.html (missing)" in done.stderr


def test_json_is_one_object_with_every_finding(root: Path) -> None:
    edit(root / "site", "404.html", '</main> ==> <a href="/opinion/gone/">x</a></main>')
    done = run(root, "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert set(result) == {"pages", "files", "problems", "notes", "foreign", "external", "seconds"}
    assert result["files"] == len(sealed_paths(root / "site"))
    [problem] = result["problems"]
    assert set(problem) == {"path", "line", "column", "message", "hint", "excerpt"}
    assert (problem["path"], problem["message"]) == ("site/404.html", "there is no page at /opinion/gone/")


def test_quiet_prints_problems_only(root: Path) -> None:
    (root / "site/CNAME").write_text("example.org")
    done = run(root, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_seal_of_a_test_is_the_seal_of_a_build(root: Path) -> None:
    before = (root / "site/.press.json").read_bytes()
    seal(root / "site")
    assert (root / "site/.press.json").read_bytes() == before
    assert site_at(root).output == root / "site"
