"""Recipe + source -> a file's bytes. Pure but for memory: the same recipe and bytes give the same file anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PIL import Image

from press.model.picture import Box, Card, Cut, Icon, Recipe, Size, Whole
from press.pictures.card import card_of
from press.pictures.encode import encoded, on_paper
from press.pictures.rights import Rights, rights_of, xmp_of
from press.pictures.source import is_see_through, opened, pixels_of
from press.pictures.whole import whole


def make(recipes: Sequence[Recipe], data: bytes, fonts: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the files of recipes that share a source, in order; a card needs none.

    Raises Unusable for a source that cannot be read.

    What is made of one recipe does not depend on the others: an edit makes some of them anew, a clean build all.
    """
    source: tuple[Rights, Image.Image] | None = None
    scaled: dict[tuple[Box, Size], Image.Image] = {}  # several formats of one size share the scaling
    for recipe in recipes:
        if isinstance(recipe, Card):
            yield encoded(card_of(recipe, fonts), "png", quality=100)
        elif isinstance(recipe, Whole):
            yield whole(recipe, data)
        else:
            source = source or _decoded(data)
            rights, pixels = source
            if isinstance(recipe, Icon):
                yield encoded(_icon(recipe, pixels), recipe.format, quality=100)
            else:
                if (recipe.box, recipe.size) not in scaled:
                    scaled[recipe.box, recipe.size] = _cut(recipe, pixels)
                xmp = xmp_of(rights, credit=recipe.credit, license_=recipe.license)
                image = scaled[recipe.box, recipe.size]
                yield encoded(image, recipe.format, quality=recipe.quality, xmp=xmp)


def _decoded(data: bytes) -> tuple[Rights, Image.Image]:
    with opened(data) as image:
        return rights_of(image), pixels_of(image)


def _cut(recipe: Cut, pixels: Image.Image) -> Image.Image:
    # A large JPEG comes smaller from its decoder than its header says; the box is in pixels of the header.
    wide, high = pixels.width / recipe.full[0], pixels.height / recipe.full[1]
    left, top, right, bottom = recipe.box
    box = (left * wide, top * high, right * wide, bottom * high)
    return pixels.resize(recipe.size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _icon(recipe: Icon, pixels: Image.Image) -> Image.Image:
    """The whole picture in a square, what is left over clear, or white where it has to be opaque."""
    scale = recipe.side / max(pixels.size)
    size = (max(1, round(pixels.width * scale)), max(1, round(pixels.height * scale)))
    small = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0).convert("RGBA")
    square = Image.new("RGBA", (recipe.side, recipe.side), (255, 255, 255, 0))
    square.paste(small, ((recipe.side - size[0]) // 2, (recipe.side - size[1]) // 2))
    return on_paper(square) if recipe.opaque or (small.size == square.size and not is_see_through(small)) else square
