"""Site -> Built, at once, where nothing has changed since the last build: nothing heavy is imported, no file is read.

This stands above all pages' keys: what the last build printed holds as long as all its inputs and outputs have the
stamps that it saw, the request is the same, and no embargo, expiry or anniversary has passed.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from press.model.built import Built
from press.model.problem import Place, Problem
from press.model.site import Site
from press.model.stock import Stock
from press.write.guard import check_contents, check_output
from press.write.intents import has_intents
from press.write.inventory import digest_of, inventory, is_settled, looked_again, stamp
from press.write.lock import output_lock
from press.write.store import Store, open_store

_NAME, _STOCK, _STOCK_CHANGED = "standing", "stock", "stock changed"
_OUTPUTS = "outputs"
_TIMES = ("next_due", "valid_until")


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build depends on, by stamps: of the files of content/ (paths in it), and a digest of all others.

    `settled` are the paths in content/ whose next change must show in the stamp; `is_settled`: all files are such.
    """

    content: dict[str, str]
    around: str
    settled: frozenset[str]
    is_settled: bool

    @property
    def digest(self) -> str:
        """The digest of everything."""
        return digest_of({**self.content, "": self.around})


def take_stock(site: Site) -> Inputs:
    """Look at every file that a build of `site` depends on, and read none."""
    started_ns = time.time_ns()
    content_folder = os.path.realpath(site.root / "content")
    below_content = inventory(content_folder, follow=True)
    content = below_content.files
    everything: dict[str, str] = {}
    for number, folder in enumerate(site.layouts):
        below = inventory(os.path.realpath(folder)).files
        everything |= {f"layouts {number}/{path}": stamped for path, stamped in below.items()}
    engine = inventory(str(Path(__file__).parent)).files
    everything |= {f"engine/{path}": stamped for path, stamped in engine.items() if path.endswith(".py")}
    # Installing, upgrading or removing a package changes the folder that holds them all.
    places = [Path(site.config), *(Path(place) for place in sys.path if place.endswith("-packages"))]
    everything |= {str(place): stamp(place.stat()) for place in places if place.exists()}
    settled = frozenset(path for path, stamped in content.items() if is_settled(stamped, started_ns))
    others_too = all(is_settled(stamped, started_ns) for stamped in everything.values())
    # A link may lead to another folder now, where files look the same; and a folder may bear the name of a piece.
    around = digest_of({**everything, "content": content_folder, "folders": "\n".join(sorted(below_content.folders))})
    return Inputs(content, around, settled, others_too and len(settled) == len(content))


def take_stock_at(changed: Iterable[str], site: Site, before: Inputs) -> Inputs:
    """Return `before` brought up to date at files of content/ (absolute paths); where others are named, look at all."""
    started_ns = time.time_ns()
    top = str(site.root / "content")
    real = os.path.realpath(top)
    content, settled = dict(before.content), set(before.settled)
    for path in changed:
        below = path.removeprefix(top + os.sep)
        try:
            status = os.lstat(path)
        except OSError:
            return take_stock(site)
        is_plain = stat.S_ISREG(status.st_mode) and os.path.realpath(path) == f"{real}/{below}"
        if below not in content or not is_plain or real != top:  # a link on the way may lead elsewhere by now
            return take_stock(site)
        content[below] = stamp(status)
        settled.discard(below)
        if is_settled(content[below], started_ns):
            settled.add(below)
    return Inputs(content, before.around, frozenset(settled), before.is_settled and len(settled) == len(content))


def stock_of(site: Site, inputs: Inputs, store: Store) -> Stock:
    """Return what is known of the files of content/ without reading them."""
    output = Path(site.output)
    kept = store.kept(output, _STOCK)
    known = {**json.loads(kept), **_stock_changed(output, store)} if kept else {}
    return Stock(inputs.content, inputs.settled, known)


def _stock_changed(output: Path, store: Store) -> Mapping[str, tuple[str, str]]:
    changed: Mapping[str, tuple[str, str]] = json.loads(store.kept(output, _STOCK_CHANGED) or b"{}")
    return changed


@dataclass(frozen=True, slots=True)
class Stand:
    """What the last build said, the digests of all that it was made from, and its program's own (`engine`).

    `outputs` are the stamps of all files and folders of the output, which is as that build left it.
    """

    inputs: str
    around: str
    engine: str
    outputs: Mapping[str, str]
    built: Built


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at all files has shown. It holds while the output's lock is held, as does the store.

    `last` is the last build, where its request was the same and its output stands as it left it. `started`: when the
    look began, by the clock that only counts on.
    """

    site: Site
    store: Store
    inputs: Inputs
    last: Stand | None
    started: float

    @property
    def standing(self) -> Built | None:
        """What the last build would say again; None where something may have changed."""
        if self.last is None or self.last.inputs != self.inputs.digest:
            return None
        return replace(self.last.built, seconds=time.perf_counter() - self.started)


@contextmanager
def looked_at(site: Site) -> Iterator[Look]:
    """Hold the output and the store for the block, and look at every file that a build of `site` reads or has written.

    Raises Refusal for an output folder that may not be one or is being built.
    """
    started = time.perf_counter()
    output, cache = Path(site.output), Path(site.cache)
    is_known = not site.clean and (cache / "press.sqlite").is_file()
    check_output(site, whole=not is_known)
    with output_lock(output, cache), open_store(cache, "") as store:
        last = last_stand(site, store) if is_known else None
        if is_known and last is None:
            check_contents(site)
        yield Look(site, store, take_stock(site), last, started)


def last_stand(site: Site, store: Store) -> Stand | None:
    """Return the last build, if it was asked for the same, still holds, and its files are as it left them."""
    output = Path(site.output)
    kept = store.kept(output, _NAME)
    record = json.loads(kept) if kept else None
    if record is None or not output.is_dir() or has_intents(output):
        return None
    if record["request"] != _request(site) or not record["from"] <= _seconds(site.now) < record["until"]:
        return None
    names = (store.kept(output, _OUTPUTS) or b"").decode("utf-8", "surrogateescape").split("\0")
    outputs = looked_again(os.path.realpath(output), names)
    if record["outputs"] != digest_of(outputs):
        return None
    said = record["built"]
    notes = tuple(Problem(Place(**note.pop("place")), **note) for note in said.pop("notes"))
    times = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in _TIMES}
    built = Built(**{**said, **times, "foreign": tuple(said["foreign"]), "notes": notes})
    return Stand(record["inputs"], record["around"], record["engine"], outputs, built)


def keep_stock(site: Site, stock: Stock, store: Store) -> None:
    """Keep what a build learnt of the files of content/."""
    kept = {_STOCK: json.dumps(stock.to_keep()).encode(), _STOCK_CHANGED: b"{}"}
    store.keep(Path(site.output), kept)


def keep_stock_changed(site: Site, stock: Stock, store: Store) -> None:
    """Keep what a build learnt that read a few files: all others stand as they are kept."""
    output = Path(site.output)
    changed = {**_stock_changed(output, store), **stock.learnt_to_keep()}
    store.keep(output, {_STOCK_CHANGED: json.dumps(changed).encode()})


def remember(look: Look, built: Built, outputs: Mapping[str, str]) -> None:
    """Keep what a build said, for as long as nothing changes.

    `outputs`: the stamps of all files and folders of the output, none when one may change unnoticed.
    """
    site, store, inputs = look.site, look.store, look.inputs
    if not (inputs.is_settled and outputs):
        store.keep(Path(site.output), {_NAME: b"null"})
        return
    times = {name: getattr(built, name) for name in _TIMES}
    said = {
        "pages": built.pages,
        "articles": built.articles,
        "scheduled": built.scheduled,
        "foreign": built.foreign,
        "base": built.base,
        "notes": [asdict(note) for note in built.notes],
        **{name: moment.isoformat() if moment else None for name, moment in times.items()},
    }
    record = {
        "request": _request(site),
        "from": _seconds(site.now),
        "until": _seconds(built.valid_until) if built.valid_until else 1e18,
        "inputs": inputs.digest,
        "around": inputs.around,
        "engine": store.engine,
        "outputs": digest_of(outputs),
        "built": said,
    }
    if not look.last or look.last.outputs.keys() != outputs.keys():
        names = "\0".join(outputs).encode("utf-8", "surrogateescape")
        store.keep(Path(site.output), {_OUTPUTS: names})
    store.keep(Path(site.output), {_NAME: json.dumps(record).encode()})


def _request(site: Site) -> list[object]:
    """What was asked for, as far as it decides what is published and what is said."""
    places = [str(place) for place in (site.root, site.config, *site.layouts)]
    return [*places, site.base_url, site.drafts, site.originals, site.strict, sys.version]


def _seconds(moment: datetime) -> float:
    return moment.timestamp()
