"""A running preview: what it serves, and what the terminal shows of each build."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from press.cli.program import typed_command
from press.cli.terminal import show_notes, show_problems, show_refusal
from press.commands.preview import Preview
from press.model.built import Built
from press.model.plural import count
from press.model.problem import ExitCode, Problem, Refusal
from press.model.site import BuildOptions, Site
from press.serve.builder import Builder
from press.serve.inputs import Tree
from press.serve.rebuild_loop import Rebuild
from press.serve.request_guard import is_loopback
from press.serve.screens import EDITOR_PROGRAMS, EDITORS
from press.serve.server import Reporter, ServeOptions, serve
from press.serve.state import Failure

_NAMED = 2  # changed files that a line names; of more it gives the number


def installed_editor() -> str:
    """Return the editor that opens links on this machine: the first whose program is found, else none.

    A link that no program answers to would show a question of the system in place of the file.
    """
    for editor, programs in EDITOR_PROGRAMS.items():
        if any(shutil.which(program) for program in programs) or any(Path(program).exists() for program in programs):
            return editor
    return "none"


def serve_options(site: Site, options: Mapping[str, Any]) -> ServeOptions:
    """Return what the preview of `site` watches, serves and links to. Raises Refusal (USAGE) for an unknown editor."""
    editor = installed_editor() if options["editor"] == "auto" else options["editor"]
    link = EDITORS.get(editor, editor)
    if link and ("{path}" not in link or not link.partition(":")[0].isalpha() or link.startswith("javascript:")):
        hint = f"one of {', '.join(EDITORS)}, or an address: --editor 'zed://file{{path}}:{{line}}'"
        raise Refusal(f'--editor: "{editor}" opens no file', code=ExitCode.USAGE, hint=hint)
    content = site.root / "content"
    folders = (site.root, site.config.parent, *(layouts.parent for layouts in site.layouts))
    return ServeOptions(
        host=options["host"],
        port=options["port"],
        further=tuple(options["allow_host"]),
        trees=(
            Tree(str(site.config)),
            *(Tree(str(listed)) for listed in sorted(Path(site.config).parent.glob("*.csv"))),  # of redirects
            Tree(str(content)),
            Tree(str(content / "static"), hidden=True),
            *(Tree(str(layouts)) for layouts in site.layouts),
        ),
        folders=tuple(dict.fromkeys(Path(folder) for folder in folders)),
        folder=Path(site.output),
        editor=link,
        command=typed_command(),
        opens_browser=options["opens"],
        debug=options["debug"],
    )


def run_preview(site: Site, build_options: BuildOptions, options: ServeOptions, shown: Mapping[str, object]) -> int:
    """Serve until a signal ends it; return the exit code: 0 after Ctrl+C, which is how a preview is meant to end.

    `shown` are the options of the command line that say what the terminal shows, and of which instant.
    """
    screen = _Screen(site, options.host, quiet=bool(shown["quiet"]), verbose=bool(shown["verbose"]))
    preview = Preview(site, build_options, keeps_now=bool(shown["now"]) or "SOURCE_DATE_EPOCH" in os.environ)
    builder = Builder(preview.build, preview.manifest, debug=options.debug)
    number = serve(options, builder, Reporter(screen.address, screen.round, screen.note))
    return 0 if number in {0, signal.SIGINT} else 128 + number


@dataclass(slots=True)
class _Screen:
    """Prints each problem and note once: those of the build before are not listed again."""

    site: Site
    host: str
    quiet: bool
    verbose: bool
    _has_pages: bool = False
    _failure: Failure | None = None
    _notes: frozenset[Problem] = field(default_factory=frozenset)

    def address(self, address: str) -> None:
        if not self.quiet:
            self._say(f"Preview at {address} (Ctrl+C ends it)")
        if not is_loopback(self.host):
            self.note("whoever reaches this machine by a name given with --allow-host can read unpublished pieces")

    def note(self, text: str) -> None:
        click.echo(f"note: {text}", err=True)

    def round(self, done: Rebuild) -> None:
        if done.built:
            self._built(done, done.built)
        elif done.failure:
            self._failed(done, done.failure)
        self._failure = done.failure

    def _built(self, done: Rebuild, built: Built) -> None:
        notes = frozenset(built.notes)
        if not self.quiet:
            show_notes(sorted(notes - self._notes))
            what = f"{count(built.rendered, 'page')} of {built.pages}"
            gone = f", {len(built.removed)} removed" if built.removed else ""
            mended = "; no problems any more" if self._failure else ""
            self._say(f"{self._begin(done)}{what}{gone}, {done.milliseconds} ms{mended}")
        self._notes, self._has_pages = notes, True
        for path in sorted(built.reasons) if self.verbose else ():
            self._say(f"  {path}: {built.reasons[path]}")

    def _failed(self, done: Rebuild, failure: Failure) -> None:
        if failure == self._failure:
            if not self.quiet:
                self._say(f"{self._begin(done)}the same as before, {done.milliseconds} ms")
        elif failure.problems:
            kept = "the preview keeps to the last good build" if self._has_pages else "nothing has been built yet"
            show_problems(failure.problems, so=kept)
        else:
            show_refusal(Refusal(failure.message, code=ExitCode.ENVIRONMENT, hint=failure.hint))

    def _begin(self, done: Rebuild) -> str:
        names = [self._shown(path) for path in done.changed]
        listed = ", ".join(names[:_NAMED]) if len(names) <= _NAMED else f"{names[0]} and {len(names) - 1} more"
        return f"{datetime.now():%H:%M:%S}  {listed + ': ' if listed else ''}"  # noqa: DTZ005 - the writer's own clock

    def _shown(self, path: str) -> str:
        folders = (self.site.root, *(layouts.parent for layouts in self.site.layouts))
        below = next((Path(path).relative_to(f) for f in folders if Path(path).is_relative_to(f)), Path(path))
        return str(below).encode("utf-8", "backslashreplace").decode("utf-8")

    def _say(self, line: str) -> None:
        click.echo(line)
        sys.stdout.flush()
