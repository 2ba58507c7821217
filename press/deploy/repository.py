"""Git repository of our own in the cache -> blobs, trees and commits, read, made and exchanged with one remote."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.deploy.programs import Ran, patiently, run
from press.deploy.target import AGAIN, incomplete

LIVE = "refs/press/live"
FILE = "100644"
_TRAILERS = re.compile(r"^Press-(Build|Tree): ([0-9a-f]+)$", re.MULTILINE)
# How the user reaches remotes, and who they are. Nothing else of their configuration can change what we make.
_SETTINGS = r"^(http\.|credential\.|url\.|core\.sshcommand$|user\.)"
_HARDLY_PASSES = re.compile(
    r"rejected|denied|not found|does not (?:exist|appear)|authentication failed|could not read Username|host key",
    re.IGNORECASE,
)
_LOOK = "does `git ls-remote` read it? look at remote: in config.yaml, and at your keys"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, its tree's, and the build that its message names ("" = it is not one of ours)."""

    id: str
    tree: str
    build: str


class Repository:
    """A bare repository in `cache` for one remote; `root` is a folder in whose repository the remote may be named."""

    def __init__(self, remote: str, *, root: Path, cache: Path) -> None:
        self.remote = remote
        self.root = root
        self.url = _address(remote, root)
        self._folder = cache / "deploy" / f"{hashlib.sha256(self.url.encode()).hexdigest()[:16]}.git"
        self._settings: Mapping[str, str] | None = None

    def make(self) -> None:
        """Make the repository where it is not there yet."""
        if not (self._folder / "HEAD").is_file():
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise incomplete(f"{self._folder}: {(error.strerror or str(error)).lower()}") from error
            must(run(["git", "init", "-q", "--bare", str(self._folder)]), "git init")

    def tip(self, branch: str) -> str:
        """Return the commit of a branch of the remote, "" when there is no such branch."""
        return self._ask("ls-remote", self.url, f"refs/heads/{branch}").output.decode().partition("\t")[0]

    def fetch(self, branch: str, depth: int) -> None:
        """Bring the last `depth` commits of a branch here."""
        self._ask("fetch", "-q", "--no-tags", f"--depth={depth}", self.url, f"+refs/heads/{branch}:{LIVE}")

    def has(self, commit: str) -> bool:
        """Whether a commit is here already."""
        return self.git("cat-file", "-e", f"{commit}^{{tree}}").code == 0

    def commits(self, tip: str, number: int = 1) -> list[Commit]:
        """Return a commit and its first parents, as far as they are here."""
        log = self.git("log", "-z", "--first-parent", f"-{number}", "--format=%H %T%n%B", tip)
        commits = []
        for entry in filter(None, must(log, "git log").output.decode("utf-8", "replace").split("\0")):
            first, _, message = entry.partition("\n")
            id_, tree = first.split()
            told = dict(_TRAILERS.findall(message))
            # A message may be copied, and a commit amended: ours names its own tree.
            commits.append(Commit(id_, tree, told.get("Build", "") if told.get("Tree") == tree else ""))
        return commits

    def tree(self, commit: str) -> Mapping[str, str]:
        """Return path -> blob of a commit."""
        listed = must(self.git("ls-tree", "-r", "-z", commit), "git ls-tree").output.decode("utf-8", "replace")
        lines = (line.split("\t", 1) for line in listed.split("\0") if line)
        return {path: about.split()[2] for about, path in lines}

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file of a commit, None when there is none."""
        blob = self.tree(commit).get(path)
        return must(self.git("cat-file", "blob", blob), "git cat-file").output if blob else None

    def read_all(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """Yield what blobs hold."""
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        output, start = must(self.git("cat-file", "--batch", data=asked), "git cat-file").output, 0
        for _ in blobs:
            end = output.index(b"\n", start)
            size = int(output[start:end].split()[2])
            yield output[end + 1 : end + 1 + size]
            start = end + size + 2

    def add_files(self, folder: str, paths: Sequence[str]) -> Mapping[str, str]:
        """Take files in, byte for byte, and return path -> blob."""
        listed = "".join(f"{path}\n" for path in paths).encode()
        hashed = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", data=listed, cwd=folder)
        return dict(zip(paths, must(hashed, "git hash-object").output.decode().split(), strict=True))

    def add(self, data: bytes) -> str:
        """Take bytes in and return their blob."""
        return must(self.git("hash-object", "-w", "--stdin", data=data), "git hash-object").output.decode().strip()

    def write_tree(self, entries: Mapping[str, str]) -> str:
        """Make a tree of path -> blob, through an index that is there for this alone."""
        index = self._folder / "press-index"
        index.unlink(missing_ok=True)
        own = {"GIT_INDEX_FILE": str(index)}
        lines = "".join(f"{FILE} {blob}\t{path}\0" for path, blob in sorted(entries.items())).encode()
        must(self.git("update-index", "-z", "--add", "--index-info", data=lines, environ=own), "git update-index")
        tree = must(self.git("write-tree", environ=own), "git write-tree").output.decode().strip()
        index.unlink(missing_ok=True)
        return tree

    def commit(self, tree: str, build: str, parent: str) -> str:
        """Make a commit that names its build and its tree; `parent` "" = it is the first."""
        told = f"Publish build {build}\n\nPress-Build: {build}\nPress-Tree: {tree}\n"
        after = ["-p", parent] if parent else []
        made = self.git("commit-tree", tree, *after, data=told.encode())
        return must(made, "git commit-tree").output.decode().strip()

    def push(self, commit: str, branch: str, seen: str) -> Ran:
        """Push a commit if the branch is still at `seen` ("": not there).

        With the parent that was seen this can only add to the branch; the lease makes sure that it is still there.
        """
        ref = f"refs/heads/{branch}"
        words = ("push", "--no-verify", "--porcelain", f"--force-with-lease={ref}:{seen}", self.url, f"{commit}:{ref}")
        return patiently(lambda: self.git(*words), _may_pass)

    def is_own_branch(self, branch: str) -> bool:
        """Whether the site's sources are on this branch of this very remote."""
        head = run(["git", "-C", str(self.root), "symbolic-ref", "-q", "HEAD"]).output.decode().strip()
        remotes = run(["git", "-C", str(self.root), "remote", "-v"]).output.decode().splitlines()
        return head == f"refs/heads/{branch}" and any(line.split()[1] == self.url for line in remotes)

    def git(self, *words: str, data: bytes = b"", cwd: str = "", environ: Mapping[str, str] | None = None) -> Ran:
        """Run git on this repository."""
        if self._settings is None:
            self._settings = _settings_of(self.root)
        own = {"GIT_DIR": str(self._folder), **self._settings, **(environ or {})}
        return run(["git", *words], data=data, cwd=cwd or str(self._folder), environ=own)

    def _ask(self, *words: str) -> Ran:
        ran = patiently(lambda: self.git(*words), _may_pass)
        if ran.code:
            raise incomplete(
                f"{self.remote} cannot be read: {last_line(ran.words)}", AGAIN if _may_pass(ran) else _LOOK
            )
        return ran


def must(ran: Ran, what: str) -> Ran:
    """Return what has gone well. Raises Refusal (INCOMPLETE)."""
    if ran.code:
        raise incomplete(f"{what} failed: {last_line(ran.words)}")
    return ran


def last_line(words: str) -> str:
    """Return the line of a program's words that says most."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    said = [line for begin in ("remote:", "fatal:", "error:", "!") for line in lines if line.startswith(begin)]
    return (said or lines or ["it did not say why"])[0]


def _may_pass(ran: Ran) -> bool:
    return not _HARDLY_PASSES.search(f"{ran.words}\n{ran.output[-2_000:].decode('utf-8', 'replace')}")


def _address(remote: str, root: Path) -> str:
    """The address of a remote that is named in the site's repository; else what config says is one itself."""
    named = run(["git", "-C", str(root), "remote", "get-url", "--push", remote])
    if named.code == 0:
        return named.output.decode().strip()
    return str(root / remote) if (root / remote).is_dir() else remote


def _settings_of(root: Path) -> Mapping[str, str]:
    """The settings by which git reaches remotes from `root`, as variables that hand them to git elsewhere."""
    listed = run(["git", "-C", str(root), "config", "--null", "--get-regexp", _SETTINGS]).output.decode()
    pairs = [entry.partition("\n")[::2] for entry in listed.split("\0") if entry]
    known = {key for key, _ in pairs}
    pairs += [("user.name", "press")] if "user.name" not in known else []
    pairs += [("user.email", "press@localhost")] if "user.email" not in known else []
    told = {"GIT_CONFIG_COUNT": str(len(pairs))}
    for number, (key, value) in enumerate(pairs):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told
