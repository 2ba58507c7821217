"""File names and bytes -> faults: what should never have come into a published folder."""

from __future__ import annotations

from press.check.facts import Fault
from press.model.secrets import key_in

_HINT = "take it out of content/static, or out of the output folder, and make a new one if it was ever published"


def faults_in(path: str, data: bytes) -> tuple[Fault, ...]:
    """Find keys in a file's bytes."""
    start = key_in(data)
    if start is None:
        return ()
    return (Fault(path, data.count(b"\n", 0, start) + 1, "this looks like a secret key", _HINT),)


def fault_of_name(path: str) -> Fault:
    """Say that a file should not be here."""
    return Fault(path, 0, f"{path} is not for the public", _HINT)
