"""Pixels -> a file's bytes: the same on every run, with nothing in it but the picture and who made it."""

from __future__ import annotations

import io
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from press.model.picture import Format

# Config's quality is WebP's. JPEG needs a little more to look the same, AVIF much less; measured on the demo's
# pictures at 800 pixels (see docs/decisions/0012-pictures.md).
_JPEG, _AVIF = 6, -25
# 0 is slowest and smallest. From 8 to 6 a file loses 2 to 10 % and takes four times as long; 9 gains half the time
# and adds a fifth.
_AVIF_SPEED = 8
_WEBP_METHOD = 2  # 4 takes three times as long and loses 4 % of the bytes, and some of the look
_PNG_LEVEL = 7  # 9 is three times slower for two per cent
# Cards, of which there are thousands, are packed by their runs alone: a third of the time, a third more bytes.
_CARD = {"compress_type": zlib.Z_RLE}
_PAPER = (255, 255, 255)  # what shows through where a format has no transparency


def encoded(image: Image.Image, format_: Format, *, quality: int, xmp: bytes = b"") -> bytes:
    """Return an RGB or RGBA picture, or one drawn on a palette (PNG alone), in a format; `quality` from 1 to 100."""
    made = io.BytesIO()
    if format_ == "jpeg":
        on_paper(image).save(made, "JPEG", quality=min(95, quality + _JPEG), optimize=True, progressive=True, **_m(xmp))
    elif format_ == "webp":
        image.save(made, "WEBP", quality=quality, method=_WEBP_METHOD, **_m(xmp))
    elif format_ == "avif":
        # One thread: processes share the work, and the bytes do not depend on the number of cores.
        avif = max(10, quality + _AVIF)
        image.save(made, "AVIF", quality=avif, speed=_AVIF_SPEED, max_threads=1, **_m(xmp))
    elif format_ == "ico":
        image.save(made, "ICO", sizes=[image.size])
    else:
        text = PngInfo()
        if xmp:
            text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        packing = _CARD if image.mode == "P" else {}
        _palette(image).save(made, "PNG", compress_level=_PNG_LEVEL, pnginfo=text, **packing)
    return made.getvalue()


def on_paper(image: Image.Image) -> Image.Image:
    """Return a picture without transparency, on white."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, _PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _palette(image: Image.Image) -> Image.Image:
    """Return a picture of at most 256 colours as one with a palette: a third of the bytes, the same pixels."""
    if image.mode == "RGB" and image.getcolors(256):
        return image.convert("P", palette=Image.Palette.ADAPTIVE, colors=256)
    return image


def _m(xmp: bytes) -> dict[str, Any]:
    """The option for metadata. The keys are said to be empty where Pillow would else take over the source's."""
    return {"xmp": xmp, "exif": b"", "icc_profile": None} if xmp else {"exif": b"", "icc_profile": None}
