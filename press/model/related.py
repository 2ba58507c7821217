"""Chosen: the related pieces that a piece shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a piece shows, as stems: `card` ("" = none) and `list`; `left_out` has near pieces and the reasons."""

    card: str = ""
    list: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
