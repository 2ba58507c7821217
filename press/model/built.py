"""Built: what a build did, as the terminal, the preview and `--json` tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from press.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    `pages` made from layouts stand in the site, `rendered` of them were made now; `reasons` maps the path of each
    of these to why it was stale. `articles` are published, `scheduled` wait for their date, the first until
    `next_due`; `valid_until`: when time alone changes something next. `removed` and `foreign` are paths in the output:
    what went, and what is there and no build's. `vanished` are notes on addresses that the last build published and
    this one does not: they are told once. `remarks` are sentences about the cache.
    `base` is the path that the site stands at.
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
