"""The version of the drawing: who changes what is drawn must raise it, or browsers keep the old files for ever."""

from __future__ import annotations

import io
from importlib.metadata import version

import pytest
from PIL import Image

from press.model.digest import digest_bytes
from press.model.picture import Card, Cut, Icon, Recipe
from press.pictures.make import make
from press.pictures.settings import DRAWING, open_picture_settings
from tests.pictures.samples import saved, scene
from tests.pictures.test_card import FONTS

# The digest of the pixels that a version of DRAWING gives, with the version of Pillow that it was taken with.
DRAWN = {1: ("13.0.0", "3ce5b26d87101d29ae7b54bd0f4337da")}


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return f"{image.size}".encode() + image.convert("RGBA").tobytes()


def test_what_is_drawn_changes_only_with_its_version() -> None:
    photo = saved(scene(400, 300), "PNG")
    recipes: list[Recipe] = [
        Card("Keep the one that works", "Opinion", "By Ana Ruiz", "The Harbour Post", "#9c2f24", ""),
        Cut("a.png", "", (400, 300), (0, 20, 400, 245), (200, 112), "png", 80),
        Icon("a.png", "", 48, "png"),
    ]
    made = b"".join(map(pixels, make(recipes, photo, FONTS)))
    pillow, expected = DRAWN[DRAWING]
    if version("pillow") != pillow:
        pytest.skip(f"pixels were compared with Pillow {pillow}; another version may draw them otherwise")
    assert digest_bytes(made) == expected, "raise DRAWING, and write this digest for it"


def test_every_name_changes_with_the_fonts_and_the_library() -> None:
    settings = open_picture_settings(FONTS, originals=False)
    assert settings.maker
    assert settings.fonts
    assert not open_picture_settings({}, originals=False).fonts
