"""No regular expression of press/ takes a time that grows faster than the text, whatever the text."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from tests.house.pumps import Used, patterns, pumped

SECONDS = 0.5  # for one pattern at one text: a hundred times what a linear one takes, a fraction of what others do
LENGTH = 20_000
# Pattern -> why its form may be slow: the text that it is given is short.
SHORT: Mapping[str, str] = {
    "press.read.markdown.words:_END": "looked for in the first 240 characters of a text",
    "press.read.markdown.words:_LAST_WORD": "looked for in 40 characters",
    "press.read.markdown.quotes:_LOOSE_SIGN": "the first match outside of a tag ends the search",
    "press.read.bylines:_BETWEEN": "given a name of at most 200 characters",
    "press.read.bylines:_PERHAPS": "given a name of at most 200 characters",
    "press.model.text_files:_PERHAPS": "given the name of a file, of at most 255 bytes",
    "press.read.schema.deploy:_BRANCH": "given to a function that matches it whole",
}


# The importers read an export once, on an editor's own machine; their patterns are not all linear yet.
IMPORTERS = "press.importing."


def names() -> Iterator[object]:
    """Yield the names of the patterns to be pumped; those of the importers may still fail."""
    for name in sorted(patterns().keys() - SHORT.keys()):
        marks = (
            (pytest.mark.xfail(reason="a form that is not linear yet", strict=False),)
            if name.startswith(IMPORTERS)
            else ()
        )
        yield pytest.param(name, marks=marks, id=name)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError where the processor takes longer."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def run(used: Used, text: str) -> None:
    if used.is_searched:
        for _ in used.pattern.finditer(text):
            pass
    else:
        used.pattern.match(text)
        used.pattern.fullmatch(text)


def seconds_of(used: Used, text: str) -> float:
    started = time.process_time()
    run(used, text)
    return time.process_time() - started


def test_all_patterns_are_found() -> None:
    assert len(patterns()) > 150
    assert SHORT.keys() <= patterns().keys()


@pytest.mark.parametrize("name", list(names()))
def test_a_pattern_is_linear_by_its_form(name: str) -> None:
    for text in pumped(patterns()[name].pattern, LENGTH):
        try:
            with limited(SECONDS):
                run(patterns()[name], text)
        except TimeoutError:
            pytest.fail(f"{patterns()[name].pattern.pattern!r} is slow at {text[:60]!r}…")


@pytest.mark.soak
@pytest.mark.parametrize("name", list(names()))
def test_twice_the_text_takes_at_most_three_times_as_long(name: str) -> None:
    for once, twice in zip(
        pumped(patterns()[name].pattern, LENGTH), pumped(patterns()[name].pattern, 2 * LENGTH), strict=True
    ):
        shorter = min(seconds_of(patterns()[name], once) for _ in range(3))
        longer = min(seconds_of(patterns()[name], twice) for _ in range(3))
        assert longer <= max(3 * shorter, 0.005)
