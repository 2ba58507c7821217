"""python -m tests.write.runner OUTPUT CACHE VERSION [STEP]: builds a newspaper in a process that can be killed.

It says "ready" before it begins and what it did at its end; at STEP it dies on the spot, as by a kill -9.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from press.model.problem import Refusal
from tests.write.trees import build, newspaper


def main(output: str, cache: str, version: str, fatal: str = "") -> None:
    def steps(step: str) -> None:
        if step == fatal:
            os._exit(9)

    print("ready", flush=True)
    try:
        done = build(Path(output), Path(cache), newspaper(int(version)), steps)
    except Refusal as refusal:
        print(f"refused {refusal.code}: {refusal.message}", flush=True)
        sys.exit(refusal.code)
    print(f"written {done.written} signal {done.signal}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
