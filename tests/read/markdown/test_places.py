from __future__ import annotations

from press.model.problem import Place
from press.read.markdown.places import Places

TEXT = "One [a](x.md).\n`x.md`\n\n```\nx.md\n```\nTwo [b](x.md) and [c](a%20b.md)."


def test_searches_go_on_where_the_last_ended_and_pass_over_code() -> None:
    places = Places(TEXT, "content/articles/p.md", 10)
    assert places.find("x.md") == (Place("content/articles/p.md", 10, 9), "One [a](x.md).")
    assert places.find("x.md")[0] == Place("content/articles/p.md", 16, 9)
    assert places.find("x.md")[0].line == 10


def test_what_is_written_in_another_spelling_is_found() -> None:
    assert Places("a &amp; b", "p.md", 1).find("a & b")[0] == Place("p.md", 1, 1)
    assert Places("see a b.md", "p.md", 1).find("a%20b.md")[0] == Place("p.md", 1, 5)


def test_what_is_not_there_stands_on_the_first_line_of_the_text() -> None:
    assert Places("\n\nOne.", "p.md", 5).find("gone") == (Place("p.md", 7, 1), "One.")
    assert Places("", "p.md", 5).find("gone") == (Place("p.md", 5, 1), "")


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    place, excerpt = Places("a" * 500 + " here " + "b" * 500, "p.md", 1).find("here")
    assert place.column == 502
    assert "here" in excerpt
    assert excerpt.startswith("…a")
    assert excerpt.endswith("b…")
    assert len(excerpt) < 170
