"""BuildRequest, BuildResult and BuildSession: one build's way in, its way out, and what it leaves in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.build.inputs import Inputs
from press.build.saved_plan import SavedPlan
from press.model.built import Built
from press.model.cache import ReopenedCache
from press.model.known_files import KnownFiles
from press.model.site import BuildOptions, Site
from press.render.renderer import Renderer
from press.write.ledger import LedgerRow
from press.write.publish import Published
from press.write.publish_some import manifest_stat
from press.write.store import Store


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What is to be built, and what is known before: `engine` is the program's digest, `inputs` has the stat keys of
    all files, `known_files` what earlier builds read in them, `cache` outlives the store that it asks.
    """

    site: Site
    options: BuildOptions
    store: Store
    engine: str
    inputs: Inputs
    known_files: KnownFiles
    cache: ReopenedCache

    @property
    def output(self) -> Path:
        """The folder that is built."""
        return Path(self.site.output)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build reports, what it planned, the renderer of its pages, and what became of the published folder."""

    built: Built
    saved_plan: SavedPlan
    renderer: Renderer
    published: Published


@dataclass(frozen=True, slots=True)
class BuildSession:
    """What a build of the preview leaves in memory for the next one.

    `known` has the stat keys and digests that `KnownFiles` takes, `rows` is the ledger, `manifest_stat` the state of
    the output's manifest when the build ended: another one means that another build has written there.
    """

    site: Site
    options: BuildOptions
    engine: str
    inputs: Inputs
    known: Mapping[str, tuple[str, str]]
    saved_plan: SavedPlan
    renderer: Renderer
    cache: ReopenedCache
    built: Built
    rows: Mapping[str, LedgerRow]
    manifest_stat: tuple[int, ...]

    @property
    def manifest(self) -> Mapping[str, str]:
        """Path -> SHA-256 of every file that a build published."""
        return {path: row.sha256 for path, row in self.rows.items()}


def session_after(request: BuildRequest, result: BuildResult) -> BuildSession:
    """Return what a build that is done leaves in memory."""
    return BuildSession(
        site=request.site,
        options=request.options,
        engine=request.engine,
        inputs=request.inputs,
        known=request.known_files.to_keep(),
        saved_plan=result.saved_plan,
        renderer=result.renderer,
        cache=request.cache,
        built=result.built,
        rows=request.store.ledger(request.output),
        manifest_stat=manifest_stat(request.output),
    )


def can_continue(last: BuildSession, site: Site, options: BuildOptions) -> bool:
    """Whether only changed files can make a difference: the request is the same, nothing has come due since, and no
    other build has written to the output.
    """
    until = last.built.valid_until
    return (
        replace(site, now=last.site.now) == last.site
        and options == last.options
        and last.site.now <= site.now
        and (until is None or site.now < until)
        and bool(last.manifest_stat)
        and manifest_stat(Path(site.output)) == last.manifest_stat
    )
