"""Delivered -> what the terminal is told of it."""

from __future__ import annotations

from collections.abc import Iterator

from press.commands.deploy import Deployment, DeployOptions
from press.model.plural import count

MOST = 50  # paths shown of each sort; all with --verbose


def path_lines(delivered: Deployment, *, whole: bool) -> Iterator[str]:
    """Yield the paths that readers see change; without `whole` the first of each sort."""
    change = delivered.change
    for sign, paths in (("+", change.added), ("~", change.changed), ("!", change.repaired), ("-", change.removed)):
        shown = paths if whole else paths[:MOST]
        yield from (f"{sign} {path}" for path in shown)
        if len(paths) > len(shown):
            yield f"{sign} ... and {count(len(paths) - len(shown), 'file')} more"


def summary_line(delivered: Deployment, options: DeployOptions) -> str:
    """Return the one line that ends a deployment: what changed, and where it is to be seen."""
    change = delivered.change
    where = f"{delivered.target}, build {change.build}"
    if delivered.nothing:
        return f"Nothing to do at {where}: {delivered.url}"
    did = "Would deploy to" if options.dry_run else "Deployed to"
    if options.rollback:
        did = "Would roll back at" if options.dry_run else "Rolled back at"
    told = f"{count(len(change.added), 'file')} added, {len(change.changed):,} changed, {len(change.removed):,} removed"
    sent_again = f", {len(change.repaired):,} sent again" if change.repaired else ""
    return f"{did} {where}: {told}{sent_again}. {delivered.url}"
