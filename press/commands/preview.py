"""The engine of the preview: a site is built again at every save, with what the build before left in memory."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from press.build.inputs import rescan_inputs, scan_inputs
from press.build.partial import partial_from_memory
from press.build.session import BuildRequest, BuildSession, can_continue, session_after
from press.commands.build import (
    build_from_disk,
    build_without_cache,
    full_build,
    garbage_collection_paused,
    may_be_the_cache,
    with_remarks,
)
from press.model.built import Built
from press.model.known_files import KnownFiles
from press.model.site import BuildOptions, Site
from press.write.lock import output_lock
from press.write.manifest import read_manifest
from press.write.publish_some import manifest_stat
from press.write.store import open_store
from press.write.swap import recover


@dataclass(slots=True)
class Preview:
    """Builds one site again and again. `keeps_now`: the instant is that of `site`, else that of each build."""

    site: Site
    options: BuildOptions
    keeps_now: bool
    _last: BuildSession | None = None
    _changed: set[str] = field(default_factory=set)

    def build(self, changed: Collection[str] | None) -> Built:
        """Build; `changed` are the files (absolute paths) that changed since the last call, None = any may have.

        Raises ProblemsFound or Refusal; then the files count as changed at the next call too.
        """
        if changed is None:
            self._last = None
        self._changed.update(changed or ())
        site = self.site if self.keeps_now else replace(self.site, now=datetime.now(UTC))
        before, self._last = self._last, build_again(site, self.options, self._last, self._changed)
        self._changed.clear()
        if before is None or before.renderer is not self._last.renderer:
            gc.freeze()  # this stays in memory: without it the collector walks through all of it at every tenth save
        return self._last.built

    def manifest(self) -> Mapping[str, str] | None:
        """Return path -> SHA-256 of every published file; None where no build has been finished."""
        output = Path(self.site.output)
        if self._last and manifest_stat(output) == self._last.manifest_stat:
            return self._last.manifest
        return read_manifest(output)


def build_again(site: Site, options: BuildOptions, last: BuildSession | None, changed: Iterable[str]) -> BuildSession:
    """Build as `build` does, and return what the next build of this process begins with.

    `last` is what the one before returned, None where there was none; `changed` are the files (absolute paths) that
    may differ since then. What is learnt in such a build is kept in memory alone.
    """
    with garbage_collection_paused():
        found = _continued(site, options, last, changed) if last and can_continue(last, site, options) else None
        if found:
            return found
        inputs = scan_inputs(site)
        try:
            return session_after(*build_from_disk(site, options, inputs, is_continued=True))
        except Exception as fault:
            if not may_be_the_cache(fault, site, options):
                raise
        return session_after(*build_without_cache(site, options, inputs))


def _continued(site: Site, options: BuildOptions, last: BuildSession, changed: Iterable[str]) -> BuildSession | None:
    """Build with what is in memory; None where another build has been at the output by now."""
    output, cache = Path(site.output), Path(site.cache)
    with output_lock(output, cache), open_store(cache, last.engine, (output, last.rows)) as store:
        if recover(output) or not can_continue(last, site, options):
            return None
        inputs = rescan_inputs(changed, site, last.inputs)
        known = KnownFiles(inputs.content, inputs.trustworthy, last.known)
        last.cache.reopen(store)
        request = BuildRequest(site, options, store, last.engine, inputs, known, last.cache)
        result = partial_from_memory(request, last) or full_build(request, last)
        return session_after(request, with_remarks(result, store.remarks))
