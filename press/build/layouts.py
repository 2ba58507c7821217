"""layouts/ -> the text of each layout; and all of them examined by a process beside this one, as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from press.model.problem import Problem, ProblemsFound
from press.model.site import Site
from press.parallel.background import background_process
from press.parallel.pool import can_fork
from press.read.decoding import plain_text
from press.read.folder import read_layers
from press.read.source import Source

# Gives what a process makes of all layouts; None where there is none, or it has something to say of them.
Examined = Callable[[], bytes | None]


@contextmanager
def layouts_beside(site: Site, *, wanted: bool = True) -> Iterator[Examined]:
    """Have all layouts examined, if `wanted`, while this process is busy with what no other can do for it."""
    if not wanted or site.jobs < 2 or not can_fork():
        yield not_beside
        return
    with background_process(partial(_examined, site)) as wait:
        yield wait


def not_beside() -> None:
    """Say that nobody examined the layouts."""


def _examined(site: Site) -> Iterator[bytes]:
    from press.render.layouts import load_layouts, packed_layouts  # late: by the process that needs it

    yield packed_layouts(load_layouts(layout_texts(read_layers(site.layouts)), {}))


def layout_texts(layers: Mapping[str, Source]) -> Mapping[str, str]:
    """Return the layouts among the files of layouts/. Raises ProblemsFound where one, or a style, is no text."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, source in layers.items():
        if _is_layout(name) or name.endswith(".css"):
            try:
                texts[name] = plain_text(source.path, source.data)
            except ProblemsFound as found:
                problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return {name: text for name, text in texts.items() if _is_layout(name)}


def _is_layout(name: str) -> bool:
    return not name.startswith(("assets/", "strings/"))
