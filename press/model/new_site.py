"""NewSite: what a section is begun with, as `press init` asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EngineFile:
    """The engine that a new site installs: its wheel's file name, SHA-256 and bytes, or its address and SHA-256.

    `data` is empty where `source` is an address: then the file is not copied, and pip fetches it from there.
    """

    source: str
    sha256: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class NewSite:
    """The answers to the five questions, the instant (aware) that dates the first piece, and the engine.

    `corrections` is an e-mail address, or the web address of a form for new issues; "" = readers cannot write. `engine`
    is None where none was given.
    """

    title: str
    url: str
    language: str
    timezone: str
    corrections: str
    now: datetime
    engine: EngineFile | None = None
