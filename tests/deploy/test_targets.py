"""What every host does alike: first deployment, none, a change, a takedown, an earlier build back."""

from __future__ import annotations

import os
import platform
from datetime import timedelta
from pathlib import Path

import pytest

from press.deploy.change import plan_change
from press.deploy.manifest import DEPLOY_MANIFEST, HISTORY
from press.model.problem import ExitCode, Refusal
from tests.deploy.conftest import MakePlace
from tests.deploy.places import NOW, Place, branch_files, built, catalogue, client_of, git, roll_back, send


def without_old_assets(place: Place, files: dict[str, bytes]) -> dict[str, bytes]:
    """What is live but for styles of earlier builds, which cached pages still ask for."""
    return {path: data for path, data in place.live().items() if path in files or not path.startswith("assets/")}


def test_a_first_deployment_brings_every_file_and_a_second_nothing(place: Place, tmp_path: Path) -> None:
    change = send(place, tmp_path / "site", catalogue(1))
    assert change is not None
    assert sorted(change.added) == sorted(catalogue(1))
    assert place.live() == catalogue(1)
    before = place.digest()
    assert send(place, tmp_path / "site", catalogue(1)) is None
    assert place.digest() == before


def test_a_change_sends_what_differs_and_takes_away_what_has_gone(place: Place, tmp_path: Path) -> None:
    send(place, tmp_path / "site", catalogue(2))
    change = send(place, tmp_path / "site", catalogue(3))
    assert change is not None
    assert change.added == ("2026/03/piece-3/index.html", "assets/css/press.0000000003.css")
    assert change.changed == ("2026/03/rent/index.html", "feed.xml", "index.html")
    assert change.removed == ("2026/03/piece-2/index.html", "assets/css/press.0000000002.css")
    assert without_old_assets(place, catalogue(3)) == catalogue(3)
    assert place.live()["assets/css/press.0000000002.css"] == catalogue(2)["assets/css/press.0000000002.css"]


def test_a_server_over_ssh(make_place: MakePlace, tmp_path: Path) -> None:
    """A name that the server's shell would read otherwise is sent as it is."""
    place = make_place("ssh")
    files = {**catalogue(2), "files/it's $HOME & more.pdf": b"pdf"}
    assert place.open().fetch_state() is None
    send(place, tmp_path / "site", files)
    assert place.live() == files
    assert send(place, tmp_path / "site", files) is None
    send(place, tmp_path / "site", catalogue(3))
    assert without_old_assets(place, catalogue(3)) == catalogue(3)
    roll_back(place)
    assert without_old_assets(place, files) == files


def test_a_change_of_the_same_size_and_time_is_sent(place: Place, tmp_path: Path) -> None:
    send(place, tmp_path / "site", {**catalogue(1), "feed.xml": b"feed A"})
    times = (tmp_path / "site/feed.xml").stat()
    files = {**catalogue(1), "feed.xml": b"feed B"}
    target = place.open()
    build, digests = built(tmp_path / "site", files)
    os.utime(tmp_path / "site/feed.xml", ns=(times.st_atime_ns, times.st_mtime_ns))
    change = plan_change(digests, target.fetch_state(), format=target.format, now=NOW)
    target.publish(change, build, lambda _done, _total: None, forget=False)
    assert place.live()["feed.xml"] == b"feed B"


def test_assets_of_earlier_builds_stay_for_thirty_days(place: Place, tmp_path: Path) -> None:
    old = "assets/css/press.0000000001.css"
    send(place, tmp_path / "site", catalogue(1))
    send(place, tmp_path / "site", catalogue(2))
    send(place, tmp_path / "site", catalogue(4), now=NOW + timedelta(days=29))
    assert old in place.live()
    send(place, tmp_path / "site", catalogue(6), now=NOW + timedelta(days=31))
    assert old not in place.live()
    assert "assets/css/press.0000000002.css" in place.live()


def test_a_rollback_brings_the_build_before_back_byte_for_byte(place: Place, tmp_path: Path) -> None:
    send(place, tmp_path / "site", catalogue(2))
    first = place.open().fetch_state()
    send(place, tmp_path / "site", catalogue(5))
    roll_back(place)
    live = place.open().fetch_state()
    assert first is not None
    assert live is not None
    assert live.build == first.build
    assert without_old_assets(place, catalogue(2)) == catalogue(2)
    assert send(place, tmp_path / "site", catalogue(2)) is None


def test_any_of_the_last_five_builds_can_be_named(place: Place, tmp_path: Path) -> None:
    builds = []
    for number in range(1, 8):
        change = send(place, tmp_path / "site", catalogue(number))
        assert change is not None
        builds.append(change.build)
    assert place.open().fetch_state() is not None
    target = place.open()
    target.fetch_state()
    assert target.builds() == tuple(reversed(builds[1:6]))
    roll_back(place, builds[2])
    assert without_old_assets(place, catalogue(3)) == catalogue(3)
    with pytest.raises(Refusal) as refused:
        target.files_of("0" * 20)
    assert refused.value.code == ExitCode.REFUSED


def rounds(place: Place, folder: Path, number_of_rounds: int) -> None:
    send(place, folder, catalogue(0))
    for number in range(1, number_of_rounds + 1):
        send(place, folder, catalogue(number))
        roll_back(place)
        assert without_old_assets(place, catalogue(number - 1)) == catalogue(number - 1), number
        send(place, folder, catalogue(number))
        assert without_old_assets(place, catalogue(number)) == catalogue(number), number


def test_twenty_rounds_of_deploying_and_rolling_back(make_place: MakePlace, tmp_path: Path) -> None:
    rounds(make_place("folder"), tmp_path / "site", 20)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["s3", "git", "rsync", "ssh"])
def test_twenty_rounds_at_every_host(kind: str, make_place: MakePlace, tmp_path: Path) -> None:
    rounds(make_place(kind), tmp_path / "site", 20)


def test_what_is_taken_down_is_gone_and_with_forget_from_the_copies_too(place: Place, tmp_path: Path) -> None:
    word = b"xtakendownx"
    send(
        place, tmp_path / "site", {**catalogue(1), "2026/03/gone/index.html": word, "images/gone.0123456789.jpg": word}
    )
    send(place, tmp_path / "site", catalogue(1))
    assert not [path for path, data in place.live().items() if word in data]
    assert "images/gone.0123456789.jpg" not in place.live()
    if place.kind == "git":
        return  # a branch keeps its history; docs/hosting.md says so
    send(place, tmp_path / "site", {**catalogue(1), "feed.xml": b"feed 2"}, forget=True)
    if place.kind == "s3":
        client = client_of(place.endpoint)
        names = [item["Key"] for item in client.list_objects_v2(Bucket=place.bucket)["Contents"]]
        held = [client.get_object(Bucket=place.bucket, Key=name)["Body"].read() for name in names]
    else:
        held = [path.read_bytes() for path in place.root.rglob("*") if path.is_file()]
    assert not [data for data in held if word in data]


def test_a_file_may_become_a_folder_and_back(place: Place, tmp_path: Path) -> None:
    send(place, tmp_path / "site", {**catalogue(1), "about": b"file"})
    files = {**catalogue(1), "about/index.html": b"page"}
    send(place, tmp_path / "site", files)
    if place.kind == "s3":
        assert place.live() == files
    send(place, tmp_path / "site", {**catalogue(1), "about": b"file again"})
    assert place.live()["about"] == b"file again"


def test_what_is_not_ours_is_seen_before_anything_is_written(place: Place, tmp_path: Path) -> None:
    if place.kind == "s3":
        client_of(place.endpoint).put_object(Bucket=place.bucket, Key="opinion/theirs.html", Body=b"theirs")
    elif place.kind == "git":
        commit_beside(place, tmp_path, {"theirs.html": "theirs"}, "gh-pages")
    else:
        place.root.mkdir(exist_ok=True)
        (place.root / "theirs.html").write_text("theirs")
    target = place.open()
    _, digests = built(tmp_path / "site", catalogue(1))
    change = plan_change(digests, target.fetch_state(), format=target.format, now=NOW)
    assert target.foreign(change) == ("theirs.html",)


def test_somebody_elses_deployment_in_between_is_not_written_over(place: Place, tmp_path: Path) -> None:
    send(place, tmp_path / "site", catalogue(1))
    slow = place.open()
    build, digests = built(tmp_path / "slow", catalogue(3))
    change = plan_change(digests, slow.fetch_state(), format=slow.format, now=NOW)
    send(place, tmp_path / "site", catalogue(5))
    with pytest.raises(Refusal) as refused:
        slow.publish(change, build, lambda _done, _total: None, forget=False)
    assert refused.value.code == ExitCode.REFUSED
    assert "changed by somebody else" in refused.value.message
    assert without_old_assets(place, catalogue(5)) == catalogue(5)


def test_our_notes_say_what_is_live_and_nothing_of_this_machine(objects: Place, tmp_path: Path) -> None:
    send(objects, tmp_path / "site", catalogue(1))
    found = objects.store().read(DEPLOY_MANIFEST)
    assert found is not None
    text = found[0].decode()
    assert str(tmp_path) not in text
    assert platform.node() not in text
    assert [path for path in objects.store().listing() if path.startswith(HISTORY)] == []


def commit_beside(place: Place, tmp_path: Path, files: dict[str, str], branch: str) -> None:
    """Commit files to a branch as somebody else."""
    work = tmp_path / f"work-{len(list(tmp_path.iterdir()))}"
    if branch_files_or_none(place, branch):
        git(tmp_path, "clone", "-q", "-b", branch, str(place.root), str(work))
    else:
        work.mkdir()
        git(work, "init", "-q", "-b", branch)
    for name, text in files.items():
        (work / name).write_text(text)
    git(work, "add", "-A")
    git(work, "commit", "-qm", "theirs")
    git(work, "push", "-q", str(place.root), branch)


def branch_files_or_none(place: Place, branch: str) -> dict[str, bytes]:
    return branch_files(place.root, branch) if git(place.root, "branch", "--list", branch) else {}
