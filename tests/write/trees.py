"""A site's files as a dict -> a whole build of them, and back: what stands in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from press.model.digest import digest_bytes
from press.model.manifest import MANIFEST, STAGING
from press.model.page import Order, Output, Rendered
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.publish import Published, publish
from press.write.stage_output import OutputStager, StagedOutput, open_stager
from press.write.store import open_store
from press.write.swap import Steps, no_step, recover

ORDERS = {".css": Order.ASSET, ".xml": Order.INDEX}


def rendered(tree: Mapping[str, bytes]) -> list[Rendered]:
    """Each file as an output; the parts are as long as real ones."""
    return [
        Rendered(
            Output(path, data, ORDERS.get(Path(path).suffix, Order.PAGE)),
            key=digest_bytes(data),
            parts=(("piece", digest_bytes(data)), ("latest", digest_bytes(b"latest"))),
        )
        for path, data in tree.items()
    ]


def staged(outputs: Iterable[Rendered], stager: OutputStager, steps: Steps = no_step) -> Iterator[StagedOutput]:
    """Stage outputs as a build does; a step follows each one that differs from what is published."""
    number = 0
    for output in outputs:
        yield (made := stager.put(output))
        if made.staged:
            number += 1
            steps(f"stage {number}")


def build(output: Path, cache: Path, tree: Mapping[str, bytes], steps: Steps = no_step) -> Published:
    """A build as the pipeline does it, without the reading and rendering."""
    with output_lock(output, cache), open_store(cache, "engine") as store:
        recover(output)
        ledger = store.ledger(output)
        same = untouched(output, ledger)
        wanted = rendered(tree)
        fresh = {r.output.path for r in wanted if r.output.path in same and ledger[r.output.path].key == r.key}
        stale = [r for r in wanted if r.output.path not in fresh]
        with open_stager(output) as stager:
            return publish(staged(stale, stager, steps), stager, fresh=fresh, store=store, steps=steps)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes, and every empty folder (with a slash, no bytes)."""
    found: dict[str, bytes] = {}
    for here, folders, names in os.walk(folder):
        for name in names:
            file = Path(here, name)
            data = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
            found[str(file.relative_to(folder))] = data
        if not folders and not names and Path(here) != folder:
            found[f"{Path(here).relative_to(folder)}/"] = b""
    return found


def pages(folder: Path) -> dict[str, bytes]:
    """`contents` as a visitor can ask for them: without seal and staging folder."""
    return {
        path: data
        for path, data in contents(folder).items()
        if path != MANIFEST and not path.startswith(f"{STAGING}/") and not path.endswith("/")
    }


def newspaper(version: int, size: int = 200) -> dict[str, bytes]:
    """A site of about `size` files: half of them differ from version to version, some come and go."""
    word = f"version {version} ".encode()
    tree = {"assets/style.css": word, "index.html": word * 50, "feed.xml": word * 90, "404.html": b"not found"}
    for number in range(size // 2):
        tree[f"pieces/{number}/index.html"] = word * (number * 10 + 1)
        tree[f"old/{number}/index.html"] = b"always the same\n" * (number + 1)
    for number in range(version * 5, version * 5 + 10):
        tree[f"news/{number}/index.html"] = b"here for a while"
    # A name that is a file in one version and a folder in the next.
    tree["turn" if version % 2 else "turn/page/index.html"] = word
    tree["back/index.html" if version % 2 else "back"] = word
    return tree
