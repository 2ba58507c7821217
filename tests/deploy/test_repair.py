"""Somebody else was at the host: what they changed is not written over unasked, what they lost is sent again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from press.commands.deploy import deploy
from press.commands.results import DeployOptions
from press.deploy.change import Change
from press.model.manifest import MANIFEST, parse_manifest
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions
from tests.deploy.conftest import MakePlace
from tests.deploy.places import Place, client_of
from tests.sites import article, build_at, site_at, write_site

PAGE, FEED = "2026/03/rent/index.html", "feed.xml"


class PlanContext:
    """A section and its host."""

    def __init__(self, place: Place, root: Path) -> None:
        self.place, self.root = place, root
        self.write("Text.")
        self.ship()

    def write(self, body: str) -> None:
        piece = f"-- content/articles/2026-03-02-rent.md --\n{article(body=body)}"
        write_site(self.root, f"-- config.yaml --\n{self.place.config()}{piece}")
        build_at(self.root)

    def ship(self, **options: object) -> Change:
        return deploy(site_at(self.root), BuildOptions(), DeployOptions(**options), lambda _done, _total: None).change  # type: ignore[arg-type]

    def edit(self, path: str, data: bytes | None) -> None:
        """Change a file at the host by hand; None takes it away."""
        if self.place.kind == "s3":
            where = {"Bucket": self.place.bucket, "Key": self.place.prefix + path}
            client = client_of(self.place.endpoint)
            client.delete_object(**where) if data is None else client.put_object(**where, Body=data)
            return
        file = self.place.root / ("current" if self.place.kind == "rsync" else "") / path
        file.unlink()  # a new file, as editors make one: the old one may have other names
        if data is not None:
            file.write_bytes(data)

    def built(self) -> dict[str, bytes]:
        sealed = parse_manifest((self.root / "site" / MANIFEST).read_bytes()) or {}
        return {path: (self.root / "site" / path).read_bytes() for path in sealed if path != ".nojekyll"}


@pytest.fixture
def desk_at(make_place: MakePlace, tmp_path: Path) -> Callable[[str], PlanContext]:
    return lambda kind: PlanContext(make_place(kind), tmp_path / "root")


OBJECTS = pytest.mark.parametrize("kind", ["folder", "s3"])


@OBJECTS
def test_what_somebody_changed_is_written_over_only_when_asked_for(
    desk_at: Callable[[str], PlanContext], kind: str
) -> None:
    context = desk_at(kind)
    first = context.built()
    context.edit(PAGE, b"theirs")
    context.write("Corrected.")
    before = context.place.digest()
    with pytest.raises(Refusal) as refused:
        context.ship()
    assert refused.value.code == ExitCode.REFUSED
    assert refused.value.message == f"1 file there was changed by somebody else: {PAGE}"
    assert "--repair" in refused.value.hint
    assert context.place.digest() == before
    context.ship(repair=True)
    assert context.place.live() == context.built()
    with pytest.raises(Refusal) as lost:
        context.ship(rollback=True)
    assert f"{PAGE} is missing" in lost.value.message, "nobody has the page as it was; theirs is not taken for it"
    assert context.place.live() == context.built() != first


@OBJECTS
def test_a_rollback_writes_over_nobody_either(desk_at: Callable[[str], PlanContext], kind: str) -> None:
    context = desk_at(kind)
    first = context.built()
    context.write("Corrected.")
    context.ship()
    context.edit(PAGE, b"theirs")
    with pytest.raises(Refusal) as refused:
        context.ship(rollback=True)
    assert refused.value.code == ExitCode.REFUSED
    context.ship(rollback=True, repair=True)
    assert context.place.live() == first


@OBJECTS
def test_what_is_lost_comes_back_with_the_next_change(desk_at: Callable[[str], PlanContext], kind: str) -> None:
    context = desk_at(kind)
    context.edit(PAGE, None)
    context.edit("robots.txt", None)
    context.write("Corrected.")
    change = context.ship()
    assert context.place.live() == context.built()
    assert change.repaired == ("robots.txt",)


@pytest.mark.parametrize("kind", ["folder", "s3", "rsync"])
def test_a_host_is_made_good_without_a_change(desk_at: Callable[[str], PlanContext], kind: str) -> None:
    context = desk_at(kind)
    context.edit(PAGE, None)
    context.edit(FEED, b"theirs")
    context.ship()
    assert context.place.live() != context.built(), "nothing has changed here, so nothing is looked at there"
    change = context.ship(repair=True)
    assert context.place.live() == context.built()
    assert change.repaired == (PAGE, FEED)
    assert context.ship(repair=True).sent == ()


def test_a_release_that_somebody_changed_is_not_brought_back(desk_at: Callable[[str], PlanContext]) -> None:
    context = desk_at("rsync")
    context.edit(PAGE, b"theirs")
    context.write("Corrected.")
    context.ship()
    with pytest.raises(Refusal) as refused:
        context.ship(rollback=True)
    assert refused.value.code == ExitCode.REFUSED
    assert f"{PAGE} was changed there" in refused.value.message
    assert context.place.live() == context.built()
