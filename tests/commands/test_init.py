"""`init`: questions, answers that may not be, and folders in which something stands."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from press.cli import main
from tests.tracked import ROOT

TITLE, URL = "The Harbour Post", "https://example.org/opinion/"


def init(folder: Path, *words: str) -> int:
    return main(["init", str(folder), *words])


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("title: Mine\n")
    assert init(tmp_path, "--title", TITLE, "--url", URL) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]
    assert (tmp_path / "config.yaml").read_text() == "title: Mine\n"
    assert "holds config.yaml already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--title", TITLE), "--url is needed where nobody can be asked"),
        (("--title", TITLE, "--url", "example.org"), "example.org"),
        (("--title", TITLE, "--url", URL, "--timezone", "Riga"), "timezone"),
        (("--title", TITLE, "--url", URL, "--language", "english"), "language"),
        (("--title", TITLE, "--url", URL, "--corrections", "the desk"), "the desk"),
        (("--title", TITLE, "--url", URL, "--engine", "missing.whl"), "there is no wheel missing.whl"),
        (("--title", TITLE, "--url", URL, "--engine", "https://example.org/a.whl"), "does not say which bytes"),
        (("--title", TITLE, "--url", URL, "--engine", str(ROOT / "build.py")), "is no wheel of this engine"),
    ],
)
def test_an_answer_that_may_not_be_writes_nothing(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "new", *words) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("title", ['The "Harbour" Post', "Порт: думки", "No", "#1 $title", "a\\b"])
@pytest.mark.parametrize("corrections", ["", "corrections@example.org", "https://example.org/issues/new"])
def test_any_name_is_kept_and_the_section_builds(
    title: str, corrections: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "new", "--title", title, "--url", URL, "--corrections", corrections) == 0
    assert main(["build", "--root", str(tmp_path / "new"), "--strict"]) == 0, capsys.readouterr().err
    assert json.loads((tmp_path / "new/site/feed.json").read_text())["title"] == title


def test_the_engine_at_an_address_is_named_by_its_digest(tmp_path: Path) -> None:
    engine = "https://example.org/press_opinion-1.0.0-py3-none-any.whl"
    assert init(tmp_path / "new", "--title", TITLE, "--url", URL, "--engine", f"{engine}#sha256={'ab' * 32}") == 0
    lines = (tmp_path / "new/requirements.txt").read_text()
    assert f"press-opinion @ {engine} \\\n    --hash=sha256:{'ab' * 32}\n" in lines
    assert not (tmp_path / "new/vendor").exists()


def test_no_file_tells_to_install_a_bare_name(tmp_path: Path) -> None:
    assert init(tmp_path / "new", "--title", TITLE, "--url", URL) == 0
    texts = "".join(path.read_text() for path in (tmp_path / "new").rglob("*") if path.is_file())
    assert "pip install press" not in texts
    assert "engine itself is missing" in texts


def test_editors_complete_the_keys_of_pieces_and_config(tmp_path: Path) -> None:
    assert init(tmp_path / "new", "--title", TITLE, "--url", URL) == 0
    snippets = json.loads((tmp_path / "new/.vscode/front-matter.code-snippets").read_text())
    keys = json.loads((ROOT / "docs/schema/front-matter.schema.json").read_text())["properties"]
    assert {snippet["prefix"] for snippet in snippets.values()} == keys.keys()
    schema = json.loads((tmp_path / "new/.vscode/config.schema.json").read_text())
    assert schema == json.loads((ROOT / "docs/schema/config.schema.json").read_text())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_a_person_is_asked_five_questions(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "init", str(tmp_path / "new")]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as asked:
        os.close(theirs)
        os.write(ours, f"{TITLE}\n{URL}\n\nEurope/Kyiv\n\n".encode())
        said, _ = asked.communicate(timeout=60)
    os.close(ours)
    assert asked.returncode == 0, said
    assert said.count("?") + said.count("form's)") >= 5
    config = (tmp_path / "new/config.yaml").read_text()
    assert f'title: "{TITLE}"' in config
    assert 'timezone: "Europe/Kyiv"' in config
