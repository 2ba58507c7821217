"""Site + target -> Delivered: exactly what was built is published, or an earlier build comes back, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.build.compare import compare_with_content
from press.build.load import read_publication
from press.deploy.change import Change, build_to_restore, is_nothing, plan_change, shrinks_too_much
from press.deploy.headers import redirects_in
from press.deploy.hosts import open_target
from press.deploy.local import BUILD_AGAIN, check_address, check_secrets, listing, manifest_files, reader
from press.deploy.manifest import DeployManifest
from press.deploy.target import Build, Target, Tell, count
from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.model.publication import DeployTarget, Publication
from press.model.site import Site
from press.plan.urls import split_url
from press.write.journal import has_journal
from press.write.lock import output_lock


@dataclass(frozen=True, slots=True)
class DeployOptions:
    """What is asked for. `target`: a name in config, "" = the only one. `build`: with `rollback`, the one to bring
    back, "" = the one before. `allow_shrink`: many files may go. `forget`: no earlier build is kept at the host.
    `repair`: every file there is looked at, and what is not as we put it is sent again.
    """

    target: str = ""
    dry_run: bool = False
    rollback: bool = False
    build: str = ""
    allow_shrink: bool = False
    forget: bool = False
    repair: bool = False


@dataclass(frozen=True, slots=True)
class Deployment:
    """What was done, or with a dry run would be: the change, where to, and the address that readers go to."""

    target: str
    url: str
    change: Change
    nothing: bool


def deliver(site: Site, wish: DeployOptions, tell: Tell) -> Deployment:
    """Publish what stands in the output. Raises Refusal: REFUSED and nothing has changed at the host, INCOMPLETE
    and the same command goes on; `tell` hears of progress.
    """
    publication, _ = read_publication(site)
    name, target = chosen_target(publication, wish.target)
    _, base = split_url(publication.url)
    with output_lock(Path(site.output), Path(site.cache)):
        if wish.rollback:
            door = open_target(target, site, base)
            change, nothing = _rollback(door, site, wish, tell)
        else:
            files = _publishable(site, publication)
            door = open_target(target, site, base)
            change, nothing = _publish(door, site, files, wish, tell, base)
    return Deployment(name, publication.url, change, nothing)


def chosen_target(publication: Publication, wanted: str) -> tuple[str, DeployTarget]:
    """Return the target of that name, or the only one. Raises Refusal (USAGE)."""
    targets = publication.deploy
    if wanted in targets:
        return wanted, targets[wanted]
    if not wanted and len(targets) == 1:
        return next(iter(targets.items()))
    if not targets:
        hint = "docs/hosting.md shows a target for each kind of host"
        raise Refusal("config.yaml names no target below deploy:", code=ExitCode.USAGE, hint=hint)
    message = f'there is no target "{wanted}"' if wanted else "there are several targets"
    raise Refusal(message, code=ExitCode.USAGE, hint=f"name one of {', '.join(sorted(targets))}")


def _publish(
    door: Target, site: Site, files: Mapping[str, str], wish: DeployOptions, tell: Tell, base: str
) -> tuple[Change, bool]:
    live = door.look()
    change = plan_change(files, live, form=door.form, now=site.now)
    if is_nothing(change, live) and not (wish.forget or wish.repair):
        return change, True
    altered = _altered(door, change, wish)
    change = plan_change(files, live, form=door.form, now=site.now, altered=altered)
    if is_nothing(change, live) and not wish.forget:
        return change, True
    _check_foreign(door, change)
    if live and not wish.allow_shrink:
        _check_shrink(change, live)
    if not wish.dry_run:
        read = reader(Path(site.output), files)
        redirects = redirects_in(read("_redirects").decode("utf-8"), base) if "_redirects" in files else {}
        door.publish(change, Build(str(site.output), read, redirects), tell, forget=wish.forget)
    return change, False


def _rollback(door: Target, site: Site, wish: DeployOptions, tell: Tell) -> tuple[Change, bool]:
    live = door.look()
    builds = door.builds()
    named = [build for build in builds if build.startswith(wish.build)]
    if wish.build and len(named) != 1:
        message = f"build {wish.build} is not kept there"
        hint = f"kept are, newest first: {', '.join(builds)}" if builds else "no earlier build is kept there"
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint)
    wanted = named[0] if wish.build else build_to_restore(live, builds) if live else ""
    if live is None or not wanted:
        raise Refusal("there is no earlier build to bring back", code=ExitCode.REFUSED)
    # Headers travel with the copies that are kept, so the form is what it was.
    files = door.files_of(wanted)
    change = plan_change(files, live, form=live.form, now=site.now)
    altered = _altered(door, change, wish)
    change = plan_change(files, live, form=live.form, now=site.now, altered=altered)
    _check_foreign(door, change)
    if not wish.dry_run:
        door.restore(replace(change, build=wanted), tell)
    return change, False


def _altered(door: Target, change: Change, wish: DeployOptions) -> frozenset[str]:
    """Return the files that are not there as we put them. What somebody else wrote is replaced only when asked for."""
    found = door.altered(change, whole=wish.repair)
    if found.edited and not wish.repair:
        were = "was" if len(found.edited) == 1 else "were"
        message = f"{count(len(found.edited))} there {were} changed by somebody else: {listing(list(found.edited))}"
        raise Refusal(message, code=ExitCode.REFUSED, hint="keep what is wanted of it, then deploy with --repair")
    return found.gone.union(found.edited)


def _check_foreign(door: Target, change: Change) -> None:
    found = door.foreign(change)
    if found:
        are = "is" if len(found) == 1 else "are"
        message = f"{count(len(found))} there {are} not ours: {listing(list(found))}"
        hint = "is it the right place? take them away there, or name another bucket, branch or folder in config.yaml"
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint)


def _check_shrink(change: Change, live: DeployManifest) -> None:
    too_much = shrinks_too_much(change, live)
    if too_much:
        lost, limit = too_much
        message = f"{count(lost)} would be taken away, more than the {limit} that may go unasked"
        raise Refusal(message, code=ExitCode.REFUSED, hint="look with --dry-run; if it is meant, add --allow-shrink")


def _publishable(site: Site, publication: Publication) -> Mapping[str, str]:
    """Return the files of the build in the output. Raises Refusal (REFUSED) for one that may not go out."""
    check_address(publication.url)
    output = Path(site.output)
    if has_journal(output):
        message = f"a build of {output} was cut off while it was publishing"
        raise Refusal(message, code=ExitCode.REFUSED, hint=BUILD_AGAIN)
    files = manifest_files(output)
    if not any(path.endswith(".html") for path in files):
        raise Refusal(f"the build in {output} holds no page", code=ExitCode.REFUSED, hint=BUILD_AGAIN)
    check_secrets(output, files)
    _check_current(site, files)
    return files


def _check_current(site: Site, files: Mapping[str, str]) -> None:
    """Refuse a build that is not what would be built now: of other content, of another configuration, with drafts."""
    try:
        now = compare_with_content(site, files)
    except ProblemsFound as found:
        first = min(found.problems)
        message = f"the content has changed since it was built, and has mistakes now: {first.place}: {first.message}"
        raise Refusal(message, code=ExitCode.REFUSED, hint=BUILD_AGAIN) from found
    if not now.pieces:
        raise Refusal("there is no published piece in it", code=ExitCode.REFUSED, hint="is this the right folder?")
    if now.held_back:
        message = f"it holds pieces that are not out: {listing(list(now.held_back))}"
        raise Refusal(message, code=ExitCode.REFUSED, hint=f"{BUILD_AGAIN}, without --drafts")
    if now.stale:
        message = f"content, layouts or config have changed since it was built: {listing(list(now.stale))}"
        raise Refusal(message, code=ExitCode.REFUSED, hint=BUILD_AGAIN)
