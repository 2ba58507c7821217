"""The commands as a shell sees them: output, exit codes, and nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from press.cli.main import main
from tests.sites import article, digests, write_site
from tests.tracked import ROOT

RUN = [sys.executable, str(ROOT / "build.py")]


def run(*words: str, root: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [*RUN, *words, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(
        tmp_path,
        f"-- content/articles/2026-03-02-rent.md --\n{article('Rent', body='Rent in the harbour.', topics='[Rent]')}"
        f"-- content/articles/2026-03-03-trams.md --\n{article('Trams', body='Rent and trams.', topics='[Rent]')}"
        f"-- content/articles/2030-03-03-later.md --\n{article('Later', '2030-03-03')}",
    )


def test_build_is_the_command_where_none_is_named(root: Path) -> None:
    done = run("--now", "2026-11-23", root=root)
    assert done.returncode == 0
    assert done.stdout.startswith("Built 2 pieces on ")
    assert done.stdout.rstrip().endswith("1 scheduled, the next for 2030-03-03 00:00.")


def test_json_is_one_object_with_every_figure(root: Path) -> None:
    done = run("build", "--json", "--now", "2026-11-23", root=root)
    result = json.loads(done.stdout)
    assert set(result) == {
        *("pages", "rendered", "skipped", "removed", "articles"),
        *("scheduled", "next_due", "valid_until", "notes", "seconds"),
    }
    assert (result["articles"], result["scheduled"], result["skipped"]) == (2, 1, 0)
    assert result["next_due"] == "2030-03-03T00:00:00Z" or result["next_due"] == "2030-03-03T00:00:00+00:00"


def test_explain_says_why_each_page_was_rendered(root: Path) -> None:
    run("--now", "2026-11-23", root=root)
    path = root / "content/articles/2026-03-02-rent.md"
    path.write_text(path.read_text() + "\nMore.\n")
    lines = run("build", "--explain", "--now", "2026-11-23", root=root).stdout.splitlines()
    assert "2026/03/rent/index.html: changed: head, piece" in lines


def test_source_date_epoch_is_the_instant_of_the_edition(root: Path) -> None:
    done = run("build", "--json", root=root, env={"SOURCE_DATE_EPOCH": "1900000000"})
    assert json.loads(done.stdout)["articles"] == 3


def test_related_gives_stems_best_first(root: Path) -> None:
    done = run("related", "--json", "--now", "2026-11-23", root=root)
    assert sorted(json.loads(done.stdout)) == ["2026-03-02-rent", "2026-03-03-trams"]
    shown = run("related", "rent", "--now", "2026-11-23", root=root).stdout.splitlines()
    assert shown == ["2026-03-02-rent: Rent", "  card  2026-03-03-trams: Trams"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["build", "--output", "/"], 2),
        (["build", "--output", ""], 2),
        (["build", "--drafts"], 2),
        (["build", "--now", "yesterday"], 2),
        (["related", "nobody"], 2),
        (["nonsense"], 2),
        (["new", "…"], 2),
        (["new", "Title", "--kind", "colum"], 2),
    ],
)
def test_usage_that_makes_no_sense_ends_with_2(root: Path, words: list[str], code: int) -> None:
    before = digests(root)
    done = run(*words, root=root)
    assert done.returncode == code
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert digests(root / "content") == {k.removeprefix("content/"): v for k, v in before.items() if "content/" in k}


@pytest.mark.parametrize(
    ("kind", "holds"),
    [
        ("op-ed", "Begin here."),
        ("column", "column: TK"),
        ("letters", "— Name, place"),
        ("sponsored", "sponsor: {name: TK}"),
    ],
)
def test_a_new_piece_of_any_kind_builds_as_it_stands(root: Path, kind: str, holds: str) -> None:
    name = run("new", "A piece", "--kind", kind, root=root).stdout.strip()
    assert holds in (root / name).read_text(encoding="utf-8")
    done = run("build", "--drafts", "--output", str(root / "preview"), root=root)
    assert done.returncode == 0
    assert name not in done.stderr


def test_a_mistake_in_content_ends_with_1_and_in_config_with_2(root: Path) -> None:
    write_site(root, f"-- content/articles/bad.md --\n{article(date='someday')}")
    done = run("build", root=root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("content/articles/bad.md:3:7: ")
    assert done.stderr.endswith("1 problem; nothing was published.\n")
    write_site(root, "-- config.yaml --\ntitel: T\nurl: https://example.org/\n")
    done = run("build", root=root)
    assert done.returncode == 2
    assert "config.yaml:1:1: " in done.stderr


def test_strict_turns_notes_into_problems(root: Path) -> None:
    write_site(root, f"-- content/articles/2026-04-02-note.md --\n{article(body='Lorem ipsum dolor.')}")
    assert run("build", root=root).returncode == 0
    assert run("build", "--strict", root=root).returncode == 1


def test_drafts_are_built_only_into_a_folder_of_their_own(root: Path, tmp_path: Path) -> None:
    done = run("build", "--drafts", "--output", str(tmp_path / "preview"), "--now", "2026-11-23", root=root)
    assert done.stdout.startswith("Built 3 pieces")
    assert (tmp_path / "preview/2030/03/later/index.html").is_file()


def test_a_terminated_build_leaves_no_half_site(root: Path) -> None:
    write_site(
        root, "".join(f"-- content/articles/p{n}.md --\n{article(f'P{n}', body='Rent. ' * 400)}" for n in range(150))
    )
    process = subprocess.Popen([*RUN, "--root", str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not (root / "site/.press-staging").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in {143, 0}
    assert "Traceback" not in errors
    if process.returncode == 143:
        assert digests(root / "site") == {}
    assert run("build", root=root).returncode == 0


@pytest.mark.parametrize(
    "written",
    [
        *("", "https://", "example.org", "https://x.org/?q", "https://x.org/#a", "https://u:p@x.org/", "ftp://x.org/"),
        *("https://x.org/a b/", "https://x.org/opinion/index.html", "https://x.org/a/../b/", "https://x .org/"),
    ],
)
def test_a_base_url_keeps_the_rules_of_url(written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_site(tmp_path, f"-- content/articles/a.md --\n{article()}")
    assert main(["build", "--root", str(root), "--base-url", written]) == 2
    assert "--base-url" in capsys.readouterr().err
    assert not (root / "site").exists()
