"""Marker <-> bytes: the note at the host that says which build is live and which files are ours. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from press.model.manifest import is_inside

DEPLOY_MANIFEST = ".press-deploy.json"
HISTORY = ".press-builds/"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Underway:
    """A deployment that has begun: by whom, when (aware), to which build and form, and what it may have touched.

    `back`: it brings an earlier build back.
    """

    owner: str
    since: datetime
    build: str
    format: str
    paths: frozenset[str]
    back: bool = False


@dataclass(frozen=True, slots=True)
class DeployManifest:
    """What is live. `files`: path -> SHA-256 of the build's files.

    `form`: a digest of how files are kept there (headers, compression). `kept`: assets of earlier builds, each with
    the instant since which no build needs it. `earlier`: ids of builds that can be brought back, newest first.
    """

    build: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    kept: Mapping[str, datetime] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()
    underway: Underway | None = None

    @property
    def touched(self) -> frozenset[str]:
        """The paths of which nobody knows what stands there, because a deployment was cut off."""
        return self.underway.paths if self.underway else frozenset()

    @property
    def ours(self) -> frozenset[str]:
        """Every path at which something of ours may stand."""
        return frozenset((*self.files, *self.kept, *self.touched))


def build_id(files: Mapping[str, str]) -> str:
    """Return the name of a build: the same files, the same name."""
    lines = "".join(f"{digest} {path}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:20]


def deploy_manifest_bytes(manifest: DeployManifest) -> bytes:
    """Return the marker's text: sorted, a line for each file."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "build": manifest.build,
        "form": manifest.format,
        "earlier": manifest.earlier,
        "kept": {path: since.isoformat() for path, since in manifest.kept.items()},
        "files": manifest.files,
    }
    if manifest.underway:
        under = manifest.underway
        told["underway"] = {
            "holder": under.owner,
            "since": under.since.isoformat(),
            "build": under.build,
            "back": under.back,
            "form": under.format,
            "paths": sorted(under.paths),
        }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")).encode() + b"\n"


def parse_deploy_manifest(data: bytes) -> DeployManifest | None:
    """Return the marker that these bytes are; None: they are none, or one that leads outside the site."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            return None
        under = told.get("underway")
        manifest = DeployManifest(
            build=str(told["build"]),
            files={str(path): str(digest) for path, digest in told["files"].items()},
            format=str(told["form"]),
            kept={str(path): datetime.fromisoformat(since) for path, since in told["kept"].items()},
            earlier=tuple(map(str, told["earlier"])),
            underway=_underway(under) if under else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_sound = all(is_inside(path) for path in manifest.ours) and all(name.isalnum() for name in manifest.earlier)
    return manifest if is_sound else None


def _underway(told: Mapping[str, Any]) -> Underway:
    since = datetime.fromisoformat(told["since"])
    paths = frozenset(map(str, told["paths"]))
    return Underway(str(told["holder"]), since, str(told["build"]), str(told["form"]), paths, told["back"] is True)
