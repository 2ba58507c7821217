"""The command `check`: is what was built fit to publish?"""

from __future__ import annotations

import json
import os

import click

from press.cli.options import common_options, site_of
from press.model.problem import ExitCode, Problem


@click.command()
@common_options
@click.option("--external", is_flag=True, help="Try the addresses of other sites too, slowly; kept for a week.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use; default: one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def check(**options: object) -> int:
    """Check the built site: links, pictures, feeds, structured data, leaks. Nothing is changed."""
    from press.build.load import read_publication
    from press.check.external import CrawlOptions
    from press.cli.findings import result_of, summary_line
    from press.cli.terminal import show_notes, working
    from press.commands.check import inspect

    site = site_of(options, os.environ)
    crawl_options = None
    if options["external"]:
        crawl_options = CrawlOptions(agent=f"press link check (+{read_publication(site)[0].url})")
    with working("Checking ...", quiet=bool(options["quiet"] or options["as_json"])):
        checked = inspect(site, crawl_options=crawl_options)
    findings: tuple[Problem, ...] = checked.problems
    if not options["quiet"]:
        findings = (*findings, *checked.notes)
    if options["as_json"]:
        click.echo(json.dumps(result_of(checked), ensure_ascii=False))
    else:
        show_notes(findings)
        if not options["quiet"]:
            click.echo(summary_line(checked))
    return ExitCode.CONTENT if checked.problems else ExitCode.DONE
