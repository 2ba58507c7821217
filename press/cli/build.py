"""The command `build`: options -> a built site, and the words that report it."""

from __future__ import annotations

import contextlib
import json
import os
import time

import click

from press.cli.options import build_options_of, common_options, site_of


@click.command()
@common_options
@click.option("--drafts", is_flag=True, help="Build drafts and scheduled pieces too; needs an --output of its own.")
@click.option("--no-images", is_flag=True, help="Make no pictures, for a quick look; needs an --output of its own.")
@click.option("--clean", is_flag=True, help="Render every page, whatever the last build left.")
@click.option("--allow-shrink", is_flag=True, help="More than a tenth of all pieces may be taken away.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use; default: one a core.")
@click.option("--explain", is_flag=True, help="Say for each rendered page why it was stale.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def build(**options: object) -> None:
    """Build the site."""
    from press.build.inputs import scan_inputs
    from press.build.last_build import unchanged_build
    from press.cli.terminal import result_of, show_notes, summary_line, working

    started = time.perf_counter()
    site, build_options = site_of(options, os.environ), build_options_of(options)
    inputs = scan_inputs(site)
    built = None
    with contextlib.suppress(ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        built = unchanged_build(site, build_options, inputs)  # a cache that cannot be read is met again below
    if built is None:
        with working("Building ...", quiet=bool(options["quiet"] or options["as_json"])):
            # Late: where nothing has changed, importing the stages would take three times as long as the answer.
            from press.commands.build import build as build_site

            built = build_site(site, build_options, inputs)
    seconds = time.perf_counter() - started
    if not options["quiet"]:
        show_notes(sorted((*built.notes, *built.vanished)))
        for remark in built.remarks:
            click.echo(f"note: {remark}", err=True)
        if built.foreign:
            click.echo(f"note: left alone in the output: {', '.join(built.foreign)}", err=True)
    for path in sorted(built.reasons) if options["explain"] or options["verbose"] else ():
        click.echo(f"{path}: {built.reasons[path]}", err=bool(options["as_json"]))
    if options["as_json"]:
        click.echo(json.dumps(result_of(built, seconds), ensure_ascii=False))
    elif not options["quiet"]:
        click.echo(summary_line(built, seconds))
