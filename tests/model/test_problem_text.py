from __future__ import annotations

from press.model.problem import Place, Problem
from press.model.problem_text import format_problem


def test_place_message_source_and_hint() -> None:
    place = Place("content/articles/rent.md", 3, 1)
    problem = Problem(place, 'unknown key "tilte"', 'did you mean "title"?', "tilte: Rent caps")
    assert format_problem(problem) == (
        'content/articles/rent.md:3:1: unknown key "tilte"\n    3 | tilte: Rent caps\n  hint: did you mean "title"?'
    )


def test_what_is_not_known_is_left_out() -> None:
    assert format_problem(Problem(Place("a.md"), "the file vanished")) == "a.md: the file vanished"


def test_a_note_says_so() -> None:
    assert format_problem(Problem(Place("a.md", 2), "no alt text", is_note=True)) == "a.md:2: note: no alt text"


def test_no_file_can_write_on_the_screen() -> None:
    problem = Problem(Place("a\n\x1b[2J.md", 1, 1), "found \x07\u202e", "write \x9b", "\x00\x1b]0;x")
    shown = format_problem(problem)
    assert shown == (
        "a<U+000A><U+001B>[2J.md:1:1: found <U+0007><U+202E>\n    1 | <U+0000><U+001B>]0;x\n  hint: write <U+009B>"
    )
