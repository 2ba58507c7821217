"""The program and the fonts -> Darkroom: what the names of made files depend on beside source and recipe."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from press.model.digest import digest, digest_bytes
from press.model.picture import PictureSettings

CARD_FONTS = ("regular.ttf", "title.ttf")


def open_picture_settings(fonts: Mapping[str, bytes], *, originals: bool) -> PictureSettings:
    """Return how this build makes pictures; `fonts` are those of the cards, none = no cards are made.

    Loads no picture library: a build that makes nothing does not wait for it.
    """
    own = tuple((file.name, digest_bytes(file.read_bytes())) for file in sorted(Path(__file__).parent.glob("*.py")))
    has_all = all(name in fonts for name in CARD_FONTS)
    typeface = digest(tuple((name, digest_bytes(fonts[name])) for name in CARD_FONTS)) if has_all else ""
    return PictureSettings(digest((version("pillow"), own)), typeface, originals)
