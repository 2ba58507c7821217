"""How this program was called: its name in messages, and the command in hints."""

from __future__ import annotations

import sys
from pathlib import PurePath

from press.model.problem_text import COMMAND

# What was typed, by the end of the path of the file that Python was given.
_TYPED = {("press",): "press", ("press.exe",): "press", ("press", "__main__.py"): "python -m press"}


def typed_command() -> str:
    """Return the words before a command's name, as they were typed: `press`, or `python build.py` and the like."""
    parts = PurePath(sys.argv[0]).parts
    return _TYPED.get(parts[-1:]) or _TYPED.get(parts[-2:], COMMAND)


def program_name() -> str:
    """Return the program's name at the beginning of a message: `press` or `build.py`."""
    return "build.py" if typed_command() == COMMAND else "press"
