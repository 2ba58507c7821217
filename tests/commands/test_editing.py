"""The commands that edit content: what they change, to the byte, and what they refuse to write."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from press.cli import main
from tests.sites import article, build_at, write_site

NOW = "2026-11-23T12:00:00+00:00"
# A file as people write them: comments, odd quotes, CRLF, keys in no order, a BOM.
BY_HAND = (
    "\ufeff---\r\n"
    "title: 'Rent caps'   # the desk's\r\n"
    "# below: pinned\r\n"
    'related: [ 2026-01-06-trams , "2026-01-06-trams.md" ]\r\n'
    "date: 2026-03-02   # not before\r\n"
    "draft: true\r\n"
    "topics: streets, Money\r\n"
    "authors:\r\n"
    "- nora\r\n"
    "- Emil Rask\r\n"
    "---\r\n"
    "\r\n"
    "See [it](2026-01-06-trams.md#why) and [her](../authors/nora.md).\r\n"
)
SITE = (
    f"-- content/articles/2026-01-06-trams.md --\n{article('Trams', '2026-01-06', '## Why {#why}')}"
    f"-- content/articles/2026-02-05-later.md --\n{article('Later', '2027-02-05', expires='2028-01-01')}"
    "-- content/authors/nora.md --\n---\nname: Nora Weiland\n---\n\n"
    "Nora writes of [trams](../articles/2026-01-06-trams.md).\n"
    "-- content/authors/emil-rask.md --\n---\nname: Emil Rask\n---\n"
    "-- content/topics/money.md --\n---\nname: Money\n---\n"
    "-- content/topics/streets.md --\n---\nname: Streets\n---\n"
    "-- config.yaml --\ntitle: The Harbour Post\nurl: https://example.org/opinion/\n"
    "front:\n  sections:\n    - show: streets\n      pieces: [2026-01-06-trams]  # for the week\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(tmp_path, SITE)
    (tmp_path / "content/articles/2026-03-02-rent.md").write_bytes(BY_HAND.encode())
    return tmp_path


def run(root: Path, *words: str) -> int:
    return main([*words, "--root", str(root), "--now", NOW])


def rent(root: Path) -> str:
    return (root / "content/articles/2026-03-02-rent.md").read_bytes().decode()


def everything(root: Path) -> dict[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes() for p in sorted((root / "content").rglob("*")) if p.is_file()
    }


def test_publish_takes_the_line_of_the_draft_and_nothing_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "publish", "2026-03-02-rent", "--yes") == 0
    assert rent(root) == BY_HAND.replace("draft: true\r\n", "")
    assert "\n-draft: true\n" in capsys.readouterr().out
    assert build_at(root).articles == 2


def test_publish_lets_a_scheduled_piece_out_now(root: Path) -> None:
    assert run(root, "publish", "later", "--yes") == 0
    assert "date: 2026-11-23T12:00\n" in (root / "content/articles/2026-02-05-later.md").read_text()
    assert run(root, "publish", "later", "--yes") == 2


def test_schedule_exchanges_the_date_alone(root: Path) -> None:
    assert run(root, "schedule", "rent", "2026-12-01 06:30", "--yes") == 0
    expected = BY_HAND.replace("draft: true\r\n", "").replace("2026-03-02   #", "2026-12-01 06:30   #")
    assert rent(root) == expected
    assert build_at(root).scheduled == 2


@pytest.mark.parametrize(
    ("when", "words"), [("tomorrow", "year-month-day"), ("2026-02-30", "28 days"), ("2026-11-23 11:59", "is over")]
)
def test_schedule_takes_only_a_date_to_come(
    root: Path, when: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(root)
    assert run(root, "schedule", "rent", when, "--yes") == 2
    assert words in capsys.readouterr().err
    assert everything(root) == before


def test_a_piece_is_taken_down_and_let_out_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, "publish", "rent", "--yes")
    build_at(root)
    assert run(root, "unpublish", "trams", "--yes") == 0
    said = capsys.readouterr()
    assert '"2026-01-06-trams" is unpublished: it is left out here' in said.err
    for path in ("config.yaml", "content/articles/2026-03-02-rent.md", "content/authors/nora.md"):
        assert f"{path}:" in said.err
    text = (root / "content/unpublished.yaml").read_text()
    assert text.endswith("\n2026-01-06-trams: 2026-11-23\n")
    built = build_at(root, strict=True)
    assert built.articles == 1
    assert not (root / "site/2026/01/trams/index.html").exists()
    assert run(root, "publish", "trams", "--yes") == 0
    assert (root / "content/unpublished.yaml").read_text() == text.replace("2026-01-06-trams: 2026-11-23\n", "")
    assert build_at(root).articles == 2


def test_a_piece_goes_with_its_file_and_its_own_slug_is_kept_in_the_list(root: Path) -> None:
    path = root / "content/articles/2026-01-06-trams.md"
    path.write_text(path.read_text().replace("title:", "slug: rails\ntitle:"))
    assert run(root, "unpublish", "rails", "--delete", "--yes") == 0
    assert not path.exists()
    assert "2026-01-06-trams: {date: 2026-11-23, slug: rails}" in (root / "content/unpublished.yaml").read_text()
    assert build_at(root, strict=True).articles == 0
    assert run(root, "publish", "rails", "--yes") == 2


def test_a_piece_deleted_by_hand_can_be_taken_down_after(root: Path) -> None:
    run(root, "publish", "rent", "--yes")
    (root / "content/articles/2026-01-06-trams.md").unlink()
    assert main(["--root", str(root), "--now", NOW]) == 1
    assert run(root, "unpublish", "2026-01-06-trams", "--yes") == 0
    assert main(["--root", str(root), "--now", NOW, "--strict"]) == 0


def test_a_name_that_nobody_knows_is_not_listed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "unpublish", "2026-01-06-tram", "--yes") == 2
    assert 'did you mean "2026-01-06-trams"?' in capsys.readouterr().err
    assert not (root / "content/unpublished.yaml").exists()


@pytest.mark.parametrize(
    ("keys", "added"),
    [
        ("", 'corrections:\n  - date: 2026-11-23T12:00\n    type: correction\n    text: "It\'s 8 %, not \\"9\\"."\n'),
        (
            "corrections:\n- date: 2026-02-01   # first\n  type: update\n  text: >\n    Folded\n    words.\n\n# end\n",
            '- date: 2026-11-23T12:00\n  type: correction\n  text: "It\'s 8 %, not \\"9\\"."\n',
        ),
        (
            "corrections: [{date: 2026-02-01, type: update, text: Words.}]  # one\n",
            ', {date: 2026-11-23T12:00, type: correction, text: "It\'s 8 %, not \\"9\\"."}',
        ),
    ],
    ids=["none yet", "line by line", "in brackets"],
)
def test_a_correction_is_added_in_the_form_of_those_before(root: Path, keys: str, added: str) -> None:
    path = root / "content/articles/2026-01-06-trams.md"
    path.write_text(path.read_text().replace("date:", f"{keys}date:"))
    before = path.read_text()
    assert run(root, "correct", "trams", 'It\'s 8 %, not "9".', "--yes") == 0
    after = path.read_text()
    assert added in after
    assert after.replace(added, "") == before
    assert build_at(root).articles == 1


def test_a_piece_gets_another_name_everywhere_and_its_address_leads_on(root: Path) -> None:
    assert run(root, "rename", "2026-01-06-trams", "2026-01-06-rails", "--yes") == 0
    assert rent(root) == BY_HAND.replace("2026-01-06-trams", "2026-01-06-rails")
    moved = (root / "content/articles/2026-01-06-rails.md").read_text()
    assert "\naliases:\n  - 2026/01/trams/\n---\n" in moved
    assert not (root / "content/articles/2026-01-06-trams.md").exists()
    assert "(../articles/2026-01-06-rails.md)" in (root / "content/authors/nora.md").read_text()
    assert "pieces: [2026-01-06-rails]  # for the week\n" in (root / "config.yaml").read_text()
    assert (root / "content/ids.yaml").read_text() == "2026-01-06-rails: 2026-01-06-trams\n"
    run(root, "publish", "rent", "--yes")
    assert build_at(root, strict=True).articles == 2
    assert (root / "site/2026/01/trams/index.html").exists()
    assert "2026-01-06-trams" in (root / "site/feed.json").read_text()


def test_an_author_and_a_topic_get_another_name(root: Path) -> None:
    assert run(root, "rename", "nora", "nora-weiland", "--yes") == 0
    assert run(root, "rename", "topics/streets", "topics/roads", "--yes") == 0
    assert "show: roads\n" in (root / "config.yaml").read_text()
    expected = BY_HAND.replace("- nora\r", "- nora-weiland\r").replace("nora.md", "nora-weiland.md")
    assert rent(root) == expected.replace("topics: streets,", "topics: roads,")
    assert "aliases:\n  - nora\n" in (root / "content/authors/nora-weiland.md").read_text()
    assert "aliases:\n  - streets\n" in (root / "content/topics/roads.md").read_text()


def test_a_new_name_that_is_taken_or_no_name_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(root)
    assert run(root, "rename", "trams", "x", "--yes") == 2
    assert run(root, "rename", "2026-01-06-trams", "2026-03-02-rent", "--yes") == 2
    assert "is there already" in capsys.readouterr().err
    assert run(root, "rename", "2026-01-06-trams", "a:b", "--yes") == 2
    assert everything(root) == before


def test_nothing_is_written_that_a_build_would_refuse(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "content/articles/2026-03-02-rent.md").write_bytes(BY_HAND.replace("See ", "TK ").encode())
    before = everything(root)
    assert run(root, "publish", "rent", "--yes") == 1
    assert "TK" in capsys.readouterr().err
    assert everything(root) == before


def test_a_take_down_does_not_wait_for_mistakes_in_other_files(root: Path) -> None:
    (root / "content/articles/2026-05-05-broken.md").write_text("---\ntitel: No\n---\n\nText.\n")
    assert run(root, "unpublish", "trams", "--yes") == 0


def test_without_an_answer_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root)
    with Path("/dev/null").open() as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        assert run(root, "unpublish", "trams") == 2
    assert everything(root) == before
    assert not list((root / ".cache").glob("trial-*"))


def test_the_diff_can_be_applied_by_patch(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "content/articles/2026-01-06-trams.md").read_text()
    capsys.readouterr()
    assert run(root, "correct", "trams", "Words.", "--yes") == 0
    diff = capsys.readouterr().out.rpartition("Wrote")[0]
    after = (root / "content/articles/2026-01-06-trams.md").read_text()
    (root / "content/articles/2026-01-06-trams.md").write_text(before)
    subprocess.run(["git", "apply", "-"], input=diff, text=True, cwd=root, check=True)
    assert (root / "content/articles/2026-01-06-trams.md").read_text() == after
