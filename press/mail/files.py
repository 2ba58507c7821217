"""A letter as files: for a look before it is sent, and for services that take HTML or a message."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from press.mail.message import Letter, message_for, unsubscribe_link
from press.model.problem import ExitCode, Refusal


def sample_parts(letter: Letter) -> Mapping[str, bytes]:
    """Return what each file holds, by the end of its name. The link to unsubscribe is the sender's own."""
    message = message_for(letter, letter.sender, f"sample@{letter.sender.rpartition('@')[2]}")
    link = unsubscribe_link(letter.unsubscribe, letter.sender)
    return {
        ".html": letter.html.replace(letter.placeholder, escape(link)).encode(),
        ".txt": letter.text.replace(letter.placeholder, link).encode(),
        ".eml": message.as_bytes(),
    }


def write_parts(files: Mapping[Path, bytes]) -> None:
    """Write each file, over one that is there. Raises Refusal (USAGE) where that cannot be done."""
    for path, data in files.items():
        try:
            path.write_bytes(data)
        except OSError as fault:
            raise Refusal(f"{path} cannot be written: {fault.strerror}", code=ExitCode.USAGE) from fault
