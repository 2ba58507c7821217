"""Builds that are killed, at every step and at any moment: each file stays whole, and the next build puts it right."""

from __future__ import annotations

import os
import random
import signal
import time
from hashlib import sha256
from pathlib import Path

import pytest

from press.model.manifest import MANIFEST, STAGING
from press.model.problem import ExitCode, Refusal
from press.write.journal import JOURNAL, Journal, Move, write_journal
from press.write.manifest import read_manifest
from press.write.swap import recover
from tests.children import in_child
from tests.write.trees import build, contents, newspaper, pages

STEPS = (
    *(f"stage {n}" for n in (1, 2, 50, 109)),
    *("staged", "ready", "commit"),
    *(f"move {n}" for n in (1, 2, 3, 30, 60, 90, 109, 110)),
    *(f"delete {n}" for n in (1, 3, 5)),
    *("seal", "forget"),
)
DECIDED = STEPS.index("commit")


def clean(folder: Path, version: int) -> dict[str, bytes]:
    """What a build of `version` from nothing gives."""
    output = folder / f"clean {version}"
    if not output.exists():
        build(output, folder / "clean cache", newspaper(version))
    return contents(output)


def every_file_is_whole(site: Path, old: int, new: int) -> None:
    before, after = newspaper(old), newspaper(new)
    for path, data in pages(site).items():
        assert data in {before.get(path), after.get(path)}, path


def kill_and_mend(folder: Path, old: int, new: int, delay: float) -> None:
    """Kill a build of `new` over `old` after `delay` seconds; the folder is whole then, and right after the next."""
    site, cache = folder / "site", folder / "cache"
    pid = in_child(lambda: build(site, cache, newspaper(new)))
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    every_file_is_whole(site, old, new)
    recover(site)
    assert pages(site) in (newspaper(old), newspaper(new))
    assert {path: sha256(data).hexdigest() for path, data in pages(site).items()} == read_manifest(site)
    build(site, cache, newspaper(new))
    assert contents(site) == clean(folder, new)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(tmp_path: Path, step: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, newspaper(1))
    (site / "CNAME").write_bytes(b"news.example")
    before = contents(site)

    def die(at: str) -> None:
        if at == step:
            os._exit(9)

    _, status = os.waitpid(in_child(lambda: build(site, cache, newspaper(2), die)), 0)
    assert os.waitstatus_to_exitcode(status) == 9
    there = {path: data for path, data in pages(site).items() if path != "CNAME"}
    assert all(data in {newspaper(1).get(path), newspaper(2).get(path)} for path, data in there.items())
    remarks = recover(site)
    assert bool(remarks) == (DECIDED <= STEPS.index(step) < len(STEPS) - 1)
    after = {**clean(tmp_path, 2), "CNAME": b"news.example"}
    assert contents(site) == (before if STEPS.index(step) < DECIDED else after)
    build(site, cache, newspaper(2))
    assert contents(site) == after


FIRST_STEPS = ("stage 3", "staged", "ready", "commit", "move 1", "move 4", "move 7", "seal", "forget")


def first_build_killed(site: Path, cache: Path, step: str) -> None:
    """Kill the first build of all, of version 2, at a step."""

    def die(at: str) -> None:
        if at == step:
            os._exit(9)

    _, status = os.waitpid(in_child(lambda: build(site, cache, newspaper(2), die)), 0)
    assert os.waitstatus_to_exitcode(status) == 9


@pytest.mark.parametrize("step", FIRST_STEPS)
def test_a_first_build_killed_at_a_step(tmp_path: Path, step: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    first_build_killed(site, cache, step)
    every_file_is_whole(site, 2, 2)
    remarks = recover(site)
    is_decided = FIRST_STEPS.index("commit") <= FIRST_STEPS.index(step)
    assert bool(remarks) == (is_decided and step != "forget")
    assert contents(site) == (clean(tmp_path, 2) if is_decided else {})
    build(site, cache, newspaper(1))
    assert contents(site) == clean(tmp_path, 1)


def test_a_first_build_moves_whole_folders(tmp_path: Path) -> None:
    site, steps = tmp_path / "site", list[str]()
    site.mkdir()
    (site / ".gitignore").write_bytes(b"*")
    done = build(site, tmp_path / "cache", newspaper(1), steps.append)
    tops = {path.partition("/")[0] for path in newspaper(1)}
    assert [step for step in steps if step.startswith("move")] == [f"move {n + 1}" for n in range(len(tops))]
    assert done.written == len(newspaper(1))
    assert contents(site) == {**clean(tmp_path, 1), ".gitignore": b"*"}


@pytest.mark.parametrize("step", ["ready", "commit", "move 1"])
def test_somebody_fills_a_folder_that_a_first_build_wants_to_move(tmp_path: Path, step: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"

    def meddle(at: str) -> None:
        if at == step:
            for folder in ("pieces", "pieces/7", "old"):
                (site / folder).mkdir(exist_ok=True)
            (site / "pieces/7/theirs.txt").write_bytes(b"theirs")

    done = build(site, cache, newspaper(1), meddle)
    assert contents(site) == {**clean(tmp_path, 1), "pieces/7/theirs.txt": b"theirs"}
    assert done.foreign == ("pieces/7/theirs.txt",)
    build(site, cache, newspaper(2))
    assert contents(site) == {**clean(tmp_path, 2), "pieces/7/theirs.txt": b"theirs"}


def test_nothing_is_moved_into_a_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    site, cache, elsewhere = tmp_path / "site", tmp_path / "cache", tmp_path / "elsewhere"
    elsewhere.mkdir()

    def meddle(at: str) -> None:
        if at == "commit":
            (site / "pieces").symlink_to(elsewhere)

    with pytest.raises(Refusal, match="Publishing was cut off"):
        build(site, cache, newspaper(1), meddle)
    assert [*elsewhere.iterdir()] == []
    (site / "pieces").unlink()
    build(site, cache, newspaper(1))
    assert contents(site) == clean(tmp_path, 1)


@pytest.mark.parametrize("step", ["ready", "commit", "move 50", "delete 5", "seal"])
def test_the_work_is_completed_though_the_cache_is_gone(tmp_path: Path, step: str) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", newspaper(1))

    def die(at: str) -> None:
        if at == step:
            os._exit(9)

    os.waitpid(in_child(lambda: build(site, tmp_path / "cache", newspaper(2), die)), 0)
    build(site, tmp_path / "another cache", newspaper(3))
    assert contents(site) == clean(tmp_path, 3)


def kills(folder: Path, count: int) -> None:
    site, cache = folder / "site", folder / "cache"
    chance = random.Random(20260302)
    build(site, cache, newspaper(0))
    start = time.monotonic()
    build(site, cache, newspaper(1))
    usual = time.monotonic() - start
    for number in range(1, count + 1):
        kill_and_mend(folder, number % 4, (number + 1) % 4, chance.uniform(0, 1.5 * usual))


def test_killed_at_any_moment(tmp_path: Path) -> None:
    kills(tmp_path, 20)


@pytest.mark.soak
def test_killed_at_any_moment_at_length(tmp_path: Path) -> None:
    kills(tmp_path, 400)


def test_killed_again_while_completing(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, newspaper(1))

    def die(at: str) -> None:
        if at == "move 10":
            os._exit(9)

    os.waitpid(in_child(lambda: build(site, cache, newspaper(2), die)), 0)
    for delay in (0.001, 0.002, 0.003):
        pid = in_child(lambda: recover(site))
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        every_file_is_whole(site, 1, 2)
    recover(site)
    assert contents(site) == clean(tmp_path, 2)


@pytest.mark.parametrize("damage", ["all", "some", "intents cut", "intents nonsense"])
def test_a_staging_folder_that_somebody_has_damaged(tmp_path: Path, damage: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, newspaper(1))

    def die(at: str) -> None:
        if at == "commit":
            os._exit(9)

    os.waitpid(in_child(lambda: build(site, cache, newspaper(2), die)), 0)
    staging = site / STAGING
    if damage == "intents cut":
        os.truncate(staging / JOURNAL, 100)
    elif damage == "intents nonsense":
        (staging / JOURNAL).write_text('{"format": 1, "moves": [5], "deletes": {}, "seal": null}')
    for file in staging.iterdir():
        if damage == "all" or (damage == "some" and file.name.endswith("7")):
            file.unlink()
    recover(site)
    every_file_is_whole(site, 1, 2)
    assert not staging.exists()
    build(site, cache, newspaper(2))
    assert contents(site) == clean(tmp_path, 2)


@pytest.mark.parametrize(
    "journal",
    [
        Journal((Move("1", "../victim"),), (), "2"),
        Journal((), ("../victim",), "2"),
        Journal((), ("a/../../victim",), "2"),
        Journal((Move("1", "a", ("../victim",)),), (), "2"),
        Journal((Move("../../victim", "a"),), (), "2"),
        Journal((Move("tree/../../../victim", "a"),), (), "2"),
        Journal((Move("folder/victim", "a"),), (), "2"),
        Journal((), (), "../../victim"),
    ],
)
def test_intents_that_name_something_outside_are_no_intents(tmp_path: Path, journal: Journal) -> None:
    site = tmp_path / "site"
    (tmp_path / "victim").write_bytes(b"safe")
    (site / STAGING).mkdir(parents=True)
    (site / STAGING / "1").write_bytes(b"bad")
    write_journal(site, journal)
    assert recover(site) == ()
    assert contents(tmp_path) == {"victim": b"safe", "site/": b""}


def test_intents_move_nothing_out_of_a_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "page.html").write_bytes(b"safe")
    (site / STAGING).mkdir(parents=True)
    (site / STAGING / "tree").symlink_to(outside)
    write_journal(site, Journal((Move("tree/page.html", "page.html"),), (), "2"))
    assert recover(site) == ()
    assert contents(tmp_path) == {"outside/page.html": b"safe", "site/": b""}


def test_intents_are_not_carried_out_through_a_link(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "page.html").write_bytes(b"safe")
    (site / STAGING).mkdir(parents=True)
    (site / "a").symlink_to(outside)
    write_journal(site, Journal((), ("a/page.html",), "2"))
    with pytest.raises(Refusal, match="a is a link; a build does not write through links") as caught:
        recover(site)
    assert caught.value.code == ExitCode.USAGE
    assert (outside / "page.html").read_bytes() == b"safe"


def test_leftovers_of_a_build_that_decided_nothing_go(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", newspaper(1))
    before = contents(site)
    (site / STAGING).mkdir()
    (site / STAGING / "1").write_bytes(b"half a pa")
    (site / "made" / "for nothing").mkdir(parents=True)
    (site / STAGING / "folders.json").write_text('["made", "made/for nothing", "pieces/1", "../site", 5]')
    assert recover(site) == ()
    assert contents(site) == before


def test_recovering_where_there_is_nothing(tmp_path: Path) -> None:
    assert recover(tmp_path / "site") == ()
    assert not (tmp_path / "site").exists()


def read_in_a_loop(site: Path, report: int) -> None:
    """Read files that stand in every version, over and over; report how often, and the first that was not whole."""
    versions = [newspaper(version) for version in range(4)]
    always = [path for path in versions[0] if all(path in version for version in versions)]
    whole = {path: {version[path] for version in versions} for path in always}
    reads = 0
    while not (site.parent / "enough").exists():
        for path in always:
            try:
                if (site / path).read_bytes() not in whole[path]:
                    os.write(report, f"{path} was not whole\n".encode())
            except OSError as error:
                os.write(report, f"{path}: {error}\n".encode())
            reads += 1
    os.write(report, f"reads {reads}\n".encode())


def test_a_reader_sees_whole_files_only(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    common = {path for path in newspaper(0) if all(path in newspaper(v) for v in range(1, 4))}
    build(site, cache, newspaper(0))
    hear, say = os.pipe()
    pid = in_child(lambda: read_in_a_loop(site, say))
    os.close(say)
    for number in range(30):
        build(site, cache, {p: d for p, d in newspaper(number % 4).items() if p in common})
    (tmp_path / "enough").touch()
    with os.fdopen(hear) as reports:
        said = reports.read().splitlines()
    os.waitpid(pid, 0)
    assert len(said) == 1, said[:3]
    assert int(said[0].removeprefix("reads ")) > 3_000
    assert MANIFEST in contents(site)
