"""Site and BuildOptions: which folders one run reads and writes, and how it builds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site is read from and published to, and as of when. Paths are absolute.

    `layouts` are searched in order, the first file found wins: the site's own folder, then the engine's.
    `now` (aware) decides what is out. `base_url` replaces `url:` of the configuration, "" = it stands.
    """

    root: PurePath
    config: PurePath
    layouts: tuple[PurePath, ...]
    output: PurePath
    cache: PurePath
    now: datetime
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a site is built.

    `drafts`: drafts and scheduled pieces are published too. `strict`: notes count as problems. `clean`: nothing that
    an earlier build left is used. `jobs`: the number of processes. `originals`: pictures are published as they are.
    `allow_shrink`: more pieces may be taken away than a build does unasked.
    """

    drafts: bool = False
    strict: bool = False
    clean: bool = False
    jobs: int = 1
    originals: bool = False
    allow_shrink: bool = False
