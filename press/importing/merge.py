"""An earlier import, the files as they are now, and those of this import -> which are written, which left alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from press.model.digest import digest

STATE_FILE = ".import.json"
Outcome = Literal["new", "changed", "same", "edited", "removed"]


@dataclass(frozen=True, slots=True)
class Record:
    """What an import wrote: the file, the digest of its text, and the day on which it first came.

    `settled`: the digest of the text as it was left, where the section's reader wanted something else.
    """

    path: str
    written: str
    on: str
    settled: str = ""


@dataclass(frozen=True, slots=True)
class ImportState:
    """All that earlier imports of one source wrote, by id."""

    records: Mapping[str, Record] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """Return id -> path below content/ of each file."""
        return {id_: record.path.removeprefix("content/") for id_, record in self.records.items()}


def outcome_of(record: Record | None, current: str | None, wanted: str) -> Outcome:
    """Return what becomes of one file: `record` of the earlier import, the text that is there (None: no file), ours.

    What an editor changed stays: changed text ("edited") and a file that was taken away ("removed").
    """
    if record is None:
        return "new" if current is None else "same" if current == wanted else "edited"
    if digest(wanted) == record.written:
        return "same"
    if current is None:
        return "removed"
    if digest(current) == (record.settled or record.written):
        return "changed"
    return "same" if current == wanted else "edited"


def read_state(text: str | None, source: str) -> ImportState:
    """Return the state of one source (`wordpress`) from the text of STATE_FILE; empty where it says nothing."""
    try:
        whole = json.loads(text) if text else {}
        rows = whole.get(source, {})
        return ImportState(
            {id_: Record(row["path"], row["written"], row["on"], row.get("settled", "")) for id_, row in rows.items()}
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return ImportState()


def state_text(before: str | None, source: str, state: ImportState) -> str:
    """Return the text of STATE_FILE with the state of one source replaced."""
    try:
        whole = json.loads(before) if before else {}
    except ValueError:
        whole = {}
    if not isinstance(whole, dict):
        whole = {}
    rows = {
        id_: {"path": r.path, "written": r.written, "on": r.on} | ({"settled": r.settled} if r.settled else {})
        for id_, r in sorted(state.records.items())
    }
    return json.dumps({**whole, source: rows}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
