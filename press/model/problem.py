"""Problem: what is wrong, where it stands in whose file, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Self

# Made once: `dumps` would make it anew for every file.
_PACKER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class ExitCode(IntEnum):
    """What `build.py` returns to the shell."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    ENVIRONMENT = 3
    REFUSED = 4
    INCOMPLETE = 5


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a text file; lines and columns count from 1, in characters. Line 0: the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path:line:column`, without the parts that are not known."""
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True)
class Where:
    """Where the keys of a front matter or config stand, for problems that only the whole section shows.

    `packed`: a JSON list of each key (a path such as `related.0`), its line and column; below it the source lines, each
    behind its number. Thousands of these are in memory, and one now and then is asked for.
    """

    path: str
    packed: str = "[]"

    @classmethod
    def of(cls, path: str, keys: Sequence[str | int], lines: Mapping[int, str]) -> Self:
        """Pack the places of a file's keys: of each its path, line and column; and the source lines by number."""
        return cls(path, "\n".join([_PACKER.encode(keys), *[f"{number} {line}" for number, line in lines.items()]]))

    def at(self, key: str) -> tuple[Place, str]:
        """Return place and source line of `key`, of the one around it, or of the file when neither is written."""
        first, *rest = self.packed.split("\n")
        keys = json.loads(first)
        for name, line, column in zip(keys[::3], keys[1::3], keys[2::3], strict=True):
            if name == key:
                lines = dict(written.split(" ", 1) for written in rest)
                return Place(self.path, line, column), lines[str(line)]
        return self.at(key.rpartition(".")[0]) if "." in key else (Place(self.path, 1, 1), "---")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake (or, with `is_note`, one remark): `path` is relative to the site's folder.

    `excerpt` is the source line as written; `hint` is a line that can be copied.
    `never_strict`: a note that --strict leaves a note, because nobody made a mistake: a piece was taken down, or time
    went by.
    `depends_on_machine`: another machine or another run may not find it (a text took too long), so it is never cached.
    """

    place: Place
    message: str
    hint: str = ""
    excerpt: str = ""
    is_note: bool = False
    never_strict: bool = False
    depends_on_machine: bool = False


class Refusal(Exception):
    """A command that cannot go on, with the exit code it ends with and a hint on what to do."""

    def __init__(self, message: str, *, code: ExitCode, hint: str = "") -> None:
        """Take the sentence for the terminal, the exit code and an optional next step."""
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send it home."""
        return partial(Refusal, self.message, code=self.code, hint=self.hint), ()


class ProblemsFound(Exception):
    """The input holds mistakes; nothing is published. `problems` is sorted and has no notes."""

    def __init__(self, problems: Iterable[Problem], *, code: ExitCode = ExitCode.CONTENT) -> None:
        """Take the problems in any order; `code` is USAGE when they stand in the configuration."""
        self.problems = tuple(sorted(set(problems)))
        self.code = code
        super().__init__(f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send it home."""
        return partial(ProblemsFound, self.problems, code=self.code), ()
