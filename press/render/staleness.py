"""Pages + what the last build knew -> which pages to render, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from press.model.page import Page
from press.render.renderer import PageKey


class Known(Protocol):
    """What the last build knew of a file: the key it was made from, and the digest of each part."""

    @property
    def key(self) -> str:
        """The page's key."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The parts' digests by name."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A page to render, its key, and the reason in words."""

    page: Page
    key: PageKey
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The pages to render, and the paths of those that stay as they are."""

    stale: tuple[Stale, ...]
    fresh: frozenset[str]


def compare(keyed: Sequence[tuple[Page, PageKey]], ledger: Mapping[str, Known], untouched: Collection[str]) -> Changes:
    """Return which pages are stale; `untouched` are the files that stand in the output as the ledger says."""
    stale, fresh = [], set()
    for page, key in keyed:
        known = ledger.get(page.path)
        if known is not None and known.key == key.whole and page.path in untouched:
            fresh.add(page.path)
        else:
            stale.append(Stale(page, key, _reason(known, key)))
    return Changes(tuple(stale), frozenset(fresh))


def _reason(known: Known | None, key: PageKey) -> str:
    if known is None:
        return "new page"
    if known.key == key.whole:
        return "the file was changed or removed by someone else"
    before, now = dict(known.parts), dict(key.parts)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return "changed: " + ", ".join(changed)
