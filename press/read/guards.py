"""Words that show a piece to be unfinished -> problems, so that nobody publishes them by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.read.yaml.positions import Fault

_UNFINISHED = re.compile(r"(?<![\w/])(?:(?:TK)+(?![\w/])|DO NOT PUBLISH(?!\w)|\[\[NOTE(?!\w))")
_FILLER = re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)
_ALLOW = "guards: false"


def may_be_unfinished(text: str) -> bool:
    """Whether a sign of an unfinished text may stand in `text`: a quick look, which nearly always says no.

    Fixed words are found much sooner than what may stand around them, a single letter sooner than two, and a word of
    rare letters sooner than another.
    """
    is_marked = ("K" in text and "TK" in text) or "DO NOT PUBLISH" in text or "[[NOTE" in text
    return is_marked or "ipsum" in text.lower()


def unfinished(text: str, *, first_line: int, first_column: int = 1) -> Iterator[tuple[Fault, str, bool]]:
    """Give (fault, source line, is a note) for each sign of an unfinished text.

    `first_line`, `first_column`: where `text` begins in its file. TK ("to come") counts as a whole word and in
    capitals only.
    """
    if not may_be_unfinished(text):
        return
    for number, line in enumerate(text.split("\n")):
        left = first_column if number == 0 else 1
        for match in _UNFINISHED.finditer(line):
            message = f'"{match[0]}" says that the piece is not finished'
            hint = f"finish it, or write draft: true; {_ALLOW} lets it stand"
            yield Fault(number + first_line, match.start() + left, message, hint), line, False
        for match in _FILLER.finditer(line):
            hint = f"{_ALLOW} ends this note"
            yield Fault(number + first_line, match.start() + left, f'"{match[0]}" is filler', hint), line, True
