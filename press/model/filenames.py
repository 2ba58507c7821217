"""File names -> what they are: litter of editors and systems, secrets, sources, settings that a host acts on."""

from __future__ import annotations

import re

_LITTER = re.compile(
    r"~$|\.sw[a-p]$|^\.#|^#.*#$|^4913$|^\.DS_Store$|^Thumbs\.db$|^desktop\.ini$|___jb_\w+___$|\.orig$", re.IGNORECASE
)
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
_SECRET_NAMES = re.compile(
    r"\.env(?:\..*)?|\.git|\.hg|\.svn|\.ssh|\.aws|\.netrc|\.pgpass|\.htpasswd|\.npmrc|\.pypirc|\.press-.*"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|jks|kdbx|keystore|bak|md|sqlite|pyc?)|config\.ya?ml",
    re.IGNORECASE,
)
_KEYS = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
)
_SIGNS = (b"PRIVATE KEY", b"AKIA", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")


def is_secret_name(path: str) -> bool:
    """Whether a file's name, or a folder's above it, says that it is not for the public: keys, settings, sources."""
    return any(_SECRET_NAMES.fullmatch(part) for part in path.rstrip("/").split("/"))


def key_in(data: bytes) -> int | None:
    """Return where in a file's bytes something begins that looks like a secret key, None where nothing does."""
    if not any(sign in data for sign in _SIGNS):  # ten times as quick, and it is nearly always so
        return None
    found = _KEYS.search(data)
    return found.start() if found else None


def is_litter(name: str) -> bool:
    """Whether a name is one that editors and systems give to files that nobody wrote: `.x.swp`, `x~`, `4913`."""
    return bool(_LITTER.search(name))
