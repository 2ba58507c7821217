"""A branch of a git remote: the user's repository stays as it is in every state, and nobody's commits are lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from press.deploy.change import plan_change
from press.deploy.git import GitTarget
from press.deploy.manifest import DEPLOY_MANIFEST
from press.deploy.repository import Repository
from press.model.problem import ExitCode, Refusal
from tests.deploy.places import NOW, branch_files, catalogue, git, roll_back_at, send_to


class PlanContext:
    """A user's repository with a remote."""

    def __init__(self, folder: Path) -> None:
        self.root, self.remote, self.cache = folder / "root", folder / "remote.git", folder / "cache"
        self.site = folder / "site"
        self.root.mkdir()
        self.remote.mkdir()
        git(self.remote, "init", "-q", "--bare", "-b", "main")
        git(self.root, "init", "-q", "-b", "main")
        git(self.root, "remote", "add", "origin", str(self.remote))
        self.commit("content.md", "text")
        git(self.root, "push", "-q", "origin", "main")

    def commit(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)
        git(self.root, "add", "-f", name)
        git(self.root, "commit", "-qm", name)

    def target(self, branch: str = "gh-pages", remote: str = "origin") -> GitTarget:
        return GitTarget(Repository(remote, root=self.root, cache=self.cache), branch)

    def send(self, number: int, branch: str = "gh-pages") -> None:
        send_to(self.target(branch), self.site, catalogue(number))

    def live(self, branch: str = "gh-pages") -> dict[str, bytes]:
        return branch_files(self.remote, branch)

    def beside(self, files: dict[str, str | None], branch: str = "gh-pages", *, new: bool = False) -> None:
        """Commit to the remote's branch as somebody else; None takes a file away."""
        work = self.root.parent / f"beside-{len(list(self.root.parent.iterdir()))}"
        if new:
            work.mkdir()
            git(work, "init", "-q", "-b", branch)
        else:
            git(self.root.parent, "clone", "-q", "-b", branch, str(self.remote), str(work))
        for name, text in files.items():
            if text is None:
                (work / name).unlink()
            else:
                (work / name).write_text(text)
        git(work, "add", "-A")
        git(work, "commit", "-qm", "theirs")
        git(work, "push", "-q", "-f" if new else "-q", str(self.remote), branch)

    def state(self) -> object:
        """HEAD, index, work tree and all refs of the user's repository."""
        inside = self.root / ".git"
        read = ("HEAD", "index", "config", "FETCH_HEAD", "packed-refs", "MERGE_HEAD", "ORIG_HEAD")
        kept = {name: (inside / name).read_bytes() for name in read if (inside / name).is_file()}
        tree = {
            p.relative_to(self.root).as_posix(): p.read_bytes()
            for p in sorted(self.root.rglob("*"))
            if p.is_file() and ".git" not in p.parts
        }
        refs = subprocess.run(["git", "show-ref", "--head"], cwd=self.root, capture_output=True, check=False).stdout
        stash = (inside / "logs/refs/stash").is_file()
        return kept, tree, refs, stash

    def others(self) -> str:
        """The remote's refs but for the branch that is deployed to."""
        refs = git(self.remote, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        return "\n".join(line for line in refs if "gh-pages" not in line)


@pytest.fixture
def context(tmp_path: Path) -> PlanContext:
    return PlanContext(tmp_path)


def words(*lines: str) -> Callable[[PlanContext], None]:
    def change(context: PlanContext) -> None:
        for line in lines:
            git(context.root, *line.split())

    return change


def dirty(context: PlanContext) -> None:
    (context.root / "content.md").write_text("changed")


def staged(context: PlanContext) -> None:
    dirty(context)
    git(context.root, "add", "content.md")


def both(context: PlanContext) -> None:
    staged(context)
    (context.root / "content.md").write_text("changed again")


def untracked(context: PlanContext) -> None:
    (context.root / "new.md").write_text("new")


def removed(context: PlanContext) -> None:
    (context.root / "content.md").unlink()


def stashed(context: PlanContext) -> None:
    dirty(context)
    git(context.root, "stash", "-q")


def merging(context: PlanContext) -> None:
    git(context.root, "checkout", "-qb", "side")
    context.commit("content.md", "side")
    git(context.root, "checkout", "-q", "main")
    context.commit("content.md", "main")
    subprocess.run(["git", "merge", "-q", "side"], cwd=context.root, capture_output=True, check=False)
    assert (context.root / ".git/MERGE_HEAD").is_file()


def rebasing(context: PlanContext) -> None:
    git(context.root, "checkout", "-qb", "side")
    context.commit("content.md", "side")
    git(context.root, "checkout", "-q", "main")
    context.commit("content.md", "main")
    subprocess.run(["git", "rebase", "-q", "side"], cwd=context.root, capture_output=True, check=False)


def hooks(context: PlanContext) -> None:
    for name in ("pre-push", "pre-commit", "commit-msg", "reference-transaction"):
        hook = context.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)


def locked_index(context: PlanContext) -> None:
    (context.root / ".git/index.lock").write_text("")


def attributes(context: PlanContext) -> None:
    context.commit(".gitattributes", "*.html text eol=crlf\n*.xml filter=x\n")


def ignored(context: PlanContext) -> None:
    context.commit(".gitignore", "*\n*.html\nassets/\n")


def known_branch(context: PlanContext) -> None:
    git(context.root, "branch", "gh-pages")


def tracked_branch(context: PlanContext) -> None:
    context.send(0)
    git(context.root, "fetch", "-q", "origin")
    git(context.root, "branch", "-q", "gh-pages", "origin/gh-pages")


def behind(context: PlanContext) -> None:
    tracked_branch(context)
    context.send(3)


def cname(context: PlanContext) -> None:
    context.beside({"CNAME": "opinion.example.org"}, new=True)


def cname_on_top(context: PlanContext) -> None:
    context.send(0)
    context.beside({"CNAME": "opinion.example.org"})


def packed(context: PlanContext) -> None:
    git(context.root, "gc", "-q")


def shallow(context: PlanContext) -> None:
    context.commit("b.md", "b")
    git(context.root, "push", "-q", "origin", "main")
    git(context.root, "fetch", "-q", "--depth=1", f"file://{context.remote}", "main")


def worktree(context: PlanContext) -> None:
    git(context.root, "worktree", "add", "-q", "-b", "other", str(context.root.parent / "tree"))


def submodule_like(context: PlanContext) -> None:
    (context.root / "sub").mkdir()
    git(context.root / "sub", "init", "-q")


def settings(*pairs: str) -> Callable[[PlanContext], None]:
    def change(context: PlanContext) -> None:
        for pair in pairs:
            git(context.root, "config", *pair.split("="))

    return change


STATES: dict[str, Callable[[PlanContext], None]] = {
    "clean": lambda _: None,
    "dirty": dirty,
    "staged": staged,
    "staged and dirty": both,
    "untracked": untracked,
    "removed": removed,
    "stashed": stashed,
    "in a merge": merging,
    "in a rebase": rebasing,
    "detached": words("checkout -q --detach"),
    "on another branch": words("checkout -q -b work"),
    "on an unborn branch": words("checkout -q --orphan fresh"),
    "hooks that refuse": hooks,
    "a locked index": locked_index,
    "attributes that change lines": attributes,
    "all ignored": ignored,
    "a branch of that name here": known_branch,
    "a branch that follows it": tracked_branch,
    "a branch that is behind": behind,
    "a domain on the branch alone": cname,
    "a domain set on top": cname_on_top,
    "packed": packed,
    "shallow": shallow,
    "another work tree": worktree,
    "a repository inside": submodule_like,
    "autocrlf": settings("core.autocrlf=true"),
    "signed commits": settings("commit.gpgsign=true", "gpg.program=/bin/false"),
    "pushes of everything": settings("push.default=matching", "push.followTags=true", "push.gpgSign=false"),
    "mirror": settings("remote.origin.push=+refs/heads/*:refs/heads/*"),
    "no name": settings("user.useConfigOnly=true"),
    "a tag of that name": words("tag gh-pages"),
    "hooks elsewhere": settings("core.hooksPath=.githooks"),
    "several remotes": words("remote add second /nowhere"),
    "prune and tags": settings("fetch.prune=true", "remote.origin.tagOpt=--tags"),
}


@pytest.mark.parametrize("change", STATES.values(), ids=STATES)
def test_the_users_repository_stays_as_it_is(context: PlanContext, change: Callable[[PlanContext], None]) -> None:
    change(context)
    before, others = context.state(), context.others()
    context.send(5)
    assert context.state() == before
    assert context.others() == others
    live = context.live()
    assert {path: live[path] for path in catalogue(5)} == catalogue(5)
    assert live[".nojekyll"] == b""
    log = git(context.remote, "log", "--format=%s", "gh-pages").splitlines()
    assert log[0].startswith("Publish build ")


def test_there_are_thirty_states() -> None:
    assert len(STATES) >= 30


@pytest.mark.parametrize("state", [cname, cname_on_top])
def test_a_domain_that_stands_on_the_branch_alone_is_kept(
    context: PlanContext, state: Callable[[PlanContext], None]
) -> None:
    state(context)
    context.send(1)
    context.send(2)
    assert context.live()["CNAME"] == b"opinion.example.org"
    roll_back_at(context.target())
    assert context.live()["CNAME"] == b"opinion.example.org"


def test_commits_are_only_ever_added(context: PlanContext) -> None:
    for number in (1, 2, 3):
        context.send(number)
    roll_back_at(context.target())
    assert git(context.remote, "rev-list", "--count", "gh-pages").strip() == "4"


def refused_at(context: PlanContext, branch: str = "gh-pages") -> Refusal:
    before = git(context.remote, "for-each-ref")
    target = context.target(branch)
    with pytest.raises(Refusal) as refused:
        send_to(target, context.site, catalogue(9))
    assert git(context.remote, "for-each-ref") == before
    return refused.value


def test_the_branch_of_the_sources_is_refused(context: PlanContext) -> None:
    refusal = refused_at(context, "main")
    assert (refusal.code, refusal.message) == (
        ExitCode.REFUSED,
        "main is the branch that the site's sources are on",
    )


@pytest.mark.parametrize("theirs", [{"index.html": "theirs"}, {"feed.xml": None}], ids=["edited", "removed"])
def test_what_somebody_committed_on_top_is_not_written_over(
    context: PlanContext, theirs: dict[str, str | None]
) -> None:
    context.send(1)
    context.beside(theirs)
    refusal = refused_at(context)
    assert refusal.code == ExitCode.REFUSED
    assert f"{next(iter(theirs))} on origin gh-pages was changed by somebody else" in refusal.message


def test_somebody_elses_file_on_the_branch_would_be_lost(context: PlanContext) -> None:
    context.send(1)
    context.beside({"theirs.html": "theirs"})
    target = context.target()
    live = target.fetch_state()
    assert live is not None
    assert target.foreign(plan_change({}, live, format="", now=NOW)) == ("theirs.html",)


def test_a_branch_that_was_pushed_over_since_is_refused(context: PlanContext) -> None:
    context.send(1)
    context.beside({"other.html": "x"}, new=True)
    target = context.target()
    assert target.fetch_state() is None, "what stands there now is not ours"


def test_a_protected_branch_is_refused_in_the_hosts_words(context: PlanContext) -> None:
    context.send(1)
    hook = context.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n")
    hook.chmod(0o755)
    refusal = refused_at(context)
    assert refusal.code == ExitCode.REFUSED
    assert "Protected branch update failed" in refusal.message


def test_a_remote_that_is_not_there_is_incomplete(context: PlanContext) -> None:
    with pytest.raises(Refusal) as refused:
        context.target(remote="../nowhere.git").fetch_state()
    assert refused.value.code == ExitCode.INCOMPLETE


def test_a_site_in_no_repository_can_be_deployed(context: PlanContext, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    target = GitTarget(Repository(str(context.remote), root=plain, cache=context.cache), "gh-pages")
    send_to(target, context.site, catalogue(1))
    assert DEPLOY_MANIFEST in context.live()


def test_settings_that_reach_the_remote_are_taken_along(context: PlanContext) -> None:
    git(context.root, "remote", "set-url", "origin", "short:remote.git")
    git(context.root, "config", f"url.{context.remote.parent}/.insteadOf", "short:")
    context.send(1)
    assert context.live()["feed.xml"] == b"feed 1"
    assert "GIT_CONFIG_COUNT" not in os.environ
