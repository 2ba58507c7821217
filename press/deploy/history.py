"""Earlier builds at a store of objects: a list for each, and copies of what was replaced, named by their digests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from press.deploy.change import Change
from press.deploy.manifest import HISTORY, DeployManifest, deploy_manifest_bytes, parse_deploy_manifest
from press.deploy.store import WORKERS, ObjectStore


def list_of(build: str) -> str:
    """Return where the list of an earlier build's files stands."""
    return f"{HISTORY}{build}.json"


def save(store: ObjectStore, before: DeployManifest, change: Change, there: Collection[str]) -> frozenset[str]:
    """Copy what will be replaced or taken away, before anything is; return what was copied. `there`: every path."""
    if not before.build:
        return frozenset()
    going = {digest: p for p, digest in before.files.items() if p in there and change.files.get(p) != digest}
    going = {digest: path for digest, path in going.items() if _copy_of(digest) not in there}

    def copy(item: tuple[str, str]) -> str:
        digest, path = item
        if path in change.doubtful and store.digest_of(path) != digest:
            return ""  # replaced already, by a deployment that was cut off or by somebody else
        store.copy(path, _copy_of(digest), "")
        return _copy_of(digest)

    with ThreadPoolExecutor(WORKERS) as pool:
        saved = frozenset(filter(None, pool.map(copy, sorted(going.items()))))
    if before.build != change.build and list_of(before.build) not in there:
        store.write(
            list_of(before.build),
            deploy_manifest_bytes(DeployManifest(before.build, before.files, before.format)),
            None,
        )
    return saved


def sources(store: ObjectStore, live: DeployManifest, change: Change, there: Collection[str]) -> Mapping[str, str]:
    """Return digest -> path at which a file of that content lies, for what a change back needs; some may be lacking."""
    lying = {digest: path for path, digest in live.files.items() if path in there and path not in change.doubtful}
    lying |= {digest: _copy_of(digest) for digest in change.files.values() if _copy_of(digest) in there}
    for path in change.sent:  # what a deployment that was cut off may have left as it was
        if change.files[path] not in lying and store.digest_of(path) == change.files[path]:
            lying[change.files[path]] = path
    return lying


def drop(store: ObjectStore, kept: Sequence[str], there: Collection[str]) -> None:
    """Take away the builds that are older than those that can be brought back, and what only they need."""
    notes = {path for path in there if path.startswith(HISTORY)}
    wanted = {list_of(build) for build in kept}
    old = {path for path in notes if path.endswith(".json") and path not in wanted}
    if not old and kept:
        return
    for build in kept:
        found = store.read(list_of(build))
        manifest = parse_deploy_manifest(found[0]) if found else None
        wanted |= {_copy_of(digest) for digest in manifest.files.values()} if manifest else set()
    store.delete(sorted(notes - wanted))


def _copy_of(digest: str) -> str:
    return f"{HISTORY}{digest}"
