"""Options of the command line -> Site and BuildOptions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parent
# The layouts of a site that has none of its own: inside an installed package, in a checkout next to it.
LAYOUTS = _PACKAGE / "layouts" if (_PACKAGE / "layouts").is_dir() else _CHECKOUT / "layouts"
F = TypeVar("F", bound=Callable[..., Any])

_INPUT = (
    click.option("--root", metavar="DIR", help="The folder with content/ and config.yaml."),
    click.option("--config", metavar="FILE", help="Another config.yaml."),
)
_OUTPUT = click.option("--output", metavar="DIR", help="Where the site goes; default: site/ in the root.")
_MANNER = (
    click.option("--base-url", metavar="URL", help="The address of the site, instead of config's."),
    click.option("--now", metavar="ISO", help="Build as if it were this instant."),
    click.option("--strict", is_flag=True, help="Treat notes as problems."),
    click.option("--quiet", is_flag=True, help="Print problems only."),
    click.option("--verbose", is_flag=True, help="Print every page that was rendered."),
    click.option("--debug", is_flag=True, help="Print a traceback when the program itself fails."),
)


def common_options(command: F) -> F:
    """Add the options that all commands share."""
    for option in reversed((*_INPUT, _OUTPUT, *_MANNER)):
        command = option(command)
    return command


def options_but_output(command: F) -> F:
    """Add the common options to a command, without --output: its files go to a fixed folder."""
    for option in reversed((*_INPUT, *_MANNER)):
        command = option(command)
    return command


def site_of(options: Mapping[str, Any], environ: Mapping[str, str]) -> Site:
    """Return the folders and the moment that the options name. Raises Refusal (USAGE) for options that contradict."""
    for name in ("root", "config", "output"):
        if options.get(name) == "":
            raise Refusal(f"--{name} is empty", code=ExitCode.USAGE, hint=f"leave --{name} out, or name a folder")
    root = Path(options["root"] or ".").resolve() if options["root"] else _default_root()
    config = Path(options["config"]).resolve() if options["config"] else root / "config.yaml"
    # Not resolved, so that `check_output` can see whether it is a link.
    output = Path(os.path.abspath(options["output"])) if options["output"] else root / "site"  # noqa: PTH100
    drafts, originals = bool(options.get("drafts")), bool(options.get("no_images"))
    if drafts and not options["output"]:
        hint = "add --output DIR, a folder that is never published"
        raise Refusal("--drafts needs an --output of its own", code=ExitCode.USAGE, hint=hint)
    if originals and not options["output"]:
        hint = "add --output DIR: a site without made pictures is for looking at, not for publishing"
        raise Refusal("--no-images needs an --output of its own", code=ExitCode.USAGE, hint=hint)
    if not config.is_file():
        hint = "press init DIR begins a section; --root DIR names the folder of one that is there"
        raise Refusal(f"there is no {config}", code=ExitCode.USAGE, hint=hint)
    return Site(
        root=root,
        config=config,
        layouts=tuple(dict.fromkeys((root / "layouts", LAYOUTS))),
        output=output,
        cache=config.parent / ".cache",
        now=instant(options["now"], environ),
        base_url=_base_url(options["base_url"]),
    )


def build_options_of(options: Mapping[str, Any]) -> BuildOptions:
    """Return how the options want the site to be built."""
    return BuildOptions(
        drafts=bool(options.get("drafts")),
        strict=options["strict"],
        clean=bool(options.get("clean")),
        jobs=options.get("jobs") or os.cpu_count() or 1,
        originals=bool(options.get("no_images")),
        allow_shrink=bool(options.get("allow_shrink")),
    )


def preview_of(options: Mapping[str, Any], environ: Mapping[str, str]) -> tuple[Site, BuildOptions]:
    """Return what a preview builds: drafts too, in a folder below .cache/ that nothing is published from."""
    site = site_of({**options, "output": None}, environ)
    # A preview publishes the pictures as they are: cutting them would delay the first page.
    build_options = replace(build_options_of(options), drafts=True, originals=True)
    return replace(site, output=site.cache / "preview"), build_options


def _default_root() -> Path:
    """The current folder where it holds a site or the engine is installed, else the checkout of the engine."""
    here = Path.cwd()
    is_site = (here / "config.yaml").is_file()
    return here if is_site or not (_CHECKOUT / "config.yaml").is_file() else _CHECKOUT


def instant(written: str | None, environ: Mapping[str, str]) -> datetime:
    """The instant of the edition: --now, else SOURCE_DATE_EPOCH (https://reproducible-builds.org), else the clock."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if written:
            moment = datetime.fromisoformat(written)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as fault:
        name = "--now" if written else "SOURCE_DATE_EPOCH"
        hint = "write --now 2026-03-02T09:00:00+02:00" if written else "it is a number of seconds since 1970"
        raise Refusal(f"{name}: {written or epoch} is no instant", code=ExitCode.USAGE, hint=hint) from fault
    return datetime.now(UTC)


def _base_url(written: str | None) -> str:
    """Return the address in place of `url:` of config.yaml, by the same rules. Raises Refusal (USAGE)."""
    if written is None:
        return ""
    from press.read.schema.addresses import site_address  # late: only here, and what checks addresses takes a while

    fault, found = site_address(written)
    if fault:
        hint = "write it whole: --base-url https://example.org/opinion/"
        raise Refusal(f"--base-url: {fault}", code=ExitCode.USAGE, hint=hint)
    return found
