"""Value -> digest: a short name for a value's content, equal on every machine and Python."""

from __future__ import annotations

from hashlib import blake2b, sha256


def digest(value: object) -> str:
    """Return 32 hex digits that stand for `value`.

    `value` is made of text, numbers, None, dates, tuples and frozen dataclasses of these: their `repr`
    is complete and deterministic. Sets are not (their order depends on the hash seed).
    """
    return digest_bytes(repr(value).encode("utf-8", "surrogatepass"))


def digest_bytes(data: bytes) -> str:
    """Return 32 hex digits that stand for `data`; used for keys, never for a promise to the outside."""
    return blake2b(data, digest_size=16).hexdigest()


def seal_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex, the digest that the seal of a published folder carries."""
    return sha256(data).hexdigest()
