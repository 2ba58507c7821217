"""Site -> Built, at once, where nothing has changed since the last build: nothing heavy is imported, no file is read.

This stands above all pages' keys: what the last build printed holds as long as all its inputs and outputs have the
stamps that it saw, the request is the same, and no embargo, expiry or anniversary has passed.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from press.build.inputs import Inputs, scan_inputs
from press.model.built import Built
from press.model.problem import Place, Problem
from press.model.site import Site
from press.parallel.aside import aside
from press.write.file_stamps import digest_of, stat_keys_again
from press.write.guard import check_contents, check_output
from press.write.journal import has_journal
from press.write.lock import output_lock
from press.write.store import Store, open_store

_NAME, _OUTPUTS = "standing", "outputs"
_TIMES = ("next_due", "valid_until")
_MANY = 2_000  # from so many files and folders of the output on, a process of its own looks at them
_Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last build said, the digests of all that it was made from, and its program's own (`engine`).

    `outputs` are the stamps of all files and folders of the output, which is as that build left it.
    """

    inputs: str
    other_inputs: str
    engine: str
    outputs: Mapping[str, str]
    built: Built


@dataclass(frozen=True, slots=True)
class InputCheck:
    """What one look at all files has shown. It holds while the output's lock is held, as does the store.

    `inputs` have the digest `digest`, those of the last build had `before` ("": it was asked for something else).
    `wait` gives that build, where its output stands as it left it. `started`: when the look began, by the clock that
    only counts on.
    """

    site: Site
    store: Store
    inputs: Inputs
    digest: str
    before: str
    wait: Callable[[], LastBuild | None]
    started: float

    @property
    def standing(self) -> Built | None:
        """What the last build would say again; None where something may have changed."""
        last = self.wait() if self.before == self.digest else None
        return replace(last.built, seconds=time.perf_counter() - self.started) if last else None


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Leave garbage in circles where it is until the block ends.

    Nearly all that a build makes lives as long as it does, and the collector would walk through it again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def checked_inputs(site: Site) -> Iterator[InputCheck]:
    """Hold the output and the store for the block, and look at every file that a build of `site` reads or has written.

    Raises Refusal for an output folder that may not be one or is being built; `InputCheck.wait` may raise it too.
    """
    started = time.perf_counter()
    output, cache = Path(site.output), Path(site.cache)
    is_known = not site.clean and (cache / "press.sqlite").is_file()
    check_output(site, whole=not is_known)
    with output_lock(output, cache), open_store(cache, "") as store:
        record = _record(site, store) if is_known else None
        stand = _stand_later(site, record, store) if record else None

        @lru_cache(maxsize=1)
        def wait() -> LastBuild | None:
            last = stand() if stand else None
            if is_known and last is None:
                check_contents(site)
            return last

        inputs = scan_inputs(site)
        yield InputCheck(site, store, inputs, inputs.digest, record["inputs"] if record else "", wait, started)


def last_build(site: Site, store: Store) -> LastBuild | None:
    """Return the last build, if it was asked for the same, still holds, and its files are as it left them."""
    record = _record(site, store)
    return _stand_later(site, record, store)() if record else None


def _record(site: Site, store: Store) -> _Record | None:
    """What is kept of the last build, if it was asked for the same and still holds."""
    kept = store.kept(Path(site.output), _NAME)
    record: _Record | None = json.loads(kept) if kept else None
    if record is None or not Path(site.output).is_dir() or has_journal(Path(site.output)):
        return None
    is_in_time = record["from"] <= _seconds(site.now) < record["until"]
    return record if is_in_time and record["request"] == _request(site) else None


def _stand_later(site: Site, record: _Record, store: Store) -> Callable[[], LastBuild | None]:
    """Begin to look whether the files of the last build are as it left them, and return what waits for the answer."""
    names = (store.kept(Path(site.output), _OUTPUTS) or b"").decode("utf-8", "surrogateescape").split("\0")
    look = partial(stat_keys_again, os.path.realpath(site.output), names)
    looked = aside(look) if len(names) > _MANY else look

    def stand() -> LastBuild | None:
        outputs = dict(zip(names, looked().decode("ascii").split("\n"), strict=False))
        if record["outputs"] != digest_of(outputs):
            return None
        said = dict(record["built"])
        notes = tuple(Problem(Place(**note.pop("place")), **note) for note in said.pop("notes"))
        times = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in _TIMES}
        built = Built(**{**said, **times, "foreign": tuple(said["foreign"]), "notes": notes})
        return LastBuild(record["inputs"], record["around"], record["engine"], outputs, built)

    return stand


def remember(look: InputCheck, built: Built, outputs: Mapping[str, str]) -> None:
    """Keep what a build said, for as long as nothing changes.

    `outputs`: the stamps of all files and folders of the output, none when one may change unnoticed.
    """
    site, store, inputs = look.site, look.store, look.inputs
    if not (inputs.is_trustworthy and outputs):
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
        "inputs": look.digest,
        "around": inputs.other_inputs,
        "engine": store.engine,
        "outputs": digest_of(outputs),
        "built": said,
    }
    last = look.wait()
    if not last or last.outputs.keys() != outputs.keys():
        names = "\0".join(outputs).encode("utf-8", "surrogateescape")
        store.keep(Path(site.output), {_OUTPUTS: names})
    store.keep(Path(site.output), {_NAME: json.dumps(record).encode()})


def _request(site: Site) -> list[object]:
    """What was asked for, as far as it decides what is published and what is said."""
    places = [str(place) for place in (site.root, site.config, *site.layouts)]
    return [*places, site.base_url, site.drafts, site.originals, site.strict, sys.version]


def _seconds(moment: datetime) -> float:
    return moment.timestamp()
