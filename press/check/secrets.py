"""File names and bytes -> what should never have come into a published folder."""

from __future__ import annotations

import re

from press.check.facts import Fault

_NAMES = re.compile(
    r"^(?:\.env(?:\..*)?|\.git|\.hg|\.svn|\.ssh|\.aws|\.netrc|\.pgpass|\.htpasswd|\.npmrc|\.pypirc"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|p12|pfx|jks|kdbx|keystore|bak|md))$",
    re.IGNORECASE,
)
_KEYS = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
)
_SIGNS = (b"PRIVATE KEY", b"AKIA", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")
_HINT = "take it out of content/static, or out of the output folder, and make a new one if it was ever published"


def is_secret(path: str) -> bool:
    """Whether a file's name, or a folder's above it, says that it is not for the public."""
    return any(_NAMES.match(part) for part in path.rstrip("/").split("/"))


def faults_in(path: str, data: bytes) -> tuple[Fault, ...]:
    """Find keys in a file's bytes."""
    if not any(sign in data for sign in _SIGNS):  # ten times as quick, and it is nearly always so
        return ()
    found = _KEYS.search(data)
    if found is None:
        return ()
    line = data.count(b"\n", 0, found.start()) + 1
    return (Fault(path, line, "this looks like a secret key", _HINT),)


def fault_of_name(path: str) -> Fault:
    """Say that a file should not be here."""
    return Fault(path, 0, f"{path} is not for the public", _HINT)
