"""A value as written -> the same value in quotes, for hints that can be copied."""

from __future__ import annotations

_LONGEST = 80  # characters of a value in a hint; a longer one says nothing more


def quoted(value: str) -> str:
    """Return `value` between quotes in which YAML takes every character as it stands."""
    value = value.strip()
    if len(value) > _LONGEST:
        value = value[: _LONGEST - 1].rstrip() + "…"
    if '"' in value or "\\" in value:
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return f'"{value}"'
