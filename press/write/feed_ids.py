"""Ids of pieces in feeds: lines for content/ids.yaml, and the ids that the feed in the output gives."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from press.model.problem import ExitCode, Refusal

_HEAD = """# What feeds know pieces and corrections by: the name of a file without .md, then its id.
# An id never changes, whatever becomes of slug, date, permalink or domain. Written by: python build.py ids
"""


def append_lines(path: PurePath, lines: Sequence[str]) -> None:
    """Add lines to a list, which is made where there is none; those that are there stay as they are.

    Raises Refusal (ENVIRONMENT) when the file cannot be written.
    """
    target = Path(path)
    new = target.with_name(f".{target.name}.new")
    try:
        before = target.read_text(encoding="utf-8") if target.exists() else _HEAD
        joint = "" if before.endswith("\n") or not before else "\n"
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(before + joint + "".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
    except OSError as fault:
        raise Refusal(f"{target}: {fault.strerror}", code=ExitCode.ENVIRONMENT) from fault


def published_ids(output: PurePath) -> Mapping[str, str]:
    """Return the id of each address in the feed.json of a published folder, {} where there is no such feed."""
    try:
        items = json.loads(Path(output, "feed.json").read_bytes())["items"]
        return {item["url"]: item["id"] for item in items}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
