"""The front page: chosen by the house, or by an editor in config.yaml."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from press.model.problem import ProblemsFound
from press.model.problem_text import format_problem
from tests.dom import all_words, by_class, tree, words
from tests.sites import CONFIG, article, build_at, write_site

SPONSOR = "{name: Harbour Bank}"
# Newest first; the titles are the words of the file names.
PIECES = {
    "2026-11-19-bread": {"kind": "op-ed", "authors": "[Mira Oaks]", "topics": "[Food]"},
    "2026-11-18-board-two": {"kind": "editorial"},
    "2026-11-17-board-one": {"kind": "editorial"},
    "2026-11-16-paid": {"kind": "sponsored", "sponsor": SPONSOR, "topics": "[Food]"},
    "2026-11-15-slow-two": {"kind": "column", "column": "Slow Lane", "authors": "[Nora]"},
    "2026-11-14-slow-one": {"kind": "column", "column": "Slow Lane", "authors": "[Nora]"},
    "2026-11-13-tide": {"kind": "column", "column": "Tidewater", "authors": "[Tom]"},
    "2026-11-12-rent": {"kind": "op-ed", "authors": "[Mira Oaks]", "topics": "[Homes]", "lead": "true"},
    "2026-11-11-sum": {"kind": "analysis", "topics": "[Homes]"},
    "2026-11-10-how": {"kind": "explainer"},
    "2026-11-09-roof": {"kind": "op-ed", "authors": "[Mira Oaks]", "topics": "[Homes]"},
    "2026-11-08-soup": {"kind": "op-ed", "authors": "[Mira Oaks]", "topics": "[Food]"},
    "2026-11-07-wall": {"kind": "op-ed", "authors": "[Mira Oaks]"},
    "2026-11-06-withdrawn": {
        "kind": "op-ed",
        "authors": "[Mira Oaks]",
        "corrections": "[{date: 2026-11-07, type: retraction, text: Gone.}]",
    },
    "2026-11-05-tram": {"kind": "op-ed", "authors": "[Mira Oaks]", "topics": "[Homes]"},
}


def title_of(stem: str) -> str:
    return stem[11:].replace("-", " ").capitalize()


def front_of(root: Path, front: str = "", **more: str) -> Element:
    texts = PIECES | {stem: {"draft": "true"} for stem in more.get("drafts", "").split()}
    files = "".join(
        f"-- content/articles/{stem}.md --\n{article(title_of(stem), stem[:10], **keys)}"
        for stem, keys in texts.items()
    )
    write_site(root, f"-- config.yaml --\n{CONFIG}{front}\n{files}")
    build_at(root)
    return tree(root / "site/index.html")


def sections(page: Element) -> dict[str, list[str]]:
    """The front page as its headings say: each section with the pieces below it, from the top."""
    found: dict[str, list[str]] = {}
    inside = ""
    main = page.find(".//main")
    assert main is not None
    places = dict.fromkeys(by_class(main, "teaser-lead"), "lead") | dict.fromkeys(by_class(main, "beside"), "beside")
    for element in main.iter():
        inside = places.get(element, inside)
        if element.tag == "h2" and "title" in element.get("class", "") and "teaser" not in element.get("class", ""):
            inside = words(element)
        elif "teaser-title" in element.get("class", ""):
            found.setdefault(inside, []).append(words(element))
    return found


def test_the_house_shows_a_lead_voices_kinds_the_latest_and_topics(tmp_path: Path) -> None:
    shown = sections(front_of(tmp_path, "front: {latest: 2, section_size: 2}"))
    assert shown["lead"] == ["Rent"]  # it says lead: true; else the newest would stand here
    assert shown["beside"] == ["Bread", "Roof", "Soup"]
    assert shown["Editorial"] == ["Board two"]
    assert shown["Columnists"] == ["Slow two", "Tide"]
    assert (shown["Analysis"], shown["Explainer"]) == (["Sum"], ["How"])
    assert shown["Latest"] == ["Board one", "Slow one"]
    assert shown["Homes"] == ["Tram"]
    assert list(shown)[-2:] == ["Latest", "Homes"]


def test_no_piece_stands_twice_and_paid_and_withdrawn_ones_not_at_all(tmp_path: Path) -> None:
    shown = [title for titles in sections(front_of(tmp_path)).values() for title in titles]
    assert len(shown) == len(set(shown))
    assert set(shown) == {title_of(stem) for stem in PIECES} - {"Paid", "Withdrawn"}


def test_an_editor_chooses_sections_their_order_and_their_size(tmp_path: Path) -> None:
    front = """front:
  lead: 2026-11-09-roof
  pins: [soup, 2026-11-11-sum]
  beside: 2
  sections:
    - show: homes
      count: 1
      title: A roof over one's head
    - columnists
    - {title: Chosen by hand, pieces: [2026-11-07-wall, 2026-11-10-how]}
    - {show: latest, count: 2}
    - {show: editorial, count: 2}
"""
    page = front_of(tmp_path, front)
    assert list(sections(page).items()) == [
        ("lead", ["Roof"]),
        ("beside", ["Soup", "Sum"]),
        ("A roof over one's head", ["Rent"]),
        ("Columnists", ["Slow two", "Tide"]),
        ("Chosen by hand", ["Wall", "How"]),
        ("Latest", ["Bread", "Slow one"]),
        ("Editorial", ["Board two", "Board one"]),
    ]


def test_what_is_named_below_is_not_taken_above(tmp_path: Path) -> None:
    front = "front: {beside: 0, sections: [latest, {show: homes, pieces: [bread]}]}"
    shown = sections(front_of(tmp_path, front))
    assert shown["Homes"][0] == "Bread"
    assert "Bread" not in shown["Latest"]


def test_paid_content_stands_there_when_it_is_asked_for_and_says_so(tmp_path: Path) -> None:
    page = front_of(tmp_path, "front: {sections: [{show: sponsored, title: Our partners}]}")
    assert sections(page)["Our partners"] == ["Paid"]
    assert all_words(page, ".//*[@class='label label-paid']") == ["Paid content: Harbour Bank"]


def test_a_translation_does_not_stand_beside_its_original(tmp_path: Path) -> None:
    uk = article("Хліб", "2026-11-20", lang="uk", translation_of="2026-11-19-bread")
    write_site(tmp_path, f"-- content/articles/2026-11-20-khlib.md --\n{uk}")
    shown = [title for titles in sections(front_of(tmp_path)).values() for title in titles]
    assert ("Bread" in shown, "Хліб" in shown) == (False, True)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("{lead: bred}", '''config.yaml:3:15: no piece is called "bred"'''),
        ("{pins: [2026-11-19-bread, 2026-11-18-bord-two]}", 'hint: did you mean "2026-11-18-board-two"?'),
        ("{sections: [latest, analisis]}", 'front: sections: "analisis" is neither a kind nor a topic'),
        ("{sections: [{count: 3}]}", "config.yaml:3:20: this section shows nothing"),
        ("{sections: [{show: kinds, pieces: [bread]}]}", "the kinds choose their pieces themselves"),
    ],
)
def test_a_name_that_is_not_there_is_a_problem(tmp_path: Path, front: str, message: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        front_of(tmp_path, f"front: {front}")
    assert message in "\n".join(map(format_problem, found.value.problems))


def test_a_piece_that_is_not_out_is_done_without(tmp_path: Path) -> None:
    front_of(tmp_path, "front: {lead: 2026-11-20-later}", drafts="2026-11-20-later")
    notes = build_at(tmp_path).notes
    assert [note.message for note in notes] == ['"2026-11-20-later" is not out: the front page does without it']
