"""Built: what a build did, as the terminal, the preview and `--json` report it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from press.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    `pages` is the number of pages, `rendered` how many of them were made now; `reasons` maps the path of each of these
    to why it was stale. `articles` is the number of published pieces, `scheduled` of those that wait for a date, the
    first until `next_due`. `valid_until`: when time alone changes something next. `removed` are paths that the build
    took away, `foreign` those in the output that no build made. `vanished` are notes on addresses that the last build
    published and this one does not; only this build has them. `remarks` are sentences about the cache. `base` is the
    path of the site's address.
    """

    pages: int
    articles: int
    scheduled: int = 0
    next_due: datetime | None = None
    valid_until: datetime | None = None
    rendered: int = 0
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    vanished: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    base: str = "/"
