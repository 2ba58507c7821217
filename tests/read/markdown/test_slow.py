"""Texts that parsers are slow at end in a page or in one clear problem, in a build and in the preview's thread."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from press.model.body import NO_BODY
from press.read.markdown import BodyText, Converted, convert_body, convert_inline
from press.read.markdown.budget import SECONDS, Budget, TooSlow
from tests.read.markdown.slow import SLOW
from tests.read.markdown.test_convert import PLACE, assert_safe, rules

# A timer that rings in a callback of the collector (Hypothesis has one) is reported by Python, and rings again.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
TOO_SLOW = "the text took longer than {} s of CPU"
# Some thousand matches, each of which the library looks at from all sides.
HEAVY = "[^1] " * 20_000 + "\n\n[^1]: n"


# Processor time that is too short for HEAVY and enough for any other text here.
HURRIED = 0.2


def converted(text: str, seconds: float = SECONDS) -> Converted:
    return convert_body(BodyText(text, "content/articles/a.md", 5, "en"), rules(), seconds=seconds)


def hurried(text: str) -> Converted:
    return converted(text, HURRIED)


def timed(text: str) -> tuple[Converted, float]:
    started = time.thread_time()
    return converted(text), time.thread_time() - started


@pytest.mark.parametrize("name", SLOW)
def test_it_ends_in_time(name: str) -> None:
    result, seconds = timed(SLOW[name](20_000))
    assert seconds < SECONDS + 1
    assert_safe(result.parts)
    assert result.parts or result.problems or not result.plain


@pytest.mark.soak
@pytest.mark.parametrize("name", SLOW)
def test_it_ends_in_time_at_any_length(name: str) -> None:
    _, seconds = timed(SLOW[name](1_500_000))
    assert seconds < SECONDS + 2  # nh3 finishes what it has begun


@pytest.mark.soak
@pytest.mark.parametrize("name", SLOW)
def test_it_ends_in_time_in_a_thread(name: str) -> None:
    with ThreadPoolExecutor(1) as preview:
        _, seconds = preview.submit(timed, SLOW[name](200_000)).result()
    assert seconds < SECONDS + 1


def test_a_text_that_takes_too_long_is_a_problem_and_nothing_else() -> None:
    result = hurried("\n" + HEAVY)
    assert (result.body, result.parts) == (NO_BODY, ())
    assert [(str(found.place), found.message) for found in result.problems] == [
        ("content/articles/a.md:6:1", TOO_SLOW.format(HURRIED))
    ]


def test_in_a_thread_it_is_the_same_problem() -> None:
    with ThreadPoolExecutor(1) as preview:
        assert preview.submit(hurried, "\n" + HEAVY).result() == hurried("\n" + HEAVY)


def test_the_next_text_is_read_as_if_nothing_had_happened() -> None:
    text = "One *two*.[^1]\n\n- three\n\n[^1]: N."
    alone = converted(text)
    assert hurried(HEAVY).problems
    assert converted(text) == alone


def test_a_line_of_front_matter_has_its_time_too() -> None:
    text = "[a](b) " * 200_000
    rich, problems = convert_inline(text, place=PLACE, excerpt="x", lang="en", rules=rules(), seconds=HURRIED)
    assert (rich.html, [(found.place, found.message) for found in problems]) == (
        "",
        [(PLACE, TOO_SLOW.format(HURRIED))],
    )


def test_the_clock_ends_what_the_processor_has_no_time_for() -> None:
    def wait(budget: Budget) -> None:
        with budget.of_one_text():
            for _ in range(1_000):
                time.sleep(0.005)
                budget.check()

    with ThreadPoolExecutor(1) as preview, pytest.raises(TooSlow, match=r"longer than 0.05 s$"):
        preview.submit(wait, Budget(longest=0.05)).result()
