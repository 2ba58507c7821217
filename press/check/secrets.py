"""File names and bytes -> findings: what should never have come into a published folder."""

from __future__ import annotations

from press.check.facts import Finding
from press.model.filenames import key_in

_HINT = "take it out of content/static, or out of the output folder, and make a new one if it was ever published"


def secret_findings(path: str, data: bytes) -> tuple[Finding, ...]:
    """Find keys in a file's bytes."""
    start = key_in(data)
    if start is None:
        return ()
    return (Finding(path, data.count(b"\n", 0, start) + 1, "this looks like a secret key", _HINT),)


def secret_name_finding(path: str) -> Finding:
    """Say that a file should not be here."""
    return Finding(path, 0, f"{path} is not for the public", _HINT)
