"""A target of config.yaml -> the target to that host."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path

from press.deploy.folder import FolderStore
from press.deploy.git import GitTarget
from press.deploy.objects import ObjectTarget
from press.deploy.repository import Repository
from press.deploy.rsync import RsyncTarget
from press.deploy.s3 import S3Store
from press.deploy.target import Target
from press.model.problem import ExitCode, Refusal
from press.model.publication import DeployTarget
from press.model.site import Site


def open_target(target: DeployTarget, site: Site, base: str) -> Target:
    """Return the target to a target; `base` is the path at the domain that the site stands at.

    Raises Refusal where a program or package is missing, or the target is the site itself.
    """
    if target.target == "s3":
        name = f"s3://{target.bucket}/{target.prefix}"
        return ObjectTarget(S3Store(target), name, _owner(site), base, target.compress)
    if target.target == "git":
        repository = Repository(target.remote or "origin", root=Path(site.root), cache=Path(site.cache))
        return GitTarget(repository, target.branch)
    if target.target == "rsync":
        if ":" not in target.to:
            folder = _folder(target.to, site)
            return RsyncTarget(str(folder))
        return RsyncTarget(target.to)
    folder = _folder(target.path, site)
    return ObjectTarget(FolderStore(folder), str(folder), _owner(site), base)


def _folder(written: str, site: Site) -> Path:
    """A folder from the site's own; one that holds the sources or the output, or lies in them, is refused."""
    folder = Path(os.path.realpath(Path(site.root) / Path(written).expanduser()))
    root = Path(os.path.realpath(site.root))
    inner = [Path(os.path.realpath(path)) for path in (root / "content", site.output, site.cache, *site.layouts)]
    if (
        folder == root
        or folder in root.parents
        or any(folder == p or folder in p.parents or p in folder.parents for p in inner)
    ):
        message = f"{folder} holds the site itself, or lies in it"
        raise Refusal(message, code=ExitCode.REFUSED, hint="name a folder of its own, beside the site's")
    return folder


def _owner(site: Site) -> str:
    """A name for this machine and output folder that tells strangers nothing."""
    return hashlib.sha256(f"{platform.node()} {os.getuid()} {os.path.realpath(site.output)}".encode()).hexdigest()[:32]
