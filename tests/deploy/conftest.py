"""Hosts for the tests of deploying: each test gets an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deploy.places import KEYS, Place, client_of, git, s3_service, ssh_server

KINDS = ("folder", "s3", "git", "rsync")


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The credentials of the test's own S3, and no others of this machine."""
    nowhere = str(tmp_path / "none")
    files = {"AWS_CONFIG_FILE": nowhere, "AWS_SHARED_CREDENTIALS_FILE": nowhere}
    for name, value in (KEYS | files).items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Run a server that speaks S3's protocol; gives its address."""
    with s3_service() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def ssh_command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run sshd; gives the command that reaches it."""
    with ssh_server(tmp_path_factory.mktemp("ssh")) as command:
        yield command


MakePlace = Callable[[str], Place]


@pytest.fixture
def make_place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakePlace:
    """Return a function that makes an empty host of a kind."""

    def make(kind: str) -> Place:
        root, cache = tmp_path / "host", tmp_path / "cache"
        cache.mkdir()
        if kind == "git":
            root.mkdir()
            git(root, "init", "-q", "--bare")
        if kind == "ssh":
            monkeypatch.setenv("RSYNC_RSH", request.getfixturevalue("ssh_command"))
        if kind != "s3":
            return Place(kind, root, cache)
        endpoint = request.getfixturevalue("s3_server")
        bucket = f"b{abs(hash(request.node.nodeid)):x}"
        client_of(endpoint).create_bucket(Bucket=bucket)
        return Place(kind, root, cache, endpoint, bucket)

    return make


@pytest.fixture(params=KINDS)  # ssh is rsync on another line: it has a test of its own
def place(request: pytest.FixtureRequest, make_place: MakePlace) -> Place:
    """An empty host, of each kind in turn."""
    return make_place(request.param)


@pytest.fixture(params=["folder", "s3"])
def objects(request: pytest.FixtureRequest, make_place: MakePlace) -> Place:
    """An empty host whose files are replaced one by one."""
    return make_place(request.param)
