"""The file that says who has the letter already, so that a run that was cut can go on.

It holds no address: a key made by chance, and for each message a digest of the address with that key. The file is the
caller's, outside the site, the cache and git, and nobody else may read it (mode 600).
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from press.model.problem import ExitCode, Refusal

_HEAD = "press newsletter 1"


@dataclass(slots=True)
class Progress:
    """An open file of progress; a context manager. `sent` holds the marks of all that have been sent."""

    issue: str
    key: bytes
    sent: set[str]
    file: int

    def mark_of(self, address: str) -> str:
        """Return what stands for an address in the file, and in the id of its message."""
        return hmac.new(self.key, f"{self.issue}\n{address.casefold()}".encode(), "sha256").hexdigest()[:32]

    def add(self, mark: str) -> None:
        """Write down that a message was taken by the server; it is on the disk when this returns."""
        os.write(self.file, f"{mark}\n".encode())
        os.fsync(self.file)
        self.sent.add(mark)

    def __enter__(self) -> Self:
        """Return it, open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        os.close(self.file)


def open_progress(path: Path, issue: str) -> Progress:
    """Open the file of an issue (`2026-W48`), or begin it. Raises Refusal (USAGE) for the file of another one."""
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines[:1] != [_HEAD] or len(lines) < 3:
            raise Refusal(f"{path} is not a file of a newsletter's progress", code=ExitCode.USAGE)
        if lines[1] != issue:
            hint = "name another file for another issue"
            raise Refusal(f"{path} belongs to the issue {lines[1]}", code=ExitCode.USAGE, hint=hint)
        # The last line may have been cut off while it was written; its message is in doubt, and is sent again.
        sent = {line for line in lines[3:] if len(line) == 32}
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.fchmod(file, 0o600)
        if not path.read_bytes().endswith(b"\n"):
            os.write(file, b"\n")
        return Progress(issue, bytes.fromhex(lines[2]), sent, file)
    key = secrets.token_bytes(32)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    os.write(file, f"{_HEAD}\n{issue}\n{key.hex()}\n".encode())
    os.fsync(file)
    return Progress(issue, key, set(), file)
