"""`python -m press` is the command `press`."""

from __future__ import annotations

import sys

from press.cli import main

if __name__ == "__main__":  # worker processes may import this module again, and must not run a command
    sys.exit(main())
