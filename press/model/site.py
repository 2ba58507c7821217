"""Site: which folders one run reads and writes, and what the command line asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Site:
    """The request of one run. Paths are absolute.

    `layouts` are searched in order, first found wins: the site's own folder, then the project's.
    `now` is the instant at which the edition is taken (aware). `originals`: pictures are published as they are.
    """

    root: PurePath
    config: PurePath
    layouts: tuple[PurePath, ...]
    output: PurePath
    cache: PurePath
    now: datetime
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    clean: bool = False
    jobs: int = 0
    originals: bool = False
