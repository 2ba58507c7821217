"""What a text's links and pictures become: a promise between the texts and whoever knows all addresses."""

from __future__ import annotations

from typing import Protocol


class TextAddresses(Protocol):
    """Resolves the addresses of one text."""

    def link(self, href: str) -> str:
        """Return the address to write for a link, "" where only its words are to stay."""

    def picture(self, src: str) -> str:
        """Return the address or file to write for a picture, "" where there is none to show."""

    def remark(self, kind: str, before: str, after: str = "") -> None:
        """Record a decision about the text."""
