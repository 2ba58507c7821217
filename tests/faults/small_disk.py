"""python -m tests.faults.small_disk FOLDER COUNT: builds FOLDER/section onto a disk with ever more room; prints JSON.

In a mount namespace of its own. A first build has all the room it needs; then the disk is left 16 KB more at each try
of a rebuild, COUNT times, and at last enough. For each try: exit code, words, seconds, and whether the site is as it
was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.command import run
from tests.sites import digests

STEP = 16_384
LARGE = 1 << 30


def main(folder: Path, count: int) -> None:
    disk, root = folder / "disk", folder / "section"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={LARGE}", "tmpfs", str(disk)], check=True)
    site = disk / "site"
    first = run(root, "build", "--output", str(site))
    assert first.returncode == 0, first.stderr
    for file in (root / "content/articles").iterdir():
        file.write_text(file.read_text().replace("A dek.", "Another dek."))
    tries = []
    for number in range(count + 1):
        status = os.statvfs(disk)
        used = (status.f_blocks - status.f_bfree) * status.f_frsize
        # All of a rebuild's pages take more than a megabyte; the last try has all the room there is.
        free = number * STEP if count <= 60 else number * STEP // 2
        size = LARGE if number == count else used + free
        subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
        before, started = digests(site), time.monotonic()
        done = run(root, "build", "--output", str(site))
        seconds = time.monotonic() - started
        same = digests(site) == before
        tries.append({"code": done.returncode, "said": done.stderr, "same": same, "seconds": seconds})
    print(json.dumps(tries))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
