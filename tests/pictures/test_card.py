from __future__ import annotations

import io
import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor, ImageFont

from press.model.picture import Card
from press.pictures.card import BAND, BOTTOM, CONTRAST, MARGIN, PAPER, SIZE, TITLES, card_of, lines_of, readable
from press.pictures.make import make
from press.plan.social_cards import drawable
from tests.tracked import ROOT

FONTS: Mapping[str, bytes] = {
    path.name: path.read_bytes() for path in sorted((ROOT / "layouts/assets/fonts/cards").glob("*.ttf"))
}
WORDS = st.text(alphabet="abcdefghij MWЖщїЇ’“”–,.", min_size=1, max_size=300).filter(str.strip)


def card(title: str, label: str = "Opinion", byline: str = "Nora Weiland", publication: str = "The Courier") -> Card:
    return Card(title, label, byline, publication, "#9c2f24", "fonts")


def font_of(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(FONTS[name]), size, layout_engine=ImageFont.Layout.BASIC)


def boxes(made: Card) -> list[tuple[str, float, float, float, float]]:
    found = []
    for line in lines_of(made, FONTS):
        left, top, right, bottom = font_of(line.font, line.size).getbbox(line.words, anchor="ls")
        found.append((line.words, line.x + left, line.y + top, line.x + right, line.y + bottom))
    return found


def assert_fits(made: Card) -> None:
    found = boxes(made)
    for words, left, top, right, bottom in found:
        assert left >= MARGIN - 20, words  # a j reaches back under its neighbour
        assert right <= SIZE[0] - MARGIN + 8, words
        assert top > BAND, words
        assert bottom <= SIZE[1] - 20, words
    foot = [box for box in found if box[2] > BOTTOM + 16]
    head = [box for box in found if box not in foot]
    assert all(bottom <= BOTTOM + 14 for *_, bottom in head), head
    for first, second in itertools.pairwise(foot):
        assert first[3] <= second[1] or second[3] <= first[1], "name and byline run into each other"


@pytest.mark.parametrize(
    "title",
    [
        "January",
        "A",
        "Soup is infrastructure, and the city should fund it like a bridge",
        "Слово біля вікна 7: як місто розучилося чекати, і чому це дорого коштує кожному з нас",
        "W" * 300,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and its heirs",
        "word " * 60,
        "a " * 150,
    ],
)
def test_every_title_fits(title: str) -> None:
    assert_fits(card(title.strip()))


@settings(max_examples=60, deadline=None)
@given(title=WORDS, label=WORDS, byline=WORDS, publication=WORDS)
def test_any_words_fit(title: str, label: str, byline: str, publication: str) -> None:
    tidy = [" ".join(words.split()) for words in (title, label, byline, publication)]
    assert_fits(card(*tidy))


def test_a_short_title_is_large_and_a_long_one_ends_in_an_ellipsis() -> None:
    assert next(line for line in lines_of(card("January"), FONTS) if line.words == "January").size == TITLES[0][0]
    long = [line for line in lines_of(card("word " * 60), FONTS) if line.words.startswith("word")]
    assert {line.size for line in long} == {TITLES[-1][0]}
    assert long[-1].words.endswith("…")
    assert [line.words.endswith("…") for line in long].count(True) == 1


def test_a_card_shows_title_byline_label_and_publication() -> None:
    words = [line.words for line in lines_of(card("January"), FONTS)]
    assert words == ["Opinion", "January", "The Courier", "Nora Weiland"]
    assert [line.words for line in lines_of(card("The Courier", "", "From the city."), FONTS)] == [
        "The Courier",
        "From the city.",
    ]


def test_a_card_has_the_size_that_previews_ask_for_and_weighs_little() -> None:
    data = next(make([card("Soup is infrastructure, and the city should fund it like a bridge")], b"", FONTS))
    image = Image.open(io.BytesIO(data))
    assert (image.size, image.format) == ((1200, 630), "PNG")
    assert len(data) < 60_000
    assert next(make([card("Soup is infrastructure, and the city should fund it like a bridge")], b"", FONTS)) == data


def test_ink_is_where_the_lines_say() -> None:
    made = card("January")
    image = card_of(made, FONTS).convert("RGB")
    paper = ImageColor.getrgb(PAPER)
    for words, left, top, right, bottom in boxes(made):
        area = image.crop((int(left), int(top), int(right) + 1, int(bottom) + 1))
        assert {colour for _, colour in area.getcolors(100_000) or ()} - {paper}, words


@pytest.mark.parametrize("accent", ["#ffe000", "#ffffff", "#9c2f24", "#000", "#0f5c63", "#ff0"])
def test_an_accent_is_dark_enough_to_be_read(accent: str) -> None:
    def light(colour: str) -> float:
        parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert (light(PAPER) + 0.05) / (light(readable(accent)) + 0.05) >= CONTRAST


@pytest.mark.parametrize("name", sorted(FONTS))
def test_the_fonts_hold_every_character_that_is_drawn(name: str) -> None:
    font = font_of(name, 20)

    def drawing(char: str) -> bytes:
        mask = font.getmask(char, mode="L")
        return bytes(mask) + repr((mask.size, font.getlength(char))).encode()

    missing = drawing("\uffff")
    candidates = sorted({drawable(chr(code)) or "" for code in range(0x21, 0x2300)} - {""})
    assert len(candidates) > 500
    assert [char for char in candidates if drawing(char) == missing] == []


def test_what_the_fonts_lack_is_left_out_or_stands_in_the_way() -> None:
    assert drawable("Rent  caps 🏠 work") == "Rent caps work"
    assert drawable("за́мок") == "замок"
    assert drawable("e\u0301te\u0301") == "été"
    assert drawable("日本語") is None
    assert drawable("עברית") is None
    assert drawable("🏠") == ""
