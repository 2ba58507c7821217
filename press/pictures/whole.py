"""A picture that is published whole, as it moves, is drawn or is a logo -> its file without what it says besides."""

from __future__ import annotations

import io

from PIL import Image, ImageSequence

from press.model.picture import Whole
from press.pictures.containers import clean_gif, clean_jpeg, clean_png, clean_webp
from press.pictures.rights import rights_of, xmp_of
from press.pictures.source import opened
from press.pictures.svg import clean_svg

_AVIF_SPEED, _AVIF_QUALITY = 8, 80
_ORIENTATION = 0x0112


def whole(recipe: Whole, data: bytes) -> bytes:
    """Return the file of a picture that is not cut: its frames or shapes, its colours, its turn, who made it.

    Raises Unusable for a file that cannot be read.
    """
    if recipe.kind == "image/svg+xml":
        return clean_svg(data)
    with opened(data) as image:
        orientation = image.getexif().get(_ORIENTATION, 1)
        turn = orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1
        xmp = xmp_of(rights_of(image), credit=recipe.credit, license_=recipe.license)
        match image.format:
            case "JPEG" | "MPO":
                return clean_jpeg(data, orientation=turn, xmp=xmp)
            case "GIF":
                return clean_gif(data)
            case "PNG":
                return clean_png(data, orientation=turn, xmp=xmp)
            case "WEBP":
                return clean_webp(data, orientation=turn, xmp=xmp)
            case _:  # AVIF: `opened` takes no other
                return _avif(image, xmp)


def _avif(image: Image.Image, xmp: bytes) -> bytes:
    """Save the frames of an AVIF anew: its boxes point into each other, so none can be left out by itself.

    Pillow turns frames upright while it reads them.
    """
    frames = [frame.convert("RGBA" if "A" in frame.getbands() else "RGB") for frame in ImageSequence.Iterator(image)]
    durations = []
    for number in range(len(frames)):
        image.seek(number)
        durations.append(int(image.info.get("duration", 100)))
    for frame in frames:
        frame.info.clear()
    made = io.BytesIO()
    extra = {"xmp": xmp} if xmp else {}
    first, *others = frames
    first.save(
        made,
        "AVIF",
        save_all=True,
        append_images=others,
        duration=durations,
        quality=_AVIF_QUALITY,
        speed=_AVIF_SPEED,
        max_threads=1,
        exif=b"",
        icc_profile=image.info.get("icc_profile"),
        **extra,
    )
    return made.getvalue()
