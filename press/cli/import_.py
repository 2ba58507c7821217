"""The command `import`: options of the terminal -> what is brought in, and its report -> words."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from press.cli.options import site_of
from press.model.problem import ExitCode, Refusal

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--root", metavar="DIR", help="The section's folder; it is begun where there is none."),
    click.option(
        "--media", multiple=True, metavar="DIR", help="A folder with the old site's files; several may be named."
    ),
    click.option("--map", "term_map", metavar="FILE", help="YAML: what each category, tag or taxonomy becomes."),
    click.option("--author-map", metavar="FILE", help="YAML: a writer as the source has it, and the name to write."),
    click.option("--since", metavar="DAY", help="Leave out what is older, as 2020-01-01."),
    click.option("--dry-run", is_flag=True, help="Write nothing: report what would be done."),
    click.option("--report", metavar="FILE", help="Write the whole report there: .json for data, .html for a page."),
    click.option("--now", metavar="ISO", help="Import as if it were this instant."),
    click.option("--quiet", is_flag=True, help="Print problems only."),
    click.option("--debug", is_flag=True, help="Print a traceback when the program itself fails."),
)


@click.group("import")
def import_() -> None:
    """Bring the pieces of another program in: WordPress, Ghost, a folder of Markdown, a folder of HTML."""


def _with_options(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@import_.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.xml ...")
@_with_options
def wordpress(files: tuple[str, ...], **options: object) -> None:
    """Bring in WordPress's export (Tools, Export, All content), in one file or several."""
    with _libraries():
        from press.importing.wordpress import WordPressFiles

        _run(WordPressFiles(files), options)


@import_.command()
@click.argument("file", metavar="FILE.json")
@_with_options
def ghost(file: str, **options: object) -> None:
    """Bring in Ghost's export (Settings, Advanced, Import/Export)."""
    with _libraries():
        from press.importing.ghost import read_ghost

        _run(read_ghost(file), options)


@import_.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "--as", "engine", metavar="ENGINE", help="The engine: hugo, jekyll, pelican, eleventy, zola, nikola, plain."
)
@_with_options
def folder(folder: str, engine: str | None, **options: object) -> None:
    """Bring in a folder of Markdown: of Hugo, Jekyll, Pelican, Eleventy, Zola, Nikola."""
    with _libraries():
        from press.importing.folder import read_folder

        _run(read_folder(folder, engine or ""), options, own_media=(folder,))


class _libraries:  # noqa: N801 - it reads as a statement
    """Names what to install where the libraries of the import are not there."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        """Raise Refusal (ENVIRONMENT) for a package that is missing."""
        if isinstance(fault, ImportError) and (fault.name or "").partition(".")[0] in {"lxml", "markdownify", "bs4"}:
            message = f"importing needs the package {fault.name}, which is not installed"
            hint = 'make extras installs it (or: pip install "press-opinion[import]")'
            raise Refusal(message, code=ExitCode.ENVIRONMENT, hint=hint) from fault


def _run(export: Any, options: Mapping[str, object], own_media: tuple[str, ...] = ()) -> None:  # noqa: ANN401 - an Export, whose library may be missing
    from press.commands.import_ import ImportRequest, first_config, import_posts
    from press.importing.export_files import folder_at, write_inside

    request = ImportRequest(
        export,
        media=tuple(folder_at(str(folder)) for folder in (*own_media, *_several(options["media"]))),
        since=_day(options["since"]),
        term_map=_yaml(options["term_map"], "--map"),
        authors={str(key): str(value) for key, value in _yaml(options["author_map"], "--author-map").items()},
        is_trial=bool(options["dry_run"]),
    )
    root = Path(str(options["root"] or ".")).resolve()
    begun = not (root / "config.yaml").is_file()
    usual = {"root": str(root), "config": None, "output": None, "base_url": None, "strict": False}
    if begun:
        if request.is_trial:
            raise Refusal(
                "there is no section yet to try this on",
                code=ExitCode.USAGE,
                hint="leave --dry-run out, or press init DIR",
            )
        root.mkdir(parents=True, exist_ok=True)
        write_inside(str(root), "config.yaml", first_config(request, options_now(options)))
        (root / "content/articles").mkdir(parents=True, exist_ok=True)
    report = import_posts(request, site_of({**usual, **options, "root": str(root)}, os.environ))
    if options["report"]:
        _write_report(str(options["report"]), report)
    if not options["quiet"]:
        for line in report.lines():
            click.echo(line)
        if begun:
            click.echo(f"Wrote {root / 'config.yaml'}: look at title, url, language and timezone.")


def options_now(options: Mapping[str, object]) -> Any:  # noqa: ANN401
    """Return the instant of the import."""
    from press.cli.options import instant

    written = options["now"]
    return instant(str(written) if written else None, os.environ)


def _several(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list) else ()


def _day(written: object) -> str:
    from press.importing.dates import iso_date

    if not written:
        return ""
    day = iso_date(str(written))[:10]
    if not day:
        raise Refusal(f"--since: {written} is no day", code=ExitCode.USAGE, hint="--since 2020-01-01")
    return day


def _yaml(path: object, option: str) -> Mapping[str, object]:
    """Return what a newsroom's list says, every value as text. Raises Refusal (USAGE)."""
    from press.read.yaml.recovery import parse_yaml

    if not path:
        return {}
    try:
        text = Path(str(path)).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(f"{option}: {path} cannot be read", code=ExitCode.USAGE) from fault
    parsed = parse_yaml(text, first_line=1, what="list")
    if parsed.faults:
        fault_of = parsed.faults[0]
        raise Refusal(f"{path}:{fault_of.line}: {fault_of.message}", code=ExitCode.USAGE, hint=fault_of.hint)
    return parsed.values


def _write_report(path: str, report: Any) -> None:  # noqa: ANN401
    from press.importing.report_page import report_page

    text = report_page(report) if path.endswith(".html") else json.dumps(report.data(), ensure_ascii=False, indent=1)
    try:
        Path(path).write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise Refusal(f"--report: {path} cannot be written", code=ExitCode.ENVIRONMENT) from fault
