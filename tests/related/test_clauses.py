"""What may stand beside a piece, in a section read from files: all pieces here say the same, so all are near."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.commands.related import suggestions
from press.commands.results import Suggestions
from press.model.site import BuildOptions
from tests.sites import article, site_at, write_site

TEXT = "Rents rise on Tallow Hill. The register of leases says by how much, and the cap does not hold.\n\n" * 3
OTHERS = {
    "linked": "",
    "reply": "replies_to: mine\n",
    "translated": "lang: uk\ntranslation_of: mine\n",
    "paid": "kind: sponsored\nsponsor: {name: Harbour Bank}\n",
    "withdrawn": "corrections: [{date: 2026-05-01, type: retraction, text: Withdrawn.}]\n",
    "draft": "draft: true\n",
    "expired": "expires: 2026-06-01\n",
    "excluded": "",
    "nora-1": "authors: [Nora]\n",
    "nora-2": "authors: [Nora]\n",
    "nora-3": "authors: [Nora]\n",
    "tides-1": "series: Tides\npart: 1\n",
    "tides-2": "series: Tides\npart: 2\n",
    "tides-3": "series: Tides\npart: 3\n",
}
# May stand beside it: as near as these is nobody.
MAY = {"nora-1", "nora-2", "nora-3", "tides-1", "tides-2", "tides-3"}


def section(root: Path, mine: str = "", config: str = "related: {list: 20}\n") -> Suggestions:
    """Read the section and return what is suggested; `mine` is front matter of the piece in question."""
    files = {
        name: f"---\ntitle: Rents of {name}\ndate: 2026-04-{day:02}\n{keys}---\n\n{TEXT}"
        for day, (name, keys) in enumerate(OTHERS.items(), 1)
    }
    files["later"] = article("Rents to come", "2027-01-01", TEXT)
    body = f"{TEXT}We [said so](linked.md).\n"
    files["mine"] = f"---\ntitle: Rents\ndate: 2026-03-31\nrelated_exclude: [excluded]\n{mine}---\n\n{body}"
    text = "".join(f"-- content/articles/{name}.md --\n{file}" for name, file in files.items())
    who = "-- content/authors/nora.md --\n---\nname: Nora\n---\n\nNora writes.\n"
    head = f"-- config.yaml --\ntitle: The Harbour Post\nurl: https://example.org/\n{config}"
    return suggestions(site_at(write_site(root, f"{head}{who}{text}")), BuildOptions(), "mine")


def test_only_what_may_stand_beside_a_piece_does(tmp_path: Path) -> None:
    found = section(tmp_path, config="related: {list: 20, per_author: 20, per_series: 20}\n")
    shown = found.chosen["mine"]
    assert {shown.card, *shown.list} == MAY


def test_two_by_one_author_and_two_of_one_series_are_shown_and_all_are_ranked(tmp_path: Path) -> None:
    found = section(tmp_path)
    shown = found.chosen["mine"]
    assert len({shown.card, *shown.list}) == 4
    assert {other.stem for other in found.ranked["mine"]} >= MAY


def test_nothing_that_is_not_out_is_ranked_anywhere(tmp_path: Path) -> None:
    found = section(tmp_path)
    assert {"draft", "later", "expired"}.isdisjoint(found.ranked)
    anywhere = {other.stem for near in found.ranked.values() for other in near}
    assert anywhere.isdisjoint({"draft", "later", "expired", "paid", "withdrawn"})


def test_another_language_comes_after_all_of_its_own(tmp_path: Path) -> None:
    near = [other.stem for other in section(tmp_path).ranked["mine"]]
    assert "translated" not in near or near.index("translated") == len(near) - 1


@pytest.mark.parametrize("held", ["draft", "later", "expired"])
def test_a_pin_that_is_not_out_waits_and_the_others_move_up(tmp_path: Path, held: str) -> None:
    shown = section(tmp_path, f"related: [{held}, nora-3]\n").chosen["mine"]
    assert shown.card == "nora-3"
    assert held not in shown.list


def test_pins_come_first_and_exclude_wins(tmp_path: Path) -> None:
    shown = section(tmp_path, "related: [linked, excluded, tides-3]\n").chosen["mine"]
    assert (shown.card, shown.list[0]) == ("linked", "tides-3")
    assert ("excluded", "related_exclude names it") in shown.left_out
