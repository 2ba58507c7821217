"""The command `deploy`: what was built goes to a host, or an earlier build comes back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from press.cli.options import build_options_of, common_options, site_of
from press.commands.results import Deployment, DeployOptions
from press.deploy.workflow import write_workflow
from press.model.plural import count
from press.model.problem import ExitCode, Refusal

MOST = 50  # paths shown of each sort; all with --verbose


@click.command()
@common_options
@click.argument("target", required=False, default="")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--rollback", is_flag=True, help="Bring back the build that was live before.")
@click.option("--build", default="", metavar="ID", help="With --rollback: the earlier build to bring back.")
@click.option("--restore-withdrawn", is_flag=True, help="With --rollback: pieces not published now may come back.")
@click.option("--allow-shrink", is_flag=True, help="More than a tenth of all pieces may be taken away.")
@click.option("--forget", is_flag=True, help="Keep no earlier build: for a takedown that must leave no copy.")
@click.option(
    "--repair", is_flag=True, help="Look at every file there, and send again what is not as it was put there."
)
@click.option("--init", type=click.Choice(["github"]), help="Write a workflow by which that host builds and publishes.")
def deploy(target: str, init: str | None, **options: object) -> None:
    """Publish what was built at TARGET, a name below deploy: in config.yaml; the only one need not be named."""
    site = site_of(options, os.environ)
    if init:
        click.echo(write_workflow(site.root))
        return
    from press.commands.deploy import deploy as deploy_site

    request = DeployOptions(
        target,
        dry_run=bool(options["dry_run"]),
        rollback=bool(options["rollback"]),
        build=str(options["build"]),
        allow_shrink=bool(options["allow_shrink"]),
        forget=bool(options["forget"]),
        repair=bool(options["repair"]),
        restore_withdrawn=bool(options["restore_withdrawn"]),
    )
    if (request.build and not request.rollback) or (request.rollback and request.forget):
        hint = "write --rollback --build ID, or --forget without --rollback"
        raise Refusal("these options do not go together", code=ExitCode.USAGE, hint=hint)
    with _progress(quiet=bool(options["quiet"]) or request.dry_run) as progress:
        deployment = deploy_site(site, build_options_of(options), request, progress)
    if request.dry_run or options["verbose"]:
        for line in path_lines(deployment, whole=bool(options["verbose"])):
            click.echo(line)
    if not options["quiet"]:
        click.echo(summary_line(deployment, request))


def path_lines(deployment: Deployment, *, whole: bool) -> Iterator[str]:
    """Yield the paths that readers see change; without `whole` the first of each sort."""
    change = deployment.change
    for sign, paths in (("+", change.added), ("~", change.changed), ("!", change.repaired), ("-", change.removed)):
        shown = paths if whole else paths[:MOST]
        yield from (f"{sign} {path}" for path in shown)
        if len(paths) > len(shown):
            yield f"{sign} ... and {count(len(paths) - len(shown), 'file')} more"


def summary_line(deployment: Deployment, options: DeployOptions) -> str:
    """Return the one line that ends a deployment: what changed, and where it can be seen."""
    change = deployment.change
    where = f"{deployment.target}, build {change.build}"
    if deployment.nothing:
        return f"Nothing to do at {where}: {deployment.url}"
    did = "Would deploy to" if options.dry_run else "Deployed to"
    if options.rollback:
        did = "Would roll back at" if options.dry_run else "Rolled back at"
    added = f"{count(len(change.added), 'file')} added"
    numbers = f"{added}, {len(change.changed):,} changed, {len(change.removed):,} removed"
    sent_again = f", {len(change.repaired):,} sent again" if change.repaired else ""
    return f"{did} {where}: {numbers}{sent_again}. {deployment.url}"


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how many files have been sent, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # late: 0.1 s that a pipe need not pay
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Deploying ...", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
