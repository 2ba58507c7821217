"""python -m tests.write.small_disk FOLDER CACHE: builds into FOLDER, a tmpfs, with ever more room; prints JSON.

For each try: how many bytes were free, the exit code, the message, and whether the site is what it should be
(unchanged when the code is not 0, else exactly the new one).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from press.model.problem import Refusal
from press.write.ledger import untouched
from press.write.publish import publish
from press.write.stage_output import open_stager
from press.write.store import open_store
from press.write.swap import recover
from tests.write.trees import build, contents, newspaper, pages, rendered, staged

STEP = 16_384


def main(folder: str, cache_folder: str) -> None:
    disk, cache = Path(folder), Path(cache_folder)
    site = disk / "site"
    build(site, cache, newspaper(1))
    tries = []
    for number in range(400):
        room(disk, number * STEP)
        before = contents(site)
        start = time.monotonic()
        code, message = attempt(site, cache)
        as_it_should = pages(site) == newspaper(2) if code == 0 else contents(site) == before
        seconds = time.monotonic() - start
        tries.append(
            {"free": number * STEP, "code": code, "message": message, "good": as_it_should, "seconds": seconds}
        )
        if code == 0:
            break
    print(json.dumps(tries))


def room(disk: Path, free: int) -> None:
    """Leave `free` bytes on the tmpfs."""
    status = os.statvfs(disk)
    used = (status.f_blocks - status.f_bfree) * status.f_frsize
    subprocess.run(["mount", "-o", f"remount,size={used + free}", str(disk)], check=True)


def attempt(site: Path, cache: Path) -> tuple[int, str]:
    try:
        with open_store(cache, "engine") as store:
            recover(site)
            for number in range(60):
                store.put(str(number), bytes([number]) * 8_000)
            ledger = store.ledger(site)
            same = untouched(site, ledger)
            wanted = rendered(newspaper(2))
            fresh = {r.output.path for r in wanted if r.output.path in same and ledger[r.output.path].key == r.key}
            stale = [r for r in wanted if r.output.path not in fresh]
            with open_stager(site) as stager:
                publish(staged(stale, stager), stager, fresh=fresh, store=store)
    except Refusal as refusal:
        return refusal.code, refusal.message
    return 0, ""


if __name__ == "__main__":
    main(*sys.argv[1:])
