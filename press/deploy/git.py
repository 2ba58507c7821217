"""A branch of a git remote -> a target: commits made in a repository of our own, pushed only onto what was seen.

The user's repository is asked for an address and for the settings that reach it, and is otherwise left alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from press.deploy.change import KEPT_BUILDS, Change
from press.deploy.manifest import DEPLOY_MANIFEST, DeployManifest, deploy_manifest_bytes, parse_deploy_manifest
from press.deploy.repository import Commit, Repository, last_line
from press.deploy.target import Build, Drift, Progress, changed_meanwhile, incomplete
from press.model.problem import ExitCode, Refusal

CNAME, NO_JEKYLL = "CNAME", ".nojekyll"
# What a branch may hold beside us: a domain that was set in the host's own forms.
HOSTS_OWN = frozenset({CNAME, NO_JEKYLL, DEPLOY_MANIFEST})
DEPTH = 50  # commits that are looked through for earlier builds
_MOVED = re.compile(r"stale info|fetch first|non-fast-forward|cannot lock ref|reference already exists", re.IGNORECASE)
_REFUSED = re.compile(r"\[(?:remote )?rejected\]|protected branch|permission .*denied|GH\d{3}", re.IGNORECASE)


class GitTarget:
    """A branch of a repository's remote."""

    format = ""

    def __init__(self, repository: Repository, branch: str) -> None:
        self._repository = repository
        self._branch = branch
        self._name = f"{repository.remote} {branch}"
        self._tip: Commit | None = None
        self._live: DeployManifest | None = None

    def fetch_state(self) -> DeployManifest | None:
        """Return what the branch holds; None: it is not there, or is not ours."""
        repository = self._repository
        if repository.is_own_branch(self._branch):
            message = f"{self._branch} is the branch that the site's sources are on"
            raise Refusal(message, code=ExitCode.REFUSED, hint="branch: gh-pages")
        repository.make()
        tip = repository.tip(self._branch)
        if not tip:
            return None
        if not repository.has(tip):
            repository.fetch(self._branch, 1)
        self._tip = repository.commits(tip)[0]
        self._live = self._manifest_of(tip)
        if self._live and not self._tip.build:
            self._check_others_work(self._live, tip)
        return self._live

    def foreign(self, change: Change) -> tuple[str, ...]:
        """Return what is on the branch and not ours: all of it would be gone from the next commit."""
        del change
        ours = self._live.ours if self._live else frozenset[str]()
        return tuple(sorted(self._there().keys() - ours - HOSTS_OWN))

    def drift(self, change: Change, *, whole: bool) -> Drift:
        """Nothing: a commit is what it is, and what others committed has been looked at."""
        del change, whole
        return Drift()

    def publish(self, change: Change, build: Build, progress: Progress, *, forget: bool) -> None:
        """Make one commit and push it; git itself sends only what the remote does not have."""
        del forget  # the branch's history is its owner's to shorten
        self._push(change, self._repository.add_files(build.folder, sorted(change.files)), progress)

    def builds(self) -> tuple[str, ...]:
        """Return the builds of earlier commits, the newest first."""
        return tuple(self._earlier())

    def files_of(self, build: str) -> Mapping[str, str]:
        """Return the files of an earlier commit."""
        commit = self._earlier().get(build)
        manifest = self._manifest_of(commit) if commit else None
        if manifest is None:
            message = f"none of the last {DEPTH} commits of {self._branch} holds build {build}"
            raise Refusal(message, code=ExitCode.REFUSED)
        return manifest.files

    def restore(self, change: Change, progress: Progress) -> None:
        """Commit an earlier commit's files again, on top of what is there."""
        tree = self._repository.tree(self._earlier()[change.build])
        self._push(change, {path: tree[path] for path in change.files}, progress)

    def _push(self, change: Change, blobs: Mapping[str, str], progress: Progress) -> None:
        repository, there, entries = self._repository, self._there(), dict(blobs)
        entries |= {path: there[path] for path in (*change.kept, CNAME) if path in there and path not in entries}
        kept = {path: since for path, since in change.kept.items() if path in entries}
        entries.setdefault(NO_JEKYLL, repository.add(b""))
        entries[DEPLOY_MANIFEST] = repository.add(
            deploy_manifest_bytes(DeployManifest(change.build, change.files, change.format, kept))
        )
        seen = self._tip.id if self._tip else ""
        commit = repository.commit(repository.write_tree(entries), change.build, seen)
        pushed = repository.push(commit, self._branch, seen)
        words = f"{pushed.words}\n{pushed.output.decode('utf-8', 'replace')}"
        if pushed.code and _MOVED.search(words):
            raise changed_meanwhile(self._name)
        if pushed.code and _REFUSED.search(words):
            message = f"{self._name} does not take the commit: {last_line(words)}"
            raise Refusal(message, code=ExitCode.REFUSED, hint="allow the branch to be pushed to, or name another")
        if pushed.code:
            raise incomplete(f"{self._name} could not be pushed to: {last_line(pushed.words)}")
        progress(len(change.sent), len(change.sent))

    def _check_others_work(self, live: DeployManifest, tip: str) -> None:
        """Refuse to write over what somebody else committed on top of our last commit."""
        tree = self._repository.tree(tip)
        changed = [path for path in live.files if path not in tree and path != CNAME]
        names = [path for path in live.files if path in tree and path != CNAME]
        for path, data in zip(names, self._repository.read_all([tree[path] for path in names]), strict=True):
            if hashlib.sha256(data).hexdigest() != live.files[path]:
                changed.append(path)
        if changed:
            raise changed_meanwhile(f"{min(changed)} on {self._name}")

    def _earlier(self) -> Mapping[str, str]:
        """Return build -> commit of the commits before the tip, newest first."""
        if self._tip is None:
            return {}
        self._repository.fetch(self._branch, DEPTH)
        live = self._live.build if self._live else ""
        found: dict[str, str] = {}
        for commit in self._repository.commits(self._tip.id, DEPTH):
            if commit.build and commit.build != live and len(found) < KEPT_BUILDS:
                found.setdefault(commit.build, commit.id)
        return found

    def _manifest_of(self, commit: str) -> DeployManifest | None:
        data = self._repository.read(commit, DEPLOY_MANIFEST)
        return parse_deploy_manifest(data) if data is not None else None

    def _there(self) -> Mapping[str, str]:
        return self._repository.tree(self._tip.id) if self._tip else {}
