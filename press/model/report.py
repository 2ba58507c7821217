"""ReportDesk: where readers report a mistake in a text, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """Where a reader's report of a mistake goes, and what it names.

    `way`: how it is sent; `to`: the email address, the new-issue form or the address that takes a POST; `page`:
    the piece's whole address; `source`: the file that it comes from.
    """

    way: Literal["email", "issues", "endpoint"]
    to: str
    page: str
    source: str
