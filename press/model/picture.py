"""Recipe -> the name of a picture file: what is made of what is known before a pixel is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Format = Literal["avif", "webp", "jpeg", "png", "ico"]
Box = tuple[int, int, int, int]
Size = tuple[int, int]

SUFFIXES: dict[Format, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png", "ico": "ico"}
TYPES: dict[Format, str] = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "ico": "image/x-icon",
}
# Files that pages can show, by their ending; .jfif, .jpe and .jpg are JPEG.
SHOWN_SUFFIXES = (".avif", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".svg", ".webp")
# Pictures that browsers do not show, by their ending.
UNSHOWN: dict[str, str] = {
    **dict.fromkeys((".heic", ".heif", ".hif"), "a HEIC picture"),
    **dict.fromkeys((".tif", ".tiff"), "a TIFF picture"),
    **dict.fromkeys((".bmp", ".dib"), "a BMP picture"),
    **dict.fromkeys((".psd", ".psb"), "a Photoshop file"),
    **dict.fromkeys((".jxl",), "a JPEG XL picture"),
    **dict.fromkeys((".jp2", ".j2k", ".jpf", ".jpx"), "a JPEG 2000 picture"),
    **dict.fromkeys((".ai", ".eps", ".ps"), "a PostScript drawing"),
    **dict.fromkeys((".cdr", ".indd", ".xcf", ".sketch", ".svgz", ".wmf", ".emf"), "a drawing program's file"),
    **dict.fromkeys(
        (
            ".3fr",
            ".arw",
            ".cr2",
            ".cr3",
            ".crw",
            ".dng",
            ".nef",
            ".nrw",
            ".orf",
            ".pef",
            ".raf",
            ".raw",
            ".rw2",
            ".srw",
        ),
        "a camera's raw picture",
    ),
    **dict.fromkeys((".pdf",), "a PDF"),
    **dict.fromkeys((".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpg", ".webm"), "a film"),
}
LARGEST = 4096  # pixels of a side: nothing larger is ever published


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a picture, scaled down.

    `source` is a path in the site's folder, `digest` that of its bytes. `full` is the picture's size as it is
    looked at (turned as the camera says), `box` the part of it (left, top, right, bottom). `credit` and `license`
    are written into the file; "" = those that the source carries.
    """

    source: str
    digest: str
    full: Size
    box: Box
    size: Size
    format: Format
    quality: int
    credit: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A social card: words in the site's font. `accent` is a colour (`#9c2f24`), `fonts` their digest."""

    title: str
    label: str
    byline: str
    publication: str
    accent: str
    fonts: str


@dataclass(frozen=True, slots=True)
class Icon:
    """A square of `side` pixels with a picture in it; `opaque`: on white, for systems that fill what is clear."""

    source: str
    digest: str
    side: int
    format: Format
    opaque: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A picture that is not cut, because it moves, is drawn or is a logo; `kind` is its media type.

    Its file is written without what the source says besides: a place, a camera, comments.
    """

    source: str
    digest: str
    kind: str
    credit: str = ""
    license: str = ""


Recipe = Cut | Card | Icon | Whole


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """A file to be made: `path` in the output; `key` stands for the recipe and for the program that follows it."""

    path: str
    key: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """How this build makes pictures.

    `maker` names the program that makes them in its version, `fonts` the digest of the fonts of social cards,
    "" = no cards are made. `originals`: nothing is made, the files themselves are published (for preview).
    """

    maker: str = ""
    fonts: str = ""
    originals: bool = False


def unshown_kind(path: str) -> str:
    """Return what the file at `path` is, in a few words, if pages cannot show it by its ending; "" = they can."""
    suffix = PurePosixPath(path.lower()).suffix
    return "" if suffix in SHOWN_SUFFIXES else UNSHOWN.get(suffix, "no picture by its ending")


def source_of(derived: DerivedFile) -> str:
    """Return what a file is made from, for problems: a picture's path, or the card's title."""
    recipe = derived.recipe
    return f'the social card of "{recipe.title}"' if isinstance(recipe, Card) else recipe.source
