"""A page's key + what the last build knew of its file -> why it must be made anew, if it must. Pure."""

from __future__ import annotations

from typing import Protocol

from press.render.renderer import PageKey


class Known(Protocol):
    """What the last build knew of a file: the key it was made from, and the digest of each part."""

    @property
    def key(self) -> str:
        """The page's key."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The parts' digests by name."""


def stale_reason(key: PageKey, known: Known | None, *, untouched: bool) -> str:
    """Return in words why a page must be made anew, "" when its file is right as it stands.

    `untouched`: the file holds what the last build wrote.
    """
    if known is None:
        return "new page"
    if known.key == key.whole:
        return "" if untouched else "the file was changed or removed by someone else"
    before, now = dict(known.parts), dict(key.parts)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return "changed: " + ", ".join(changed)
