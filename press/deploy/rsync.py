"""A folder here or on a server (rsync over ssh) -> a target: a whole new folder beside the old, then one rename.

Below the target's folder stand `releases/`, with the last builds, and `current`, a link to the one that is live: the
web server's root is `current`. Files that have not changed are hard links to those of the build before.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from press.deploy.change import KEPT_BUILDS, Change
from press.deploy.manifest import DeployManifest, deploy_manifest_bytes, parse_deploy_manifest
from press.deploy.programs import Ran, patiently, run
from press.deploy.repository import last_line
from press.deploy.target import AGAIN, Build, Drift, Progress, changed_meanwhile, incomplete
from press.model.problem import ExitCode, Refusal

_RELEASE = re.compile(r"\d{20}-[0-9a-f]{20}")
_PART = re.compile(r"\.part-[0-9a-f]{20}")
# What rsync and ssh end with when the line went dead: https://download.samba.org/pub/rsync/rsync.1#EXIT_VALUES
_PASSING = frozenset({10, 12, 30, 35, 255})
_NO_LINE = 255  # ssh's own
_MOVED = 9
_HOST = re.compile(r"(?P<host>[^/:\s][^/:\s]*):(?P<path>.+)")

# Scripts for the server's own shell; $1 is the target's folder. Names come as arguments and are never read as code.
_LOOK = """
cd -- "$1" 2>/dev/null || exit 0
ls -A
[ -d releases ] && ls -A releases | sed 's|^|releases/|'
printf 'current %s\\n\\n' "$(readlink current)"
[ -f current/.press-deploy.json ] && cat current/.press-deploy.json
exit 0
"""
_PREPARE = """
set -e
umask 022
mkdir -p -- "$1/releases/$2"
"""
_COPY = """
set -e
cd -- "$1/releases"
mkdir -p -- "$2"
rsync -rp --delete --link-dest="$PWD/$3/" "$3/" "$2/"
"""
# $2 the folder that is ready, $3 its name as a release, $4 the release that was live; then assets that are kept.
_SWITCH = """
set -e
cd -- "$1"
part=$2 name=$3 seen=$4
shift 4
[ "$(readlink current || true)" != "releases/$name" ] || exit 0
for path in "$@"; do
  if [ -f "current/$path" ] && [ ! -e "releases/$part/$path" ]; then
    mkdir -p -- "releases/$part/$(dirname -- "$path")"
    ln -- "$(readlink -f current)/$path" "releases/$part/$path"
  fi
done
rm -f -- "releases/$part/.press-deploy.json"
cat > "releases/$part/.press-deploy.json"
[ "$(readlink current || true)" = "$seen" ] || exit 9
[ ! -e current ] || [ -L current ] || exit 9
mv -- "releases/$part" "releases/$name"
rm -f -- .press-current
ln -s -- "releases/$name" .press-current
mv -Tf -- .press-current current 2>/dev/null || mv -hf -- .press-current current
"""
_PRUNE = """
set -e
cd -- "$1/releases"
shift
for name in "$@"; do rm -rf -- "./$name"; done
"""
# Digests and names come as data; what prints no "OK" is not as it was put there.
_COMPARE = """
cd -- "$1/$2" || exit 0
if command -v sha256sum >/dev/null; then sha256sum -c 2>/dev/null; else shasum -a 256 -c 2>/dev/null; fi
exit 0
"""
_READ = """
cat -- "$1/releases/$2/.press-deploy.json"
"""


class RsyncTarget:
    """`to` is a folder, or a server's folder as `user@host:/folder`."""

    format = ""

    def __init__(self, to: str) -> None:
        found = _HOST.fullmatch(to)
        self._to = to.rstrip("/")
        self._host = found["host"] if found else ""
        self._folder = (found["path"] if found else to).rstrip("/")
        self._current = ""
        self._releases: tuple[str, ...] = ()
        self._parts: tuple[str, ...] = ()
        self._others: tuple[str, ...] = ()
        self._live: DeployManifest | None = None

    def fetch_state(self) -> DeployManifest | None:
        """Return what is live; one connection."""
        about, _, manifest = self._shell(_LOOK).output.partition(b"\n\n")
        names = about.decode("utf-8", "replace").splitlines()
        if not names:
            return None
        self._current = names.pop().removeprefix("current ")
        below = [name.removeprefix("releases/") for name in names if name.startswith("releases/")]
        self._releases = tuple(sorted(name for name in below if _RELEASE.fullmatch(name)))
        self._parts = tuple(sorted(name for name in below if _PART.fullmatch(name)))
        top = [name for name in names if "/" not in name and name not in {"releases", "current", ".press-current"}]
        odd = [f"releases/{name}" for name in below if name not in {*self._releases, *self._parts}]
        not_ours = ["current"] if "current" in names and not self._is_ours(self._current) else []
        self._others = tuple(sorted((*top, *odd, *not_ours)))
        self._live = parse_deploy_manifest(manifest) if manifest else None
        return self._live

    def foreign(self, change: Change) -> tuple[str, ...]:
        """Return what stands in the folder and is not ours."""
        del change
        return self._others

    def drift(self, change: Change, *, whole: bool) -> Drift:
        """Return what somebody else did; asked for the whole alone: rsync compares whatever a change sends anyway."""
        del change
        if self._live is None or not whole:
            return Drift()
        return Drift(edited=tuple(sorted(self._live.files.keys() - self._sound("current", self._live.files))))

    def publish(self, change: Change, build: Build, progress: Progress, *, forget: bool) -> None:
        """Send a build into a folder of its own, as links to the build before where nothing has changed; switch."""
        part = f".part-{change.build}"
        self._shell(_PREPARE, part)
        # Not by size and time: a file is sent when its bytes differ.
        words = ["rsync", "-rps", "--checksum", "--chmod=D755,F644", "--partial", "--from0", "--files-from=-"]
        words += [f"--link-dest=../../{self._current}/"] if self._current else []
        words += ["-e", shlex.join(_remote_shell())] if self._host else []
        listed = "".join(f"{path}\0" for path in sorted(change.files)).encode()
        command = [*words, "--", f"{build.folder}/", f"{self._to}/releases/{part}/"]
        self._done(patiently(partial(run, command, data=listed), _may_pass))
        self._switch(change, part, progress, forget=forget)

    def builds(self) -> tuple[str, ...]:
        """Return the builds of earlier releases, the newest first."""
        live = self._live.build if self._live else ""
        names = [name.partition("-")[2] for name in reversed(self._releases)]
        return tuple(dict.fromkeys(name for name in names if name != live))

    def files_of(self, build: str) -> Mapping[str, str]:
        """Return the files of an earlier release."""
        name = self._release_of(build)
        manifest = parse_deploy_manifest(self._shell(_READ, name).output) if name else None
        if manifest is None:
            raise Refusal(f"build {build} is no longer kept at {self._to}", code=ExitCode.REFUSED)
        return manifest.files

    def restore(self, change: Change, progress: Progress) -> None:
        """Make an earlier release anew, of links to its files, and switch to it."""
        part = f".part-{change.build}"
        self._shell(_COPY, part, self._release_of(change.build))
        sound = self._sound(f"releases/{part}", change.files)
        if sound and sound != change.files.keys():  # nothing at all is said where there is no program to ask
            lost = min(change.files.keys() - sound)
            message = f"build {change.build} is not all kept at {self._to}: {lost} was changed there"
            raise Refusal(message, code=ExitCode.REFUSED, hint="build the site as it was and deploy that")
        self._switch(change, part, progress, forget=False)

    def _switch(self, change: Change, part: str, progress: Progress, *, forget: bool) -> None:
        name = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}-{change.build}"
        manifest = deploy_manifest_bytes(DeployManifest(change.build, change.files, change.format, change.kept))
        self._shell(_SWITCH, part, name, self._current, *change.kept, data=manifest)
        progress(len(change.sent), len(change.sent))
        live = self._current.removeprefix("releases/")
        earlier = [old for old in reversed(self._releases) if old != live]
        kept = [] if forget else [*([live] if live else []), *earlier][:KEPT_BUILDS]
        old = sorted({*self._releases, *self._parts} - {*kept, part})
        if old:
            self._shell(_PRUNE, *old)

    def _sound(self, folder: str, files: Mapping[str, str]) -> frozenset[str]:
        """Return the files in a folder there whose bytes are as they should be."""
        listed = "".join(f"{digest}  {path}\n" for path, digest in files.items()).encode()
        lines = self._shell(_COMPARE, folder, data=listed).output.decode("utf-8", "replace").splitlines()
        return frozenset(line.removesuffix(": OK") for line in lines if line.endswith(": OK"))

    def _release_of(self, build: str) -> str:
        return next((name for name in reversed(self._releases) if name.endswith(f"-{build}")), "")

    def _is_ours(self, link: str) -> bool:
        return link.startswith("releases/") and _RELEASE.fullmatch(link.removeprefix("releases/")) is not None

    def _shell(self, script: str, *words: str, data: bytes = b"") -> Ran:
        """Run a script where the folder is. Raises Refusal (INCOMPLETE, or REFUSED where another was quicker)."""
        command = ["sh", "-c", script, "press", self._folder, *words]
        if self._host:
            command = [*_remote_shell(), self._host, shlex.join(command)]
        return self._done(patiently(partial(run, command, data=data), _may_pass))

    def _done(self, ran: Ran) -> Ran:
        if ran.code == _MOVED:
            raise changed_meanwhile(self._to)
        if ran.code:
            hint = AGAIN if _may_pass(ran) else "look at to: in config.yaml and at the rights there, and run it again"
            if ran.code == _NO_LINE and self._host:
                hint = f"does `ssh {self._host}` work, without a password? then run the same command again"
            raise incomplete(f"{self._to}: {last_line(ran.words)}", hint)
        return ran


def _remote_shell() -> list[str]:
    """The program that reaches servers: rsync's own variable names another than ssh, or its options."""
    return shlex.split(os.environ.get("RSYNC_RSH", "")) or ["ssh", "-o", "BatchMode=yes"]


def _may_pass(ran: Ran) -> bool:
    return ran.code in _PASSING
