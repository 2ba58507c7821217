"""Fonts and the version of the drawing -> PictureSettings: what the names of made files depend on."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from press.model.digest import digest, digest_bytes
from press.model.picture import PictureSettings

CARD_FONTS = ("regular.ttf", "title.ttf")
# To be raised whenever this package gives another file for the same recipe and source: made files are named by it, and
# browsers keep them for ever. tests/pictures/test_settings.py compares what is drawn.
DRAWING = 1


def open_picture_settings(fonts: Mapping[str, bytes], *, originals: bool) -> PictureSettings:
    """Return how this build makes pictures; `fonts` are those of the cards by name, without them no cards are made.

    Loads no picture library: a build that makes nothing does not wait for it.
    """
    has_all = all(name in fonts for name in CARD_FONTS)
    typeface = digest(tuple((name, digest_bytes(fonts[name])) for name in CARD_FONTS)) if has_all else ""
    return PictureSettings(digest((version("pillow"), DRAWING)), typeface, originals)
