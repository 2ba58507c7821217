from __future__ import annotations

import pytest

from press.read.guards import unfinished


def found_in(text: str) -> list[tuple[int, int, str, bool]]:
    return [(fault.line, fault.column, fault.message, is_note) for fault, _, is_note in unfinished(text, first_line=7)]


@pytest.mark.parametrize("text", ["TK", "It costs TK euros.", "[TK] said so.", "TKTK", "Say more. TK.", "TK percent"])
def test_a_place_to_be_filled_is_a_problem(text: str) -> None:
    assert [is_note for *_, is_note in found_in(text)] == [False]


@pytest.mark.parametrize(
    "text",
    ["Written by TK Rao.", "J. TK Maxx opened.", "In [EN], [TK] and [RU].", "[TK](https://example.org/tk)", "a TKO"],
)
def test_initials_and_codes_of_languages_are_none(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("A {{< youtube abc >}}", 3, '"{{< youtube" is of another system and is shown as it stands'),
        ("{% image a %} {{ b.c }}", 1, '"{% image" is of another system and is shown as it stands, and so is 1 more'),
        (
            '[caption id="a"]W[/caption]',
            1,
            '"[caption" is of another system and is shown as it stands, and so is 1 more',
        ),
        ("{{<embed/x>}}", 1, '"{{<embed" is of another system and is shown as it stands'),
        ("x [gallery]", 3, '"[gallery" is of another system and is shown as it stands'),
        ("it\u00e2\u20ac\u2122s", 3, '"\u00e2\u20ac\u2122" looks like text in a wrong encoding'),
    ],
)
def test_leftovers_of_other_systems_are_notes(text: str, column: int, message: str) -> None:
    assert found_in("\n" + text) == [(8, column, message, True)]


@pytest.mark.parametrize(
    "text", ["`{{< youtube abc >}}`", "```\n{% raw %}\n```", "[captions] and {author}", "Ã la carte"]
)
def test_code_and_other_words_are_none(text: str) -> None:
    assert found_in(text) == []
