"""Site + Wishes -> a running preview: what it builds with, and what the terminal shows of it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from press.build.session import BuildSession
from press.cli.terminal import show_notes, show_problems, show_refusal
from press.commands.build import build_again
from press.model.built import Built
from press.model.plural import count
from press.model.problem import ExitCode, Problem, Refusal
from press.model.site import Site
from press.serve.inputs import Tree
from press.serve.rebuild_loop import Rebuild
from press.serve.request_guard import is_loopback
from press.serve.screens import EDITORS
from press.serve.server import Reporter, ServeOptions, serve
from press.serve.state import Failure
from press.write.manifest import read_manifest
from press.write.publish_some import manifest_stat

_LONG = 0.5  # seconds: such a build has made what stays in memory anew
_NAMED = 2  # changed files that a line names; of more it gives the number


def serve_options(site: Site, *, host: str, port: int, further: Sequence[str], editor: str) -> ServeOptions:
    """Return what the preview of `site` watches, serves and links to. Raises Refusal (USAGE) for an odd editor."""
    link = EDITORS.get(editor, editor)
    if link and ("{path}" not in link or not link.partition(":")[0].isalpha() or link.startswith("javascript:")):
        hint = f"one of {', '.join(EDITORS)}, or an address: --editor 'zed://file{{path}}:{{line}}'"
        raise Refusal(f'--editor: "{editor}" opens no file', code=ExitCode.USAGE, hint=hint)
    content = site.root / "content"
    folders = (site.root, site.config.parent, *(layouts.parent for layouts in site.layouts))
    return ServeOptions(
        host=host,
        port=port,
        further=tuple(further),
        trees=(
            Tree(str(site.config)),
            Tree(str(content)),
            Tree(str(content / "static"), hidden=True),
            *(Tree(str(layouts)) for layouts in site.layouts),
        ),
        folders=tuple(dict.fromkeys(Path(folder) for folder in folders)),
        folder=Path(site.output),
        editor=link,
    )


def run_preview(site: Site, wishes: ServeOptions, options: Mapping[str, object], *, opens: bool) -> int:
    """Serve until a signal ends it; return the exit code: 0 after Ctrl+C, which is how a preview is meant to end."""
    screen = _Screen(site, wishes.host, quiet=bool(options["quiet"]), verbose=bool(options["verbose"]))
    wishes = replace(wishes, opens_browser=opens, debug=bool(options["debug"]))
    builder = _Builder(site, keeps_now=bool(options["now"]) or "SOURCE_DATE_EPOCH" in os.environ)
    number = serve(wishes, builder.build, builder.sealed, Reporter(screen.address, screen.round, screen.note))
    return 0 if number in {0, signal.SIGINT} else 128 + number


@dataclass(slots=True)
class _Builder:
    """Builds with what its last good build left in memory; `_since`: the files that have changed since that."""

    site: Site
    keeps_now: bool
    _last: BuildSession | None = None
    _since: set[str] = field(default_factory=set)

    def build(self, changed: Collection[str] | None) -> Built:
        """Build; `changed` are the files that have changed since the last call, None = everything may have."""
        if changed is None:
            self._last = None
        self._since.update(changed or ())
        site = self.site if self.keeps_now else replace(self.site, now=datetime.now(UTC))
        built, self._last = build_again(site, self._last, self._since)
        self._since.clear()
        if built.seconds > _LONG:
            gc.freeze()  # it stays: collecting would walk through all of it at every tenth save
        return built

    def sealed(self) -> Mapping[str, str] | None:
        """Return path -> SHA-256 of all that stands in the output."""
        output = Path(self.site.output)
        return self._last.sealed if self._last and manifest_stat(output) == self._last.mark else read_manifest(output)


@dataclass(slots=True)
class _Screen:
    """Tells each thing once: problems and notes that stand already are not listed again."""

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
