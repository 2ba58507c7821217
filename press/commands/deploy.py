"""The command `deploy`: exactly what was built goes to a host, or an earlier build comes back, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from press.build.compare import compare_with_content
from press.build.engine import engine_digest
from press.build.load import load_site, read_publication
from press.commands.results import Deployment, DeployOptions
from press.deploy.change import Change, build_to_restore, is_nothing, plan_change
from press.deploy.hosts import open_target
from press.deploy.local import BUILD_AGAIN, check_address, check_secrets, listing, manifest_files, read_built
from press.deploy.manifest import DeployManifest
from press.deploy.target import Build, Progress, Target
from press.model.catalogue import Catalogue
from press.model.plural import count
from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.model.publication import DeployTarget, Publication
from press.model.redirects import parse_redirects, redirect_files
from press.model.site import BuildOptions, Site
from press.plan.urls import split_url
from press.plan.withdrawn import LEAST, brought_back, taken_away
from press.write.journal import has_journal
from press.write.lock import output_lock
from press.write.store import open_store


def deploy(site: Site, build_options: BuildOptions, options: DeployOptions, progress: Progress) -> Deployment:
    """Publish the output folder. Raises Refusal: REFUSED and the host is unchanged, INCOMPLETE and the same command
    continues; `progress` is called with the number of files sent so far.
    """
    publication, _ = read_publication(site)
    name, settings = chosen_target(publication, options.target)
    _, base = split_url(publication.url)
    with output_lock(Path(site.output), Path(site.cache)):
        files = {} if options.rollback else _publishable(site, build_options, publication)
        target = open_target(settings, site, base)
        if options.rollback:
            change, nothing = _rollback(target, site, build_options, options, progress)
        else:
            change, nothing = _publish(target, site, Build(str(site.output), files, {}), options, progress)
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
    target: Target, site: Site, build: Build, options: DeployOptions, progress: Progress
) -> tuple[Change, bool]:
    live = target.fetch_state()
    change = plan_change(build.files, live, format=target.format, now=site.now)
    if is_nothing(change, live) and not (options.forget or options.repair):
        return change, True
    drifted = _drifted(target, change, options)
    change = plan_change(build.files, live, format=target.format, now=site.now, drifted=drifted)
    if is_nothing(change, live) and not options.forget:
        return change, True
    _check_foreign(target, change)
    if live and not options.allow_shrink:
        _check_taken_away(site, change, live)
    if not options.dry_run:
        target.publish(change, _with_redirects(build, site), progress, forget=options.forget)
    return change, False


def _with_redirects(build: Build, site: Site) -> Build:
    if "_redirects" not in build.files:
        return build
    _, base = split_url(read_publication(site)[0].url)
    rules = parse_redirects(read_built(build, "_redirects").decode("utf-8", "replace")).rules
    return replace(build, redirects=redirect_files(rules, base))


def _rollback(
    target: Target, site: Site, build_options: BuildOptions, options: DeployOptions, progress: Progress
) -> tuple[Change, bool]:
    live = target.fetch_state()
    builds = target.builds()
    named = [build for build in builds if build.startswith(options.build)]
    if options.build and len(named) != 1:
        message = f"build {options.build} is not kept there"
        hint = f"kept are, newest first: {', '.join(builds)}" if builds else "no earlier build is kept there"
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint)
    wanted = named[0] if options.build else build_to_restore(live, builds) if live else ""
    if live is None or not wanted:
        raise Refusal("there is no earlier build to bring back", code=ExitCode.REFUSED)
    # Headers travel with the copies that are kept, so the form is what it was.
    files = target.files_of(wanted)
    if not options.restore_withdrawn:
        _check_brought_back(site, build_options, files)
    change = plan_change(files, live, format=live.format, now=site.now)
    drifted = _drifted(target, change, options)
    change = plan_change(files, live, format=live.format, now=site.now, drifted=drifted)
    _check_foreign(target, change)
    if not options.dry_run:
        target.restore(replace(change, build=wanted), progress)
    return change, False


def _drifted(target: Target, change: Change, options: DeployOptions) -> frozenset[str]:
    """Return the files that are not there as we put them. What somebody else wrote is replaced only when asked for."""
    found = target.drift(change, whole=options.repair)
    if found.edited and not options.repair:
        were = "was" if len(found.edited) == 1 else "were"
        message = (
            f"{count(len(found.edited), 'file')} there {were} changed by somebody else: {listing(list(found.edited))}"
        )
        raise Refusal(message, code=ExitCode.REFUSED, hint="keep what is wanted of it, then deploy with --repair")
    return found.gone.union(found.edited)


def _check_foreign(target: Target, change: Change) -> None:
    found = target.foreign(change)
    if found:
        are = "is" if len(found) == 1 else "are"
        message = f"{count(len(found), 'file')} there {are} not ours: {listing(list(found))}"
        hint = "is it the right place? take them away there, or name another bucket, branch or folder in config.yaml"
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint)


def load_catalogue(site: Site, build_options: BuildOptions) -> Catalogue:
    """Return what is published now. Raises ProblemsFound or Refusal as a build does."""
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        return load_site(site, build_options, store, engine).catalogue


def _check_taken_away(site: Site, change: Change, live: DeployManifest) -> None:
    """Refuse to take many pieces away from readers at once."""
    if len(change.removed) <= LEAST:
        return
    lost = taken_away(live.files, change.files, load_catalogue(site, BuildOptions()))
    if lost.is_too_much:
        message = (
            f"{count(len(lost.files), 'piece')} of {lost.before} would be taken away, more than the {lost.limit} that "
            f"may go unasked: {listing(list(lost.files))}"
        )
        raise Refusal(message, code=ExitCode.REFUSED, hint="look with --dry-run; if it is meant, add --allow-shrink")


def _check_brought_back(site: Site, build_options: BuildOptions, files: Mapping[str, str]) -> None:
    """Refuse an earlier build with pieces that have been taken back since."""
    hint = "add --restore-withdrawn if readers may have them again"
    try:
        found = [*brought_back(files, load_catalogue(site, build_options))]
    except (ProblemsFound, Refusal) as fault:
        why = fault.message if isinstance(fault, Refusal) else str(fault)
        message = (
            f"whether a piece was taken back since that build cannot be known, for the content cannot be read: {why}"
        )
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint) from fault
    if found:
        named = listing([f"{path} ({_REASONS.get(reason, reason)})" for path, reason in found])
        message = f"that build holds {count(len(found), 'piece')} not published now: {named}"
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint)


_REASONS: Mapping[str, str] = {
    "draft": "a draft",
    "scheduled": "not out yet",
    "gone": "no longer in content/articles",
}


def _publishable(site: Site, build_options: BuildOptions, publication: Publication) -> Mapping[str, str]:
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
    _check_current(site, build_options, files)
    return files


def _check_current(site: Site, build_options: BuildOptions, files: Mapping[str, str]) -> None:
    """Refuse a build that is not what would be built now: of other content, of another configuration, with drafts."""
    try:
        now = compare_with_content(site, build_options, files)
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
