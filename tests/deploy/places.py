"""Hosts as they are (a folder, S3's protocol, git, rsync, ssh) and small builds to send there."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from press.deploy.change import Change, build_to_restore, is_nothing, plan_change
from press.deploy.folder import FolderStore
from press.deploy.git import GitTarget
from press.deploy.manifest import DEPLOY_MANIFEST, HISTORY
from press.deploy.objects import ObjectTarget
from press.deploy.repository import Repository
from press.deploy.rsync import RsyncTarget
from press.deploy.s3 import S3Store
from press.deploy.store import ObjectStore
from press.deploy.target import Build, Target
from press.model.publication import DeployTarget

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HERE = "this machine"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Place:
    """A host for a test. `kind`; `root` is its folder or repository; S3 has a server's address and a bucket."""

    kind: str
    root: Path
    cache: Path
    endpoint: str = ""
    bucket: str = ""
    prefix: str = "opinion/"

    def open(self, owner: str = HERE) -> Target:
        """Come to the host anew, as each run of the program does."""
        if self.kind == "git":
            return GitTarget(Repository(str(self.root), root=self.cache, cache=self.cache), "gh-pages")
        if self.kind in {"rsync", "ssh"}:
            return RsyncTarget(("127.0.0.1:" if self.kind == "ssh" else "") + str(self.root))
        return ObjectTarget(self.store(), self.kind, owner, "/")

    def store(self) -> ObjectStore:
        """Return the store below a target of objects."""
        if self.kind == "folder":
            return FolderStore(self.root)
        target = DeployTarget("s3", bucket=self.bucket, prefix=self.prefix, endpoint=self.endpoint, region="us-east-1")
        return s3_store(target)

    def config(self) -> str:
        """Return the lines of config.yaml that name this host."""
        at = {
            "s3": f"target: s3, bucket: {self.bucket}, prefix: {self.prefix}, region: us-east-1"
            f", endpoint: '{self.endpoint}'",
            "git": f"target: git, remote: '{self.root}', branch: gh-pages",
            "rsync": f"target: rsync, to: '{self.root}'",
            "folder": f"target: folder, path: '{self.root}'",
        }
        return f"title: T\nurl: https://example.org/opinion/\ndeploy:\n  live: {{{at[self.kind]}}}\n"

    def live(self) -> dict[str, bytes]:
        """Return what readers can get, path -> bytes, without our own notes."""
        found = dict(self.all_files())
        return {
            p: data
            for p, data in found.items()
            if p not in {DEPLOY_MANIFEST, ".nojekyll"} and not p.startswith(HISTORY)
        }

    def digest(self) -> str:
        """Return a digest of all that the host holds, notes of ours among them."""
        if self.kind in {"git", "rsync", "ssh"}:
            files = {p.relative_to(self.root).as_posix(): _content(p) for p in sorted(self.root.rglob("*"))}
        else:
            files = dict(self.all_files())
        return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()

    def all_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of what the host holds, but for earlier builds of git and rsync."""
        if self.kind == "s3":
            client = client_of(self.endpoint)
            pages = client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
            for item in (item for page in pages for item in page.get("Contents", ())):
                body = client.get_object(Bucket=self.bucket, Key=item["Key"])["Body"].read()
                yield item["Key"].removeprefix(self.prefix), body
        elif self.kind == "git":
            if "gh-pages" in git(self.root, "branch", "--list", "gh-pages"):
                yield from branch_files(self.root, "gh-pages").items()
        else:
            root = self.root / "current" if self.kind in {"rsync", "ssh"} else self.root
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    yield path.relative_to(root).as_posix(), path.read_bytes()


def send(place: Place, folder: Path, files: Files, **options: Any) -> Change | None:
    """Deploy `files` (put into `folder` first); return the change, None when there was nothing to do."""
    return send_to(place.open(), folder, files, **options)


def send_to(target: Target, folder: Path, files: Files, *, now: datetime = NOW, forget: bool = False) -> Change | None:
    """Deploy `files` through a target."""
    build, digests = built(folder, files)
    live = target.fetch_state()
    change = plan_change(digests, live, format=target.format, now=now)
    if is_nothing(change, live):
        return None
    assert target.drift(change, whole=False).edited == ()
    assert target.foreign(change) == ()
    target.publish(change, build, lambda _done, _total: None, forget=forget)
    return change


def roll_back(place: Place, build: str = "", now: datetime = NOW) -> Change:
    """Bring a build back, the one before by default."""
    return roll_back_at(place.open(), build, now)


def roll_back_at(target: Target, build: str = "", now: datetime = NOW) -> Change:
    """Bring a build back through a target."""
    live = target.fetch_state()
    assert live is not None
    wanted = build or build_to_restore(live, target.builds())
    change = replace(plan_change(target.files_of(wanted), live, format=live.format, now=now), build=wanted)
    assert target.drift(change, whole=False).edited == ()
    target.restore(change, lambda _done, _total: None)
    return change


def built(folder: Path, files: Files) -> tuple[Build, Mapping[str, str]]:
    """Write a build into a folder, in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return Build(str(folder), digests, {}), digests


def catalogue(number: int) -> dict[str, bytes]:
    """Return a small build: pages that name the style they need, a picture, a feed."""
    style = f"assets/css/press.{number:010x}.css"
    picture = f"images/bridge.{number // 2:010x}.jpg"
    page = f"<link href=/{style}><img src=/{picture}>".encode()
    return {
        style: f"body{{order:{number}}}".encode(),
        picture: f"picture {number // 2}".encode(),
        "static.pdf": b"%PDF",
        "2026/03/rent/index.html": page + b"rent",
        f"2026/03/piece-{number}/index.html": page + str(number).encode(),
        "index.html": page + b"front",
        "feed.xml": f"feed {number}".encode(),
    }


@lru_cache(maxsize=64)
def s3_store(target: DeployTarget) -> S3Store:
    """Come to a bucket; making a client takes longer than a small deployment, and it remembers nothing."""
    return S3Store(target)


@lru_cache(maxsize=4)
def client_of(endpoint: str) -> Any:
    return boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")


@contextmanager
def s3_service() -> Iterator[str]:
    """Run a server that speaks S3's protocol; gives its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


def git(folder: Path, *words: str) -> str:
    """Run git in a folder as somebody else than us."""
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, check=False, text=True, env={**os.environ, **names}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def branch_files(repository: Path, branch: str) -> dict[str, bytes]:
    """Return path -> bytes of a branch."""
    names = git(repository, "ls-tree", "-r", "--name-only", branch).splitlines()
    shown = (
        subprocess.run(["git", "show", f"{branch}:{n}"], cwd=repository, capture_output=True, check=True) for n in names
    )
    return {name: done.stdout for name, done in zip(names, shown, strict=True)}


@contextmanager
def ssh_server(folder: Path) -> Iterator[str]:
    """Run sshd on loopback with keys of its own; gives the command by which rsync reaches it."""
    sshd = shutil.which("sshd") or ("/usr/sbin/sshd" if Path("/usr/sbin/sshd").is_file() else "")
    if not sshd or not shutil.which("ssh"):
        if "CI" in os.environ:
            pytest.fail("sshd and ssh are missing: deploying over ssh may not go untested in CI")
        pytest.skip("sshd or ssh is missing: DEPLOYING OVER SSH IS NOT TESTED")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # without it sshd, run as root, ends at once
    options = (
        f"HostKey={folder / 'host'}", f"AuthorizedKeysFile={folder / 'authorized'}", "ListenAddress=127.0.0.1",
        "StrictModes=no", "UsePAM=no", "PasswordAuthentication=no", "PermitRootLogin=prohibit-password",
        f"PidFile={folder / 'pid'}",
    )  # fmt: skip
    command = [sshd, "-D", "-e", "-f", "/dev/null", "-p", str(port), *(word for o in options for word in ("-o", o))]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stderr=log, stdout=log)
    try:
        _wait_for(port, server, folder / "log")
        yield (
            f"ssh -F none -p {port} -i {folder / 'user'} -o BatchMode=yes -o IdentitiesOnly=yes"
            " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
        )
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return str(path.readlink()).encode()
    return path.read_bytes() if path.is_file() else b""
