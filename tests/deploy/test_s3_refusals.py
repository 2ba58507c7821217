"""What is refused at a bucket, counted in requests: only questions reach the service, whatever the reason."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from press.commands.deploy import deploy
from press.commands.results import DeployOptions
from press.deploy.headers import headers_of
from press.deploy.manifest import (
    DEPLOY_MANIFEST,
    DeployManifest,
    Underway,
    deploy_manifest_bytes,
    parse_deploy_manifest,
)
from press.deploy.store import Upload
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions
from tests.deploy.places import KEYS, Place, client_of
from tests.deploy.proxy import Proxy, proxy_of
from tests.sites import article, build_at, site_at, write_site

REFUSALS: dict[str, tuple[Callable[[Place, Path], None], str]] = {
    "somebody else's place": (
        lambda place, _: replace_all(place, {"theirs.html": b"theirs"}),
        "1 file there is not ours",
    ),
    "somebody else's file in the way": (
        lambda place, _: put_by_hand(place, "2026/04/new/index.html", b"theirs"),
        "not ours: 2026/04/new/index.html",
    ),
    "a page changed there": (lambda place, _: put_by_hand(place, "index.html", b"theirs"), "changed by somebody else"),
    "a note of another version": (lambda place, _: put_by_hand(place, DEPLOY_MANIFEST, b"{}"), "cannot be read"),
    "a note that cannot be read": (lambda place, _: put_by_hand(place, DEPLOY_MANIFEST, b"\xff"), "cannot be read"),
    "another deployment under way": (lambda place, _: begin(place), "has begun and not ended"),
    "too many deletes": (lambda place, _: hold_more(place, 30), "would be taken away"),
    "a page edited here": (lambda _, root: edit_page(root), "is not as it was built"),
    "a piece edited since": (lambda _, root: edit_piece(root), "have changed since"),
}


@dataclass
class Stage:
    """A section that is live in a bucket, with a piece that has been built since; `held`: what the bucket holds."""

    place: Place
    proxy: Proxy
    root: Path
    held: dict[str, bytes]


@pytest.fixture(scope="module")
def stage(s3_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    with pytest.MonkeyPatch.context() as patch, proxy_of(s3_server) as proxy:
        for name, value in KEYS.items():
            patch.setenv(name, value)
        client_of(s3_server).create_bucket(Bucket="refusals")
        place = Place("s3", folder, folder, s3_server, "refusals")
        config = replace(place, endpoint=proxy.url).config()
        root = write_site(folder / "root", f"-- config.yaml --\n{config}-- content/articles/rent.md --\n{article()}")
        build_at(root)
        ship(root)
        write_site(root, f"-- config.yaml --\n{config}-- content/articles/new.md --\n{article('New', '2026-04-02')}")
        build_at(root)
        yield Stage(place, proxy, root, dict(place.all_files()))


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_writes_nothing(stage: Stage, tmp_path: Path, name: str) -> None:
    change, words = REFUSALS[name]
    shutil.copytree(stage.root, tmp_path / "root")
    replace_all(stage.place, stage.held)
    change(stage.place, tmp_path / "root")
    held = dict(stage.place.all_files())
    stage.proxy.seen.clear()
    with pytest.raises(Refusal) as refused:
        ship(tmp_path / "root")
    assert (refused.value.code, stage.proxy.writes) == (ExitCode.REFUSED, [])
    assert words in refused.value.message
    assert dict(stage.place.all_files()) == held


def test_without_a_fault_it_is_sent(stage: Stage, tmp_path: Path) -> None:
    shutil.copytree(stage.root, tmp_path / "root")
    replace_all(stage.place, stage.held)
    ship(tmp_path / "root")
    assert "2026/04/new/index.html" in stage.place.live()


def test_an_object_that_the_service_will_not_delete_is_named(stage: Stage) -> None:
    store, client, key = stage.place.store(), client_of(stage.place.endpoint), f"{stage.place.prefix}held.html"
    put_by_hand(stage.place, "held.html", b"held")
    put_by_hand(stage.place, "free.html", b"free")
    rule = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject"}
    policy = {"Version": "2012-10-17", "Statement": [{**rule, "Resource": f"arn:aws:s3:::{stage.place.bucket}/{key}"}]}
    client.put_bucket_policy(Bucket=stage.place.bucket, Policy=json.dumps(policy))
    try:
        with pytest.raises(Refusal, match=f"{key} could not be deleted: Access Denied"):
            store.delete(["free.html", "held.html"])
        assert {"free.html", "held.html"} & store.listing() == {"held.html"}
    finally:
        client.delete_bucket_policy(Bucket=stage.place.bucket)
        store.delete(["held.html"])


def ship(root: Path) -> None:
    deploy(site_at(root), BuildOptions(), DeployOptions(), lambda _done, _total: None)


def edit_piece(root: Path) -> None:
    (root / "content/articles/rent.md").write_text(article(body="Other."))


def edit_page(root: Path) -> None:
    (root / "site/index.html").write_text("mine")


def put_by_hand(place: Place, path: str, data: bytes) -> None:
    client_of(place.endpoint).put_object(Bucket=place.bucket, Key=place.prefix + path, Body=data)


def replace_all(place: Place, files: Mapping[str, bytes]) -> None:
    """Make the bucket hold these files and no others, each as ours is put."""
    store, there = place.store(), dict(place.all_files())
    store.delete(sorted(there.keys() - files.keys()))
    for path, data in files.items():
        if there.get(path) != data:
            store.put(Upload(path, data, hashlib.sha256(data).hexdigest(), headers_of(path)))


def noted(place: Place) -> DeployManifest:
    """What the host's note says."""
    manifest = parse_deploy_manifest((place.store().read(DEPLOY_MANIFEST) or (b"", ""))[0])
    assert manifest
    return manifest


def begin(place: Place) -> None:
    under = Underway("another machine", datetime.now(UTC), "b", "1", frozenset())
    put_by_hand(place, DEPLOY_MANIFEST, deploy_manifest_bytes(replace(noted(place), underway=under)))


def hold_more(place: Place, number: int) -> None:
    live = noted(place)
    more = {f"2020/01/old-{n}/index.html": hashlib.sha256(b"").hexdigest() for n in range(number)}
    put_by_hand(place, DEPLOY_MANIFEST, deploy_manifest_bytes(replace(live, files={**live.files, **more})))
