"""Something fails at every step: no live page lacks what it needs, nothing is deleted after it, a rerun converges."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from press.deploy.objects import PATIENCE, ObjectTarget
from press.deploy.s3 import S3Store
from press.deploy.store import ObjectStore, Upload
from press.deploy.target import incomplete
from press.model.problem import ExitCode, Refusal
from tests.deploy.conftest import MakePlace
from tests.deploy.places import HERE, Place, catalogue, roll_back, roll_back_at, send, send_to
from tests.deploy.test_targets import without_old_assets

NEEDS = re.compile(rb"(?:href|src)=/([^>]+)>")


@dataclass
class Failing:
    """A store at which everything fails from step `at` on; `lost`: the first of these is done, its answer is lost."""

    store: ObjectStore
    at: int = 1 << 30
    lost: bool = False
    steps: int = 0
    deleted_late: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def has_caches(self) -> bool:
        return self.store.has_caches

    def read(self, path: str) -> tuple[bytes, str] | None:
        self._step()
        return self.store.read(path)

    def write(self, path: str, data: bytes, version: str | None) -> str:
        is_last = self._step()
        made = self.store.write(path, data, version)
        self._fail_if(is_last)
        return made

    def listing(self) -> frozenset[str]:
        self._step()
        return self.store.listing()

    def digest_of(self, path: str) -> str:
        self._step()
        return self.store.digest_of(path)

    def put(self, upload: Upload) -> None:
        is_last = self._step()
        self.store.put(upload)
        self._fail_if(is_last)

    def copy(self, source: str, path: str, redirect: str) -> None:
        is_last = self._step()
        self.store.copy(source, path, redirect)
        self._fail_if(is_last)

    def delete(self, paths: Sequence[str]) -> None:
        if self.steps >= self.at:
            self.deleted_late += paths
        is_last = self._step()
        self.store.delete(paths)
        self._fail_if(is_last)

    def purge(self, base: str, paths: Sequence[str]) -> None:
        self._step()
        self.store.purge(base, paths)

    def _step(self) -> bool:
        with self.lock:
            self.steps += 1
            is_first = self.steps == self.at
            if self.steps > self.at or (is_first and not self.lost):
                raise incomplete("the line went dead")
            return is_first

    def _fail_if(self, is_last: bool) -> None:
        if is_last:
            raise incomplete("the answer was lost")


@dataclass
class Counting(Failing):
    """A store that tells which files were put."""

    puts: list[str] = field(default_factory=list)

    def put(self, upload: Upload) -> None:
        self.puts.append(upload.path)
        super().put(upload)


def code_of(work: Callable[[], object]) -> ExitCode:
    """Return the exit code that a piece of work ends with."""
    try:
        work()
    except Refusal as refusal:
        return refusal.code
    return ExitCode.DONE


def lacking(files: dict[str, bytes]) -> list[str]:
    """What live pages ask for and do not get."""
    pages = [data for path, data in files.items() if path.endswith(".html")]
    return [name.decode() for data in pages for name in NEEDS.findall(data) if name.decode() not in files]


def door_to(store: ObjectStore, **options: object) -> ObjectTarget:
    return ObjectTarget(store, "host", HERE, "/", **options)  # type: ignore[arg-type]


def at(place: Place, number: int) -> Place:
    """The same host, empty: another folder."""
    return Place(place.kind, place.root.with_name(f"host-{number}"), place.cache)


@pytest.mark.parametrize("lost", [False, True], ids=["refused", "answer lost"])
@pytest.mark.parametrize("before", [None, 2], ids=["first", "change"])
def test_a_fault_at_every_step_in_a_folder(
    make_place: MakePlace, tmp_path: Path, before: int | None, lost: bool
) -> None:
    host = make_place("folder")
    step, ended = 0, False
    while not ended:
        step += 1
        place = at(host, step)
        if before is not None:
            send(place, tmp_path / "site", catalogue(before))
        failing = Failing(place.store(), at=step, lost=lost)
        code = code_of(partial(send_to, door_to(failing), tmp_path / "site", catalogue(5)))
        assert code in {ExitCode.DONE, ExitCode.INCOMPLETE}
        ended = code == ExitCode.DONE
        assert lacking(place.live()) == [], step
        assert failing.deleted_late == [], step
        send(place, tmp_path / "site", catalogue(5))
        assert without_old_assets(place, catalogue(5)) == catalogue(5), step
        if before is not None:
            roll_back(place)
            assert without_old_assets(place, catalogue(before)) == catalogue(before), step
        shutil.rmtree(place.root)
    assert step > 10


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.soak)])
def test_a_fault_at_every_step_of_the_protocol(make_place: MakePlace, tmp_path: Path, stride: int) -> None:
    host = make_place("s3")
    step, code = 0, ExitCode.INCOMPLETE
    base = host.store()
    assert isinstance(base, S3Store)
    while code == ExitCode.INCOMPLETE:
        step += stride
        place = replace(host, prefix=f"{step}/")
        store = copy(base)  # making a client takes longer than a small deployment
        store._prefix = place.prefix
        send_to(door_to(store), tmp_path / "site", catalogue(2))
        failing = Failing(store, at=step, lost=step % 2 == 0)
        code = code_of(partial(send_to, door_to(failing), tmp_path / "site", catalogue(5)))
        assert lacking(place.live()) == [], step
        assert failing.deleted_late == [], step
        send_to(door_to(store), tmp_path / "site", catalogue(5))
        assert without_old_assets(place, catalogue(5)) == catalogue(5), step
    assert code == ExitCode.DONE
    assert step > 15


def test_another_build_after_one_that_was_cut_off(make_place: MakePlace, tmp_path: Path) -> None:
    host = make_place("folder")
    for step in range(2, 30):
        place = at(host, step)
        send(place, tmp_path / "site", catalogue(2))
        try:
            send_to(door_to(Failing(place.store(), at=step)), tmp_path / "site", catalogue(5))
        except Refusal:
            pass
        else:
            assert step > 15
            break
        send(place, tmp_path / "site", catalogue(2))
        assert without_old_assets(place, catalogue(2)) == catalogue(2), step
        send(place, tmp_path / "site", catalogue(8))
        assert without_old_assets(place, catalogue(8)) == catalogue(8), step
        roll_back(place)
        assert without_old_assets(place, catalogue(2)) == catalogue(2), step


def test_a_rollback_that_was_cut_off_is_gone_on_with(make_place: MakePlace, tmp_path: Path) -> None:
    host = make_place("folder")
    for step in range(3, 40):
        place = at(host, step)
        send(place, tmp_path / "site", catalogue(2))
        send(place, tmp_path / "site", catalogue(5))
        failing = Failing(place.store(), at=step)
        try:
            roll_back_at(door_to(failing))
            break
        except Refusal:
            assert lacking(place.live()) == [], step
            assert failing.deleted_late == [], step
        roll_back(place)
        assert without_old_assets(place, catalogue(2)) == catalogue(2), step
    else:
        pytest.fail("the rollback never came to its end")


def test_a_rollback_after_a_deployment_that_was_cut_off_undoes_it(make_place: MakePlace, tmp_path: Path) -> None:
    host = make_place("folder")
    for step in range(11, 22):  # the note that it has begun is the ninth: before it come questions
        place = at(host, step)
        send(place, tmp_path / "site", catalogue(1))
        send(place, tmp_path / "site", catalogue(2))
        with pytest.raises(Refusal):
            send_to(door_to(Failing(place.store(), at=step)), tmp_path / "site", catalogue(5))
        roll_back(place)
        assert without_old_assets(place, catalogue(2)) == catalogue(2), step


def test_what_was_sent_before_the_fault_is_not_sent_again(make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place("folder")
    files = {**catalogue(1), **{f"images/p.{n:010x}.jpg": b"picture" for n in range(40)}}
    with pytest.raises(Refusal):
        send_to(door_to(Failing(place.store(), at=30)), tmp_path / "site", files)
    sent = sum(path in files for path in place.live())
    again = Counting(place.store())
    send_to(door_to(again), tmp_path / "site", files)
    assert sent > 10
    assert len(again.puts) == len(files) - sent
    assert place.live() == files


def test_another_machine_waits_for_a_deployment_that_may_still_run(make_place: MakePlace, tmp_path: Path) -> None:
    place, began = make_place("folder"), datetime(2026, 11, 23, 12, tzinfo=UTC)
    send(place, tmp_path / "site", catalogue(1))
    dead = Failing(place.store(), at=14)
    with pytest.raises(Refusal):
        send_to(door_to(dead, clock=lambda: began), tmp_path / "site", catalogue(3))
    soon = ObjectTarget(place.store(), "host", "another machine", "/", clock=lambda: began + timedelta(minutes=1))
    with pytest.raises(Refusal) as refused:
        soon.fetch_state()
    assert refused.value.code == ExitCode.REFUSED
    late = ObjectTarget(place.store(), "host", "another machine", "/", clock=lambda: began + PATIENCE)
    send_to(late, tmp_path / "site", catalogue(3))
    assert without_old_assets(place, catalogue(3)) == catalogue(3)


@pytest.mark.parametrize(("kind", "programs"), [("git", ["git"]), ("rsync", ["rsync", "sh"])])
def test_a_program_that_fails_at_every_call(
    kind: str, programs: list[str], make_place: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place(kind)
    send(place, tmp_path / "site", catalogue(2))
    counter, shims = tmp_path / "count", tmp_path / "bin"
    shims.mkdir()
    for program in programs:
        shim = shims / program
        shim.write_text(SHIM.format(counter=counter, real=shutil.which(program)))
        shim.chmod(0o755)
    old_path = os.environ["PATH"]
    for step in range(1, 40):
        counter.write_text(f"{step}")
        monkeypatch.setenv("PATH", f"{shims}:{old_path}")
        code = code_of(lambda: send(place, tmp_path / "site", catalogue(5)))
        assert code in {ExitCode.DONE, ExitCode.INCOMPLETE}
        ended = int(counter.read_text()) > 0
        monkeypatch.setenv("PATH", old_path)
        assert lacking(place.live()) == [], step
        assert without_old_assets(place, catalogue(2)) == catalogue(2) or without_old_assets(
            place, catalogue(5)
        ) == catalogue(5)
        if ended:
            break
        send(place, tmp_path / "site", catalogue(2))
    assert step > 4
    assert without_old_assets(place, catalogue(5)) == catalogue(5)


# Counts down the calls of a program; at the last one it fails in a way that does not pass by itself.
SHIM = """#!/bin/sh
left=$(($(cat {counter}) - 1))
echo $left > {counter}
if [ $left = 0 ]; then echo "fatal: denied" >&2; exit 23; fi
exec {real} "$@"
"""
