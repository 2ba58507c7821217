"""Site -> Inputs: the stat keys of every file that a build depends on, and which of them are known from before."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from press.model.known_files import KnownFiles
from press.model.site import Site
from press.write.file_stamps import FileStamps, digest_of, file_stamps, is_trustworthy, stat_key
from press.write.store import Store

_STOCK, _STOCK_CHANGED = "stock", "stock changed"
# The folders of press/ that decide the output. Others, such as deploy/ and serve/, may change and no page is stale.
ENGINE_FOLDERS = ("build", "model", "pictures", "plan", "read", "related", "render", "search")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The stat keys of the files in content/, by their paths in it, and a digest of those of all other inputs.

    `trustworthy` are the paths in content/ whose next change must give another stat key; `is_trustworthy`: that holds
    for every input. `odd` are links, pipes and the like: that they are such can matter even where nothing uses them.
    """

    content: dict[str, str]
    other_inputs: str
    trustworthy: frozenset[str]
    is_trustworthy: bool
    odd: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """The digest of all inputs."""
        return digest_of({**self.content, "": self.other_inputs})


def scan_inputs(site: Site) -> Inputs:
    """Return the stat keys of every file that a build of `site` depends on. No file is read."""
    started_ns = time.time_ns()
    content_folder = os.path.realpath(site.root / "content")
    below_content = _with_linked(file_stamps(content_folder, follow=True), content_folder, site.root)
    content = below_content.files
    everything = {f"content/{path}": stamped for path, stamped in below_content.odd.items()}
    for number, folder in enumerate(site.layouts):
        below = file_stamps(os.path.realpath(folder)).files
        everything |= {f"layouts {number}/{path}": stamped for path, stamped in below.items()}
    for name in ENGINE_FOLDERS:
        engine = file_stamps(str(Path(__file__).parents[1] / name)).files
        everything |= {f"engine/{name}/{path}": key for path, key in engine.items() if not path.endswith(".pyc")}
    # Installing, upgrading or removing a package changes the folder that holds them all.
    lists = sorted(Path(site.config).parent.glob("*.csv"))  # of redirects: config.yaml names one
    places = [Path(site.config), *lists, *(Path(place) for place in sys.path if place.endswith("-packages"))]
    everything |= {str(place): stat_key(place.stat()) for place in places if place.exists()}
    trustworthy = frozenset(path for path, stamped in content.items() if is_trustworthy(stamped, started_ns))
    others_too = all(is_trustworthy(stamped, started_ns) for stamped in everything.values())
    # A link may lead to another folder now, whose files have the same stat keys; a folder may be named like a piece.
    other_inputs = digest_of(
        {**everything, "content": content_folder, "folders": "\n".join(sorted(below_content.folders))}
    )
    is_all_settled = others_too and len(trustworthy) == len(content)
    return Inputs(content, other_inputs, trustworthy, is_all_settled, frozenset(below_content.odd))


def _with_linked(below: FileStamps, top: str, root: PurePath) -> FileStamps:
    """Add the files of folders such as content/articles that are links: a build reads them through the link."""
    for name in [name for name in below.odd if "/" not in name]:
        real = os.path.realpath(f"{top}/{name}")
        if Path(real).is_dir() and Path(real).is_relative_to(os.path.realpath(root)):
            more = file_stamps(real, follow=True)
            for mine, theirs in ((below.files, more.files), (below.folders, more.folders), (below.odd, more.odd)):
                mine |= {f"{name}/{path}": stamped for path, stamped in theirs.items()}
    return below


def rescan_inputs(changed: Iterable[str], site: Site, before: Inputs) -> Inputs:
    """Return `before` with new stat keys of the `changed` files (absolute paths), or all inputs scanned again where
    one of these is new, gone, or outside content/.

    Files whose stat keys were not trustworthy are looked at again too.
    """
    started_ns = time.time_ns()
    top = str(site.root / "content")
    real = os.path.realpath(top)
    content, trustworthy = dict(before.content), set(before.trustworthy)
    young = (top + os.sep + path for path in content.keys() - trustworthy)
    for path in {*changed, *young}:
        below = path.removeprefix(top + os.sep)
        try:
            status = os.lstat(path)
        except OSError:
            return scan_inputs(site)
        is_plain = stat.S_ISREG(status.st_mode) and os.path.realpath(path) == f"{real}/{below}"
        is_known = below in content and below not in before.odd
        if not is_known or not is_plain or real != top:  # a link may lead elsewhere by now
            return scan_inputs(site)
        content[below] = stat_key(status)
        trustworthy.discard(below)
        if is_trustworthy(content[below], started_ns):
            trustworthy.add(below)
    is_all_settled = before.is_trustworthy and len(trustworthy) == len(content)
    return replace(before, content=content, trustworthy=frozenset(trustworthy), is_trustworthy=is_all_settled)


def known_files_of(site: Site, inputs: Inputs, store: Store) -> KnownFiles:
    """Return what the last build left in the store about the files of content/."""
    output = Path(site.output)
    kept = store.kept(output, _STOCK)
    known = {**json.loads(kept), **_stock_changed(output, store)} if kept else {}
    return KnownFiles(inputs.content, inputs.trustworthy, known)


def _stock_changed(output: Path, store: Store) -> Mapping[str, tuple[str, str]]:
    changed: Mapping[str, tuple[str, str]] = json.loads(store.kept(output, _STOCK_CHANGED) or b"{}")
    return changed


def encode_known_files(known_files: KnownFiles) -> Mapping[str, bytes]:
    """Return what a full build learnt of the files of content/, as values that the store keeps."""
    return {_STOCK: json.dumps(known_files.to_keep()).encode(), _STOCK_CHANGED: b"{}"}


def encode_changed_files(known_files: KnownFiles, output: Path, store: Store) -> Mapping[str, bytes]:
    """Return the same of a partial build, which read a few files: the store has all others."""
    changed = {**_stock_changed(output, store), **known_files.learnt_to_keep()}
    return {_STOCK_CHANGED: json.dumps(changed).encode()}
