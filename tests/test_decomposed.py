"""Letters and their accents typed as one character or as two, in names of files and in texts: one site, to the byte."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from press.cli import main
from tests.sites import article, build_at, digests

NOW = "2026-11-23T12:00:00+00:00"
_KEYS = {"authors": "[Jiří Čapek]", "topics": "[Město]", "column": "Pomalý pruh č", "series": "Řeka"}
_LINKS = (
    "[a](2026-11-10-rozpočet.md#účet-č-1), ![pole](../images/fotoč.svg), [b](../pages/kontakt-č.md), [c](#č),\n"
    "[d](../authors/jiří-čapek.md), [e](../topics/město.md), [f](/opinion/2026/11/městečko-č/), [g][ř], [h](pryč.md),\n"
    'a note[^ž].\n\n<p id="č">Text</p>\n\n[ř]: 2026-11-10-rozpočet.md\n\n[^ž]: Yes.\n'
)
FILES = {
    "config.yaml": "title: Deník\nurl: https://example.org/opinion/\nimages: {cards: false}\nlogo: images/fotoč.svg\n"
    "menu:\n  - {text: Kontakt, url: kontakt-č/}\nfront: {pins: [2026-11-10-rozpočet]}\nsearch: false\n",
    "content/articles/2026-11-10-rozpočet.md": article(
        "Rozpočet", "2026-11-01", "## Účet č. 1", image="{src: images/fotoč.svg, alt: Foto}", **_KEYS
    ),
    "content/articles/2026-11-11-b.md": article(
        "Město",
        "2026-11-02",
        _LINKS,
        slug="městečko-č",
        aliases="[staré/město-č/]",
        authors="[jiří-čapek]",
        topics="[město, obec-ů]",
        column="pomalý pruh č",
        related="[2026-11-10-rozpočet]",
        replies_to="rozpočet",
    ),
    "content/pages/kontakt-č.md": "---\ntitle: Kontakt\n---\n\nText [r](../articles/2026-11-10-rozpočet.md).\n",
    "content/authors/jiří-čapek.md": "---\nname: Jiří Čapek\nportrait: {src: images/fotoč.svg}\n---\n",
    "content/topics/město.md": "---\nname: Město\naliases: [obec-ů]\n---\n",
    "content/images/fotoč.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="50"/>\n',
    "content/static/příloha.txt": "Text.\n",
    "content/unpublished.yaml": "pryč: 2026-11-13\n",
    "content/ids.yaml": "2026-11-10-rozpočet: https://example.org/č\n",
}


def site(root: Path, names: str, texts: str) -> Path:
    """Write FILES with names and texts in these forms of Unicode."""
    for name, text in FILES.items():
        path = root / unicodedata.normalize(names, name)  # type: ignore[arg-type]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(unicodedata.normalize(texts, text), encoding="utf-8")  # type: ignore[arg-type]
    return root


def test_one_site_whichever_way_letters_were_typed(tmp_path: Path) -> None:
    forms = ("NFC", "NFD")
    built = {}
    for names in forms:
        for texts in forms:
            root = site(tmp_path / names / texts, names, texts)
            notes = build_at(root).notes
            assert [note.message for note in notes] == ['"pryč" is unpublished: it is left out here']
            built[names, texts] = digests(root / "site")
    assert all(found == built["NFC", "NFC"] for found in built.values())


@pytest.mark.parametrize(
    "command",
    [
        ("unpublish", "rozpočet"),
        ("schedule", "2026-11-11-b", "2027-01-02T06:30"),
        ("correct", "2026-11-10-rozpočet", "It was č."),
        ("rename", "2026-11-10-rozpočet", "2026-11-10-účet"),
        ("rename", "authors/jiří-čapek", "jiří"),
    ],
    ids=" ".join,
)
def test_commands_find_what_was_typed_in_another_way_and_build(command: tuple[str, ...], tmp_path: Path) -> None:
    root = site(tmp_path, "NFD", "NFD")
    assert main([*command, "--yes", "--root", str(root), "--now", NOW]) == 0
    assert main(["build", "--root", str(root), "--now", NOW, "--jobs", "1", "--allow-shrink"]) == 0
